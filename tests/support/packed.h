// tests/support/packed.h: archives in memory, by libarchive.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <clocale>
#include <string>
#include <utility>
#include <vector>

namespace newsidx::source {

using PackedFiles = std::vector<std::pair<std::string, std::string>>;

/// @param format  one of libarchive's: ARCHIVE_FORMAT_ZIP, ARCHIVE_FORMAT_TAR, ARCHIVE_FORMAT_7ZIP
/// @param options  "zip:compression=store"
/// @return empty when it cannot be made
[[nodiscard]] inline std::string packed(int format, const PackedFiles& files,
                                        const char* options = nullptr,
                                        const char* passphrase = nullptr) {
  // For the writer alone: in the locale "C" it could write no other names than those in ASCII.
  const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  const locale_t before = uselocale(utf8);
  std::string out(1 << 20, '\0');
  for (const auto& file : files) out.resize(out.size() + file.second.size());
  std::size_t size = 0;
  archive* writer = archive_write_new();
  bool is_good = archive_write_set_format(writer, format) == ARCHIVE_OK;
  is_good = is_good && archive_write_set_options(writer, options) == ARCHIVE_OK;
  if (passphrase != nullptr)
    is_good = is_good && archive_write_set_passphrase(writer, passphrase) == ARCHIVE_OK;
  is_good =
      is_good && archive_write_open_memory(writer, out.data(), out.size(), &size) == ARCHIVE_OK;
  for (const auto& [name, content] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, name.ends_with('/') ? AE_IFDIR : AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    is_good = is_good && archive_write_header(writer, entry) == ARCHIVE_OK &&
              archive_write_data(writer, content.data(), content.size()) >= 0;
    archive_entry_free(entry);
  }
  is_good = archive_write_close(writer) == ARCHIVE_OK && is_good;
  archive_write_free(writer);
  uselocale(before);
  freelocale(utf8);
  out.resize(is_good ? size : 0);
  return out;
}

}  // namespace newsidx::source

#include "storage/committed.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <new>

#include "base/hash.h"
#include "storage/file_names.h"

namespace newsidx::storage {
namespace {

constexpr std::string_view kStart = "generation ";
constexpr std::size_t kNumberDigits = 20;

}  // namespace

std::string committed_text(std::uint64_t generation) {
  std::string number = std::to_string(generation);
  number.insert(0, kNumberDigits - number.size(), '0');
  std::string text = std::string(kStart) + number;
  char sum[16];
  std::snprintf(sum, sizeof sum, " %08x\n", checksum32(text));
  return text + sum;
}

std::optional<std::uint64_t> parse_committed(std::string_view text) {
  if (!text.starts_with(kStart)) return std::nullopt;
  const std::string_view digits = text.substr(kStart.size(), kNumberDigits);
  std::uint64_t generation = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), generation);
  if (error != std::errc() || committed_text(generation) != text) return std::nullopt;
  return generation;
}

std::optional<std::uint64_t> read_committed(const std::string& index_path) {
  const auto text = read_file(index_path + '/' + kCommittedName, kMaxShortBytes);
  return text ? parse_committed(*text) : std::nullopt;
}

void write_committed(const Folder& folder, Mark& mark, std::uint64_t generation) noexcept try {
  const bool is_new = !mark.has(kCommittedName);
  if (is_new && (folder.kind_of(kCommittedName) != Kind::missing || !mark.add(kCommittedName))) {
    return;
  }
  const Descriptor file(openat(folder.descriptor(), kCommittedName,
                               O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file) return;
  const std::string text = committed_text(generation);
  // Of half a text nothing follows.
  if (::pwrite(file.get(), text.data(), text.size(), 0) < 0 || !is_new) return;
  if (fdatasync(file.get()) == 0) fsync(folder.descriptor());
} catch (const std::bad_alloc&) {
}

}  // namespace newsidx::storage

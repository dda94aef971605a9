#include "storage/directory.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace newsidx::storage {
namespace {

namespace fs = std::filesystem;

bool is_number(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_data_file(std::string_view name) {
  constexpr std::string_view kEnding = ".sst";
  return name.ends_with(kEnding) && is_number(name.substr(0, name.size() - kEnding.size()));
}

// Names in an index directory that RocksDB or we make. Exact: a folder of somebody's "access.log"
// or "LOGBOOK" must never be taken for an index.
bool is_index_file(std::string_view name) {
  constexpr std::array<std::string_view, 6> kNames = {"CURRENT", "IDENTITY", "LOCK",
                                                      "LOG",     "staging",  "archive"};
  if (std::find(kNames.begin(), kNames.end(), name) != kNames.end()) return true;
  if (name.starts_with("LOG.old.")) return true;
  for (const std::string_view ending : {".sst", ".log", ".dbtmp"}) {
    if (name.ends_with(ending)) name.remove_suffix(ending.size());
  }
  for (const std::string_view start : {"MANIFEST-", "OPTIONS-"}) {
    if (name.starts_with(start)) name.remove_prefix(start.size());
  }
  return is_number(name);
}

Failure cannot_look_into(const std::string& path, const std::error_code& error) {
  return fail(ErrorCode::io, "cannot open the index at '" + path + "': " + error.message() +
                                 " (try: check the permissions, or another --index)");
}

}  // namespace

Result<bool> is_index_directory(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return false;
  if (error) return cannot_look_into(path, error);
  if (!fs::is_directory(status)) {
    return fail(ErrorCode::unsupported,
                "'" + path + "' is a file, not an index (try: another --index)");
  }
  bool has_current = false;
  bool has_data = false;
  std::string stranger;
  fs::directory_iterator entry(path, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    has_current |= name == "CURRENT";
    has_data |= is_data_file(name);
    if (!is_index_file(name)) stranger = name;
  }
  if (error) return cannot_look_into(path, error);
  if (has_current) return true;
  if (!stranger.empty()) {
    return fail(ErrorCode::unsupported, "'" + path + "' is not an index: it holds '" + stranger +
                                            "' (try: another --index)");
  }
  if (has_data) {
    return fail(ErrorCode::corruption, "the index at '" + path +
                                           "' is damaged: its file CURRENT is missing (try: remove "
                                           "the index and build it again)");
  }
  return false;
}

}  // namespace newsidx::storage

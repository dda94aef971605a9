// storage/file_names.h (private): the names of files in an index, exactly as RocksDB makes them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "storage/mark.h"

namespace newsidx::storage {

/// More than a list of files or a log of ours ever has; what is read whole is bounded by it.
inline constexpr std::size_t kMaxLogBytes = 256u << 20;
/// More than CURRENT, IDENTITY and LOCK have.
inline constexpr std::size_t kMaxShortBytes = 64;

/// A number as RocksDB writes it: six digits, or more that do not begin with a zero.
[[nodiscard]] inline bool is_file_number(std::string_view text) {
  return text.size() >= 6 && text.size() <= 20 && (text.size() == 6 || text.front() != '0') &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

[[nodiscard]] inline bool is_numbered(std::string_view name, std::string_view start,
                                      std::string_view ending) {
  if (!name.starts_with(start) || !name.substr(start.size()).ends_with(ending)) return false;
  name.remove_prefix(start.size());
  name.remove_suffix(ending.size());
  return is_file_number(name);
}

/// RocksDB's list of files ("MANIFEST", which is not our manifest).
[[nodiscard]] inline bool is_list_name(std::string_view name) {
  return is_numbered(name, "MANIFEST-", "");
}
[[nodiscard]] inline bool is_log_name(std::string_view name) {
  return is_numbered(name, "", ".log");
}
[[nodiscard]] inline bool is_options_name(std::string_view name) {
  return is_numbered(name, "OPTIONS-", "");
}
[[nodiscard]] inline bool is_table_name(std::string_view name) {
  return is_numbered(name, "", ".sst");
}
/// A mark on its way to its name.
[[nodiscard]] inline bool is_mark_name(std::string_view name) {
  return name.starts_with(kMarkName) &&
         name.substr(std::string_view(kMarkName).size()).starts_with('-');
}
/// What CURRENT holds: the name of the list of files.
[[nodiscard]] inline bool is_current(std::string_view content) {
  return content.ends_with('\n') && is_list_name(content.substr(0, content.size() - 1));
}

}  // namespace newsidx::storage

// source/walk/file_stamp.h
//
// What tells whether a file is still the one that was read: its size and time, and its bytes.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "source/stream/stop_event.h"

namespace newsidx::source {

struct FileStamp {
  std::string path;  ///< absolute, without links
  std::uint64_t size_bytes = 0;
  std::int64_t modified_ns = 0;  ///< since 1970
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// Looks at files, one folder after the other: the real path of a folder is found once.
///
/// Threads: one.
class FileStamper {
 public:
  /// @return nothing of what is no regular file: standard input, a pipe; or is not there
  [[nodiscard]] std::optional<FileStamp> stamp_of(const std::string& path);

 private:
  std::string folder_;
  std::string real_folder_;  // of folder_, with a slash at its end
};

/// A hash of all bytes of a file; persisted.
/// Cost: the file is read, at the speed of memory where it was read just now.
/// @param stop  outlives the call
/// @errors not_found, io; cancelled
[[nodiscard]] Result<std::uint64_t> digest_of_file(const std::string& path,
                                                   const StopEvent* stop = nullptr);

/// The same of the first bytes of a file, for each of some sizes, and of a part of it.
struct PartDigests {
  std::vector<std::uint64_t> of_sizes;  ///< as many as the file is long enough for
  std::uint64_t of_part = 0;
};
/// @param sizes  ascending; the last one ends the reading
/// @param part_begin  of the part, which ends with the last size
/// @errors as digest_of_file()
[[nodiscard]] Result<PartDigests> digests_of_file(const std::string& path,
                                                  const std::vector<std::uint64_t>& sizes,
                                                  std::uint64_t part_begin = 0,
                                                  const StopEvent* stop = nullptr);

}  // namespace newsidx::source

#include "source/walk/file_stamp.h"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>

#include "base/hash.h"
#include "base/status_macros.h"
#include "source/stream/raw_file.h"

namespace newsidx::source {

std::optional<FileStamp> stamp_of(const std::string& path) {
  constexpr std::int64_t kNanosecondsASecond = 1'000'000'000;
  struct stat status {};
  if (path == "-" || ::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return std::nullopt;
  }
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(path, error);
  if (error) return std::nullopt;
  return FileStamp{real.string(), static_cast<std::uint64_t>(status.st_size),
                   std::int64_t{status.st_mtim.tv_sec} * kNanosecondsASecond +
                       std::int64_t{status.st_mtim.tv_nsec}};
}

Result<std::uint64_t> digest_of_file(const std::string& path, const StopEvent* stop) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto file, RawFile::open(path, stop));
  StreamingHash hash;
  while (true) {
    NEWSIDX_ASSIGN_OR_RETURN(const std::string_view block, file->next_block());
    if (block.empty()) return hash.digest();
    hash.append(block);
  }
}

}  // namespace newsidx::source

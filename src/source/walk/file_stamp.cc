#include "source/walk/file_stamp.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/hash.h"
#include "base/status_macros.h"
#include "source/stream/raw_file.h"

namespace newsidx::source {

std::optional<FileStamp> FileStamper::stamp_of(const std::string& path) {
  constexpr std::int64_t kNanosecondsASecond = 1'000'000'000;
  struct stat status {};
  if (path == "-" || ::lstat(path.c_str(), &status) != 0) return std::nullopt;
  std::error_code error;
  std::string real;
  if (S_ISLNK(status.st_mode)) {
    real = std::filesystem::canonical(path, error).string();
    if (error || ::stat(path.c_str(), &status) != 0) return std::nullopt;
  } else {
    const std::size_t name = path.rfind('/') + 1;
    const std::string folder = name == 0 ? "." : path.substr(0, name);
    if (folder != folder_) {
      real_folder_ = std::filesystem::canonical(folder, error).string();
      if (error) return std::nullopt;
      if (real_folder_.back() != '/') real_folder_ += '/';
      folder_ = folder;
    }
    real = real_folder_ + path.substr(name);
  }
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return FileStamp{std::move(real), static_cast<std::uint64_t>(status.st_size),
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

Result<PartDigests> digests_of_file(const std::string& path,
                                    const std::vector<std::uint64_t>& sizes,
                                    std::uint64_t part_begin, const StopEvent* stop) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto file, RawFile::open(path, stop));
  PartDigests digests;
  StreamingHash hash;
  StreamingHash part;
  std::uint64_t at = 0;
  std::string_view block;
  while (digests.of_sizes.size() < sizes.size()) {
    const std::uint64_t size = sizes[digests.of_sizes.size()];
    if (at == size) {
      digests.of_sizes.push_back(hash.digest());
      continue;
    }
    if (block.empty()) {
      NEWSIDX_ASSIGN_OR_RETURN(block, file->next_block());
    }
    if (block.empty()) break;
    const std::string_view step = block.substr(0, size - at);
    const std::uint64_t left_out =
        std::min<std::uint64_t>(step.size(), part_begin - std::min(at, part_begin));
    hash.append(step);
    part.append(step.substr(left_out));
    at += step.size();
    block.remove_prefix(step.size());
  }
  digests.of_part = part.digest();
  return digests;
}

}  // namespace newsidx::source

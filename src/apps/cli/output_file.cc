#include "cli/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace newsidx::cli {

Failure OutputFile::failed() const {
  return fail(ErrorCode::io, "cannot write '" + path_ + "': " + std::strerror(errno));
}

OutputFile::~OutputFile() {
  if (descriptor_ != -1) close(descriptor_);
  if (!unfinished_path_.empty()) unlink(unfinished_path_.c_str());
}

Status OutputFile::open(const std::string& path) {
  path_ = path;
  struct stat there {};
  const bool exists = stat(path.c_str(), &there) == 0;
  if (exists && !S_ISREG(there.st_mode)) {  // a device or a pipe is never replaced
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    return descriptor_ == -1 ? Status(failed()) : Status();
  }
  if (exists) {  // of a link, what it leads to
    std::error_code error;
    path_ = std::filesystem::canonical(path, error).string();
    if (error) path_ = path;
  }
  const std::string beside = path_ + ".unfinished-" + std::to_string(getpid());
  descriptor_ = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor_ == -1) return failed();
  unfinished_path_ = beside;
  constexpr mode_t kRights = 0777;
  if (exists && fchmod(descriptor_, there.st_mode & kRights) == -1) return failed();
  return {};
}

Status OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written == -1 && errno == EINTR) continue;
    if (written == -1) return failed();
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Status OutputFile::finish() {
  const bool is_file = !unfinished_path_.empty();
  if (is_file && fsync(descriptor_) == -1) return failed();
  const int descriptor = descriptor_;
  descriptor_ = -1;
  if (close(descriptor) == -1) return failed();
  if (!is_file) return {};
  if (std::rename(unfinished_path_.c_str(), path_.c_str()) == -1) return failed();
  unfinished_path_.clear();
  return {};
}

}  // namespace newsidx::cli

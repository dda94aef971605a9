#include "cli/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace newsidx::cli {

Failure OutputFile::failed(const char* what) const {
  return fail(ErrorCode::io,
              std::string("cannot ") + what + " '" + path_ + "': " + std::strerror(errno));
}

OutputFile::~OutputFile() {
  if (descriptor_ != -1) close(descriptor_);
  if (!unfinished_path_.empty()) unlink(unfinished_path_.c_str());
}

Status OutputFile::open(const std::string& path) {
  path_ = path;
  const std::string beside = path + ".unfinished-" + std::to_string(getpid());
  descriptor_ = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor_ == -1) return failed("write");
  unfinished_path_ = beside;
  return {};
}

Status OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written == -1 && errno == EINTR) continue;
    if (written == -1) return failed("write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Status OutputFile::finish() {
  if (fsync(descriptor_) == -1) return failed("write");
  const int descriptor = descriptor_;
  descriptor_ = -1;
  if (close(descriptor) == -1) return failed("write");
  if (std::rename(unfinished_path_.c_str(), path_.c_str()) == -1) return failed("write");
  unfinished_path_.clear();
  return {};
}

}  // namespace newsidx::cli

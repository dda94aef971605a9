#include "source/stream/raw_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/assert.h"
#include "base/cancellation.h"
#include "base/status_macros.h"

namespace newsidx::source {

Result<std::unique_ptr<RawFile>> RawFile::open(const std::string& path, const StopEvent* stop) {
  std::unique_ptr<RawFile> file(new RawFile(STDIN_FILENO, false, stop));
  if (path == "-") return file;
  // O_NONBLOCK, for to open a FIFO would wait for its writer; the reads wait instead.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    const int error = errno;
    return fail(error == ENOENT ? ErrorCode::not_found : ErrorCode::io,
                std::generic_category().message(error));
  }
  file->descriptor_ = descriptor;
  file->owned_ = true;
  return file;
}

RawFile::RawFile(int descriptor, bool owned, const StopEvent* stop)
    : descriptor_(descriptor),
      owned_(owned),
      stop_(stop),
      block_(std::make_unique_for_overwrite<char[]>(kBlockBytes)) {}

RawFile::~RawFile() {
  if (owned_) ::close(descriptor_);
}

Result<std::string_view> RawFile::peek(std::size_t byte_count) {
  NEWSIDX_CHECK(byte_count <= kBlockBytes);
  while (peeked_bytes_ < byte_count) {  // a pipe gives what it has, so one read may not be enough
    NEWSIDX_ASSIGN_OR_RETURN(const std::size_t count,
                             read_some(block_.get() + peeked_bytes_, kBlockBytes - peeked_bytes_));
    if (count == 0) break;
    peeked_bytes_ += count;
  }
  return std::string_view(block_.get(), std::min(peeked_bytes_, byte_count));
}

Result<std::string_view> RawFile::next_block() {
  if (peeked_bytes_ > 0) return std::string_view(block_.get(), std::exchange(peeked_bytes_, 0));
  NEWSIDX_ASSIGN_OR_RETURN(const std::size_t count, read_some(block_.get(), kBlockBytes));
  return std::string_view(block_.get(), count);
}

Result<std::size_t> RawFile::read_some(char* out, std::size_t capacity) {
  while (true) {
    NEWSIDX_RETURN_IF_ERROR(wait_for_bytes());
    const ssize_t count = ::read(descriptor_, out, capacity);
    if (count >= 0) {
      bytes_read_ += static_cast<std::uint64_t>(count);
      hash_.append({out, static_cast<std::size_t>(count)});
      return static_cast<std::size_t>(count);
    }
    // EAGAIN: another reader of the same pipe or terminal was faster.
    if (errno != EINTR && errno != EAGAIN) {
      return fail(ErrorCode::io, std::generic_category().message(errno));
    }
  }
}

bool RawFile::is_regular() const {
  struct stat status {};
  return ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
}

Status RawFile::seek(std::uint64_t byte) {
  if (::lseek(descriptor_, static_cast<off_t>(byte), SEEK_SET) < 0) {
    return fail(ErrorCode::io, std::generic_category().message(errno));
  }
  peeked_bytes_ = 0;
  bytes_read_ = byte;
  hash_ = StreamingHash();
  return {};
}

Result<std::string> RawFile::read_at(std::uint64_t byte, std::size_t count) const {
  std::string bytes(count, '\0');
  std::size_t size = 0;
  while (size < count) {
    const ssize_t more =
        ::pread(descriptor_, bytes.data() + size, count - size, static_cast<off_t>(byte + size));
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) return fail(ErrorCode::io, std::generic_category().message(errno));
    if (more == 0) break;
    size += static_cast<std::size_t>(more);
  }
  bytes.resize(size);
  return bytes;
}

// Until a read would not block: there are bytes, or the end, or an error, which it will tell.
Status RawFile::wait_for_bytes() {
  const int stop = stop_ == nullptr ? -1 : stop_->descriptor();
  pollfd events[2] = {{descriptor_, POLLIN, 0}, {stop, POLLIN, 0}};
  while (::poll(events, 2, -1) < 0) {
    if (errno != EINTR) return fail(ErrorCode::io, std::generic_category().message(errno));
  }
  if (events[1].revents != 0) return cancelled_error();
  return {};
}

}  // namespace newsidx::source

#include "source/stream/byte_window.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/assert.h"
#include "base/status_macros.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kKeptBytes = 1 << 20;  // a larger buffer was for one large record

}  // namespace

std::string_view ByteWindow::fill(std::uint64_t wanted) {
  while (end_ - begin_ < wanted && !at_end_ && !fault_) {
    make_room();
    auto read = stream_.read(buffer_.get() + end_, capacity_ - end_);
    if (!read) {
      fault_ = std::move(read).error();
    } else {
      end_ += *read;
      at_end_ = *read == 0;
    }
  }
  return {buffer_.get() + begin_, end_ - begin_};
}

void ByteWindow::skip(std::size_t count) {
  NEWSIDX_CHECK(count <= end_ - begin_);
  begin_ += count;
  position_ += count;
  if (begin_ != end_) return;
  begin_ = end_ = 0;
  if (capacity_ <= kKeptBytes) return;
  buffer_.reset();
  capacity_ = 0;
}

Result<bool> ByteWindow::resume() {
  NEWSIDX_ASSIGN_OR_RETURN(const bool goes_on, stream_.resume());
  skip(end_ - begin_);
  if (goes_on) fault_.reset();
  return goes_on;
}

// For a block more behind what is there. What is there moves to the front or into a buffer twice as
// large, so that a byte is moved twice or so, however much is asked for.
void ByteWindow::make_room() {
  const std::size_t size = end_ - begin_;
  if (capacity_ - end_ >= kBlockBytes) return;
  if (capacity_ - size >= kBlockBytes && begin_ >= size) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, size);
  } else {
    const std::size_t capacity = std::max(4 * kBlockBytes, 2 * size + kBlockBytes);
    auto larger = std::make_unique_for_overwrite<char[]>(capacity);
    if (size > 0) std::memcpy(larger.get(), buffer_.get() + begin_, size);
    buffer_ = std::move(larger);
    capacity_ = capacity;
  }
  begin_ = 0;
  end_ = size;
}

}  // namespace newsidx::source

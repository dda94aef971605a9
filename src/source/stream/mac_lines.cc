#include "source/stream/mac_lines.h"

#include <algorithm>
#include <cstring>

#include "base/status_macros.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kBlockBytes = 64 << 10;

// @param is_over  becomes true at the first "\n"
// @return how much is as it should be: all of it but for a "\r" at the end
std::size_t repair(char* text, std::size_t size, bool& is_over) {
  for (std::size_t at = 0; at < size && !is_over; ++at) {
    if (text[at] == '\r' && at + 1 == size) return at;
    is_over = text[at] == '\n' || (text[at] == '\r' && text[at + 1] == '\n');
    if (text[at] == '\r' && !is_over) text[at] = '\n';
  }
  return size;
}

}  // namespace

bool has_mac_lines(std::string_view head) {
  const std::size_t end = head.find('\r');
  return end != std::string_view::npos && end + 1 < head.size() &&
         head.find('\n') == std::string_view::npos;
}

void repair_mac_lines(std::string& text) {
  bool is_over = false;
  const std::size_t repaired = repair(text.data(), text.size(), is_over);
  if (repaired < text.size()) text.back() = '\n';
}

Result<std::size_t> MacLines::read(char* out, std::size_t capacity) {
  if (begin_ == repaired_) {
    if (is_over_ && begin_ == end_) return stream_.read(out, capacity);
    NEWSIDX_RETURN_IF_ERROR(refill());
  }
  const std::size_t size = std::min(capacity, repaired_ - begin_);
  if (size > 0) std::memcpy(out, block_.get() + begin_, size);
  begin_ += size;
  return size;
}

// Something to be read, unless the stream is at its end.
Status MacLines::refill() {
  if (!block_) block_ = std::make_unique_for_overwrite<char[]>(kBlockBytes);
  while (true) {
    const std::size_t held = end_ - begin_;
    if (held > 0) block_[0] = block_[begin_];
    begin_ = repaired_ = 0;
    end_ = held;
    NEWSIDX_ASSIGN_OR_RETURN(const std::size_t count,
                             stream_.read(block_.get() + held, kBlockBytes - held));
    end_ += count;
    if (count == 0) {
      if (held > 0) block_[0] = '\n';
      repaired_ = end_;
      return {};
    }
    repaired_ = repair(block_.get(), end_, is_over_);
    if (repaired_ > 0) return {};
  }
}

}  // namespace newsidx::source

#include "source/stream/line_reader.h"

#include <cstring>

#include "base/status_macros.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kFirstBufferBytes = 256 << 10;
constexpr std::size_t kKeptBufferBytes = 1 << 20;  // a larger one was for a long line

}  // namespace

void LineReader::start(ByteStream& stream, std::uint64_t begin_byte, std::uint64_t begin_line) {
  stream_ = &stream;
  kept_ = begin_ = end_ = 0;
  line_number_ = begin_line;
  byte_ = begin_byte;
  if (buffer_.empty() || buffer_.size() > kKeptBufferBytes) {
    std::vector<char>(kFirstBufferBytes + kPaddingBytes).swap(buffer_);
  }
}

Result<std::optional<Line>> LineReader::next() {
  kept_ = begin_;
  shown_number_ = line_number_ + 1;
  shown_byte_ = byte_;
  NEWSIDX_ASSIGN_OR_RETURN(const auto end, find_end());
  if (!end) return std::optional<Line>();
  if (end->too_long) return skip_long_line();
  shown_bytes_ = end->next_begin - kept_;
  return std::optional(take(*end));
}

Result<std::optional<Line>> LineReader::extend() {
  NEWSIDX_ASSIGN_OR_RETURN(const auto end, find_end());
  if (!end || end->too_long) return std::optional<Line>();
  const Line line = take(*end);
  return line.too_long ? std::optional<Line>() : std::optional(line);
}

void LineReader::go_back() {
  begin_ = kept_ + shown_bytes_;
  line_number_ = shown_number_;
  byte_ = shown_byte_ + shown_bytes_;
}

// Of the line that begins at begin_; nothing at the end of the text.
Result<std::optional<LineReader::End>> LineReader::find_end() {
  std::size_t searched = begin_;
  while (true) {
    const char* data = buffer_.data();
    const void* newline = std::memchr(data + searched, '\n', end_ - searched);
    if (newline != nullptr) {
      const auto text_end = static_cast<std::size_t>(static_cast<const char*>(newline) - data);
      return std::optional(End{text_end, text_end + 1});
    }
    if (end_ - kept_ > max_line_bytes_) return std::optional(End{.too_long = true});
    const std::size_t unfinished = end_ - begin_;
    NEWSIDX_ASSIGN_OR_RETURN(const bool more, refill());
    if (!more) return unfinished == 0 ? std::optional<End>() : std::optional(End{end_, end_});
    searched = begin_ + unfinished;
  }
}

// Reads on behind what is kept, which moves to the front of the buffer.
Result<bool> LineReader::refill() {
  if (kept_ > 0) std::memmove(buffer_.data(), buffer_.data() + kept_, end_ - kept_);
  end_ -= kept_;
  begin_ -= kept_;
  kept_ = 0;
  make_room();
  NEWSIDX_ASSIGN_OR_RETURN(
      const std::size_t count,
      stream_->read(buffer_.data() + end_, buffer_.size() - kPaddingBytes - end_));
  end_ += count;
  return count > 0;
}

void LineReader::make_room() {
  if (buffer_.size() > kKeptBufferBytes && end_ <= kFirstBufferBytes / 2) {
    buffer_.resize(kFirstBufferBytes + kPaddingBytes);
    buffer_.shrink_to_fit();
    return;
  }
  const std::size_t free_bytes = buffer_.size() - kPaddingBytes - end_;
  if (free_bytes >= kFirstBufferBytes / 4) return;
  const std::size_t doubled = buffer_.size() * 2;
  // Never more than the longest line needs: a line over the limit must not cost its size.
  buffer_.resize(max_line_bytes_ < doubled ? max_line_bytes_ + kFirstBufferBytes + kPaddingBytes
                                           : doubled);
}

// From kept_ on; the next line begins behind it.
Line LineReader::take(const End& end) {
  Line line;
  line.number = shown_number_;
  line.byte = shown_byte_;
  line.text = std::string_view(buffer_.data() + kept_, end.text_end - kept_);
  line.is_ended = end.next_begin > end.text_end;
  if (line.text.ends_with('\r')) line.text.remove_suffix(1);
  line.too_long = line.text.size() > max_line_bytes_;
  if (line.too_long) line.text = {};
  ++line_number_;
  byte_ += end.next_begin - begin_;
  begin_ = end.next_begin;
  return line;
}

// Drops bytes up to the end of the line without keeping them.
Result<std::optional<Line>> LineReader::skip_long_line() {
  Line line;
  line.number = ++line_number_;
  line.byte = byte_;
  line.too_long = true;
  while (true) {
    byte_ += end_ - begin_;
    kept_ = begin_ = end_ = 0;
    NEWSIDX_ASSIGN_OR_RETURN(const bool more, refill());
    if (!more) return std::optional<Line>(line);
    const void* newline = std::memchr(buffer_.data(), '\n', end_);
    if (newline == nullptr) continue;
    begin_ = static_cast<std::size_t>(static_cast<const char*>(newline) - buffer_.data()) + 1;
    byte_ += begin_;
    return std::optional<Line>(line);
  }
}

}  // namespace newsidx::source

#include "source/xml/xml_scanner.h"

#include <algorithm>

#include "base/blanks.h"
#include "base/status_macros.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kChunkBytes = 64 << 10;
constexpr std::string_view kCdata = "<![CDATA[";

// Past the ">" of the tag that begins with text, looked for from `at` on. "<" ends the look: there
// is none in a tag.
struct TagEnd {
  std::size_t end = std::string_view::npos;  // npos: not in this text
  bool is_none = false;                      // it is no tag
};
TagEnd find_tag_end(std::string_view text) {
  char quote = 0;
  for (std::size_t at = 1; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '<') return {.is_none = true};
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      return {.end = at + 1};
    } else if ((c == '"' || c == '\'') && text[at - 1] == '=') {
      quote = c;
    }
  }
  return {};
}

}  // namespace

bool is_xml_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string_view name_of_tag(std::string_view tag) {
  tag.remove_prefix(std::min<std::size_t>(tag.starts_with("</") ? 2 : 1, tag.size()));
  const std::size_t end = tag.find_first_of(" \t\r\n/>");
  return tag.substr(0, end);
}

std::string_view local_name_of_tag(std::string_view tag) {
  const std::string_view name = name_of_tag(tag);
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

XmlScanner::XmlScanner(ByteStream& stream, std::stop_token stop, bool sections)
    : stream_(&stream), stop_(std::move(stop)), has_sections_(sections) {}

std::string_view XmlScanner::text(std::uint64_t begin, std::uint64_t end) const {
  return std::string_view(buffer_).substr(begin - first_, end - begin);
}

void XmlScanner::advance(std::size_t to) {
  line_ += static_cast<std::uint64_t>(std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(at_),
                                                 buffer_.begin() + static_cast<std::ptrdiff_t>(to),
                                                 '\n'));
  at_ = to;
}

// Reads on. What is neither kept nor ahead is dropped, once it is as much as a chunk.
Result<bool> XmlScanner::refill() {
  if (stop_.stop_requested()) return fail(ErrorCode::cancelled, "stopped");
  if (keep_ != kNothing && offset() - keep_ > keep_max_bytes_) keep_ = kNothing;
  const std::size_t kept = keep_ == kNothing ? at_ : std::min<std::size_t>(keep_ - first_, at_);
  if (kept >= kChunkBytes || kept == buffer_.size()) {
    buffer_.erase(0, kept);
    first_ += kept;
    at_ -= kept;
    if (buffer_.capacity() > 16 * kChunkBytes && buffer_.size() < kChunkBytes) {
      buffer_.shrink_to_fit();
    }
  }
  if (chunk_.empty()) chunk_.resize(kChunkBytes);
  NEWSIDX_ASSIGN_OR_RETURN(const std::size_t count, stream_->read(chunk_.data(), chunk_.size()));
  buffer_.append(chunk_.data(), count);
  return count > 0;
}

Result<XmlTag> XmlScanner::next() {
  while (true) {
    XmlTag tag;
    NEWSIDX_ASSIGN_OR_RETURN(const bool more, step(tag));
    if (!more || tag.kind != XmlTag::Kind::end_of_stream) return tag;
  }
}

// One piece of markup, or the text in front of it. False at the end of the stream.
Result<bool> XmlScanner::step(XmlTag& tag) {
  switch (mode_) {
    case Mode::comment: return skip_to("-->");
    case Mode::cdata: return skip_to("]]>");
    case Mode::instruction: return skip_to("?>");
    case Mode::doctype: return skip_doctype();
    case Mode::text: break;
  }
  const std::size_t found = std::min(buffer_.find('<', at_), buffer_.size());
  advance(found);
  if (found == buffer_.size()) return refill();
  return take_markup(tag);
}

Result<bool> XmlScanner::has_bytes(std::size_t count) {
  while (buffer_.size() - at_ < count) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool more, refill());
    if (!more) return false;
  }
  return true;
}

Result<bool> XmlScanner::take_markup(XmlTag& tag) {
  NEWSIDX_ASSIGN_OR_RETURN(const bool is_whole, has_bytes(kCdata.size()));
  static_cast<void>(is_whole);  // near the end of the stream what is there must do
  const std::string_view rest = std::string_view(buffer_).substr(at_);
  const auto enter = [this](Mode mode, std::size_t bytes) {
    mode_ = mode;
    at_ += bytes;
    return true;
  };
  if (!has_sections_ && (rest.starts_with("<!") || rest.starts_with("<?"))) {
    return enter(Mode::text, 1);
  }
  if (rest.starts_with("<!--")) return enter(Mode::comment, 4);
  if (rest.starts_with(kCdata)) return enter(Mode::cdata, kCdata.size());
  if (rest.starts_with("<?xml") && rest.size() > 5 && is_ascii_blank(rest[5])) return take_tag(tag);
  if (rest.starts_with("<?")) return enter(Mode::instruction, 2);
  if (rest.starts_with("<!") && rest.size() > 2 && is_xml_name_start(rest[2])) {
    quote_ = 0;
    brackets_ = 0;
    doctype_begin_ = first_ + at_;
    return enter(Mode::doctype, 2);
  }
  const std::size_t name = rest.starts_with("</") ? 2 : 1;
  if (rest.size() > name && is_xml_name_start(rest[name])) return take_tag(tag);
  return enter(Mode::text, 1);
}

Result<bool> XmlScanner::take_tag(XmlTag& tag) {
  TagEnd end;
  for (std::size_t wanted = 1024; true; wanted *= 2) {  // what is looked at again has doubled
    NEWSIDX_ASSIGN_OR_RETURN(const bool is_there, has_bytes(wanted));
    end = find_tag_end(std::string_view(buffer_).substr(at_, kMaxTagBytes));
    const bool is_found = end.is_none || end.end != std::string_view::npos;
    if (is_found || !is_there || wanted >= kMaxTagBytes) break;
  }
  if (end.end == std::string_view::npos) {
    ++at_;
    return true;
  }
  tag.raw = std::string_view(buffer_).substr(at_, end.end);
  tag.begin = first_ + at_;
  tag.end = tag.begin + end.end;
  tag.line = line_;
  tag.name = tag.raw.starts_with("<?") ? "xml" : local_name_of_tag(tag.raw);
  tag.kind = tag.raw.starts_with("<?")   ? XmlTag::Kind::declaration
             : tag.raw.starts_with("</") ? XmlTag::Kind::end
             : tag.raw.ends_with("/>")   ? XmlTag::Kind::empty
                                         : XmlTag::Kind::start;
  advance(at_ + end.end);
  return true;
}

Result<bool> XmlScanner::skip_to(std::string_view end) {
  const std::size_t found = buffer_.find(end, at_);
  if (found != std::string::npos) {
    advance(found + end.size());
    mode_ = Mode::text;
    return true;
  }
  const std::size_t tail = end.size() - 1;
  advance(std::max(at_, buffer_.size() - std::min(buffer_.size(), tail)));
  return refill();
}

// "<!DOCTYPE a SYSTEM 'b' [ <!ENTITY c 'd>'> ]>"
Result<bool> XmlScanner::skip_doctype() {
  std::size_t at = at_;
  for (; at < buffer_.size(); ++at) {
    const char c = buffer_[at];
    if (quote_ != 0) {
      if (c == quote_) quote_ = 0;
    } else if (c == '"' || c == '\'') {
      quote_ = c;
    } else if (c == '[' || (brackets_ > 0 && c == '<')) {
      ++brackets_;
    } else if (brackets_ > 0 && (c == ']' || c == '>')) {
      --brackets_;
    } else if (c == '>') {
      break;
    }
  }
  const bool is_endless = first_ + at - doctype_begin_ > kMaxDoctypeBytes;
  if (at < buffer_.size() || is_endless) mode_ = Mode::text;
  advance(std::min(at + (at < buffer_.size() ? 1 : 0), buffer_.size()));
  return mode_ == Mode::text ? Result<bool>(true) : refill();
}

}  // namespace newsidx::source

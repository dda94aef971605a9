#include "cli/render/terminal_text.h"

#include <algorithm>
#include <utility>

namespace newsidx::cli {
namespace {

Shown blank() { return {' ', " "}; }

// The picture of a control character (U+2400 to U+2421).
Shown picture_of(char32_t picture) {
  return {picture, {'\xe2', '\x90', static_cast<char>(0x80 + (picture & 0x3f))}};
}

std::string_view escape_sequence(TextRole role) {
  switch (role) {
    case TextRole::plain: return "\x1b[0m";
    case TextRole::title: return "\x1b[0;1m";
    case TextRole::meta: return "\x1b[0;2m";
    case TextRole::match: return "\x1b[0;1;31m";
  }
  return {};
}

// https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda (OSC 8)
constexpr std::string_view kLinkBegin = "\x1b]8;;";
constexpr std::string_view kLinkEnd = "\x1b\\";

// An address as it is sent: printable ASCII, the rest in percent; empty where it is none, or is so
// long that terminals refuse it.
std::string link_target(std::string_view address) {
  constexpr std::size_t kLongest = 2'000;
  constexpr std::string_view kSchemes[] = {"https://", "http://", "file://"};
  const auto begins = [&](std::string_view scheme) { return address.starts_with(scheme); };
  if (std::ranges::none_of(kSchemes, begins)) return {};
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string target;
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && byte < 0x7f) {
      target += c;
    } else {
      target += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return target.size() > kLongest ? std::string() : target;
}

// A line must not begin with what closes, nor end with what opens.
bool is_closing(char32_t c) {
  constexpr std::u32string_view kClosing = U"»、。，．：；？！）」』】〕》〉”’";
  return kClosing.find(c) != std::u32string_view::npos;
}
bool is_opening(char32_t c) {
  constexpr std::u32string_view kOpening = U"«（「『【〔《〈“‘";
  return kOpening.find(c) != std::u32string_view::npos;
}

}  // namespace

Shown shown(std::string_view text, std::size_t at, const DisplayChar& next) {
  const char32_t c = next.code_point;
  if (c == '\n' || c == '\r' || c == '\t' || c == 0x85 || c == 0x2028 || c == 0x2029)
    return blank();
  if (c < 0x20) return picture_of(0x2400 + c);
  if (c == 0x7f) return picture_of(0x2421);
  if (c == 0xfffd || (c > 0x7f && c < 0xa0)) return {0xfffd, "\ufffd"};
  const bool invisible = c == 0xad || c == 0xfeff || c == 0x061c || (c >= 0x202a && c <= 0x202e) ||
                         (c >= 0x2066 && c <= 0x2069);
  if (invisible) return {c, "", 0};
  return {c, std::string(text.substr(at, next.bytes)), next.columns};
}

std::size_t column_count(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const DisplayChar next = display_char(text, at);
    columns += shown(text, at, next).columns;
    at += next.bytes;
  }
  return columns;
}

std::size_t Paragraph::add_glyph(std::string_view text, std::size_t at, TextRole role) {
  const DisplayChar next = display_char(text, at);
  const Shown glyph = shown(text, at, next);
  if (!glyph.text.empty()) {
    glyphs_.push_back({glyph.code_point, static_cast<std::uint8_t>(glyph.text.size()),
                       static_cast<std::uint8_t>(glyph.columns), role, in_link_, bytes_.size()});
    bytes_ += glyph.text;
  }
  return next.bytes;
}

Paragraph& Paragraph::link_to(std::string_view address) {
  const std::string target = link_target(address);
  in_link_ = !target.empty();
  if (in_link_) link_ = target;
  return *this;
}

Paragraph& Paragraph::add(std::string_view text, TextRole role, const std::vector<Mark>& marks) {
  auto mark = marks.begin();
  bool inside = false;
  const auto cross_borders = [&](std::size_t at) {
    if (inside && (at >= mark->end || at == text.size())) {
      if (!color_) add_glyph("»", 0, role);
      inside = false;
      ++mark;
    }
    if (!inside && mark != marks.end() && at >= mark->begin && at < text.size()) {
      if (!color_) add_glyph("«", 0, role);
      inside = true;
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    cross_borders(at);
    at += add_glyph(text, at, inside ? TextRole::match : role);
  }
  cross_borders(text.size());
  return *this;
}

bool Paragraph::can_break_before(std::size_t glyph) const {
  const Glyph& left = glyphs_[glyph - 1];
  const Glyph& right = glyphs_[glyph];
  if (left.code_point == ' ') return true;
  if (right.columns == 0 || is_closing(right.code_point) || is_opening(left.code_point)) {
    return false;
  }
  return left.columns == 2 || right.columns == 2;
}

std::vector<Paragraph::Line> Paragraph::lines(std::size_t width) const {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < glyphs_.size();) {
    if (glyphs_[begin].code_point == ' ') {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    std::size_t break_at = begin;
    for (std::size_t columns = 0; end < glyphs_.size(); ++end) {
      if (end > begin && can_break_before(end)) break_at = end;
      columns += glyphs_[end].columns;
      if (columns > width) break;
    }
    std::size_t cut = end;
    if (end < glyphs_.size() && glyphs_[end].code_point != ' ') {
      cut = break_at > begin ? break_at : std::max(end, begin + 1);
    }
    std::size_t last = cut;
    while (glyphs_[last - 1].code_point == ' ') --last;
    lines.push_back(make_line(begin, last));
    begin = cut;
  }
  return lines;
}

Paragraph::Line Paragraph::make_line(std::size_t begin, std::size_t end) const {
  Line line;
  TextRole role = TextRole::plain;
  bool in_link = false;
  const auto set_link = [&](bool is_link) {
    if (std::exchange(in_link, is_link) == is_link) return;
    line.text += kLinkBegin;
    if (is_link) line.text += link_;
    line.text += kLinkEnd;
  };
  for (std::size_t i = begin; i < end; ++i) {
    set_link(glyphs_[i].is_link);
    if (color_ && glyphs_[i].role != role) {
      role = glyphs_[i].role;
      line.text += escape_sequence(role);
    }
    line.text.append(bytes_, glyphs_[i].begin, glyphs_[i].size);
    line.columns += glyphs_[i].columns;
  }
  if (role != TextRole::plain) line.text += escape_sequence(TextRole::plain);
  set_link(false);
  return line;
}

std::string Paragraph::to_string(std::size_t width, std::size_t indentation) const {
  const std::size_t text_width = width > indentation ? width - indentation : 1;
  std::string text;
  for (const Line& line : lines(text_width)) {
    text.append(indentation, ' ').append(line.text) += '\n';
  }
  return text;
}

}  // namespace newsidx::cli

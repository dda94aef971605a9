#include "present/terminal_text.h"

#include <algorithm>
#include <iterator>

#include "base/utf8.h"

namespace newsidx::present {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Code points of no width: combining marks and format characters (Unicode 15, general categories
// Mn, Me and Cf, the blocks that news are written in).
constexpr Range kZeroWidth[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd},   {0x05bf, 0x05bf},   {0x05c1, 0x05c2},
    {0x05c4, 0x05c5}, {0x05c7, 0x05c7}, {0x0610, 0x061a},   {0x064b, 0x065f},   {0x0670, 0x0670},
    {0x06d6, 0x06dc}, {0x06df, 0x06e4}, {0x06e7, 0x06e8},   {0x06ea, 0x06ed},   {0x0900, 0x0902},
    {0x093a, 0x093a}, {0x093c, 0x093c}, {0x0941, 0x0948},   {0x094d, 0x094d},   {0x0951, 0x0957},
    {0x0962, 0x0963}, {0x0981, 0x0981}, {0x09bc, 0x09bc},   {0x09c1, 0x09c4},   {0x09cd, 0x09cd},
    {0x0bcd, 0x0bcd}, {0x0e31, 0x0e31}, {0x0e34, 0x0e3a},   {0x0e47, 0x0e4e},   {0x0eb1, 0x0eb1},
    {0x0eb4, 0x0ebc}, {0x0ec8, 0x0ece}, {0x1160, 0x11ff},   {0x1ab0, 0x1aff},   {0x1dc0, 0x1dff},
    {0x200b, 0x200f}, {0x2060, 0x2064}, {0x20d0, 0x20f0},   {0x302a, 0x302d},   {0x3099, 0x309a},
    {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0x1f3fb, 0x1f3ff}, {0xe0000, 0xe01ef},
};

// Code points of two columns (Unicode 15, East_Asian_Width W and F).
constexpr Range kWide[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},
    {0x23f0, 0x23f0},   {0x23f3, 0x23f3},   {0x25fd, 0x25fe},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x267f, 0x267f},   {0x2693, 0x2693},   {0x26a1, 0x26a1},
    {0x26aa, 0x26ab},   {0x26bd, 0x26be},   {0x26c4, 0x26c5},   {0x26ce, 0x26ce},
    {0x26d4, 0x26d4},   {0x26ea, 0x26ea},   {0x26f2, 0x26f3},   {0x26f5, 0x26f5},
    {0x26fa, 0x26fa},   {0x26fd, 0x26fd},   {0x2705, 0x2705},   {0x270a, 0x270b},
    {0x2728, 0x2728},   {0x274c, 0x274c},   {0x274e, 0x274e},   {0x2753, 0x2755},
    {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27b0, 0x27b0},   {0x27bf, 0x27bf},
    {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},   {0x2b55, 0x2b55},   {0x2e80, 0x303e},
    {0x3041, 0x3247},   {0x3250, 0x4dbf},   {0x4e00, 0xa4cf},   {0xa960, 0xa97c},
    {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe10, 0xfe19},   {0xfe30, 0xfe6b},
    {0xff01, 0xff60},   {0xffe0, 0xffe6},   {0x16fe0, 0x18cff}, {0x1aff0, 0x1b2ff},
    {0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf}, {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a},
    {0x1f200, 0x1f320}, {0x1f32d, 0x1f335}, {0x1f337, 0x1f37c}, {0x1f37e, 0x1f393},
    {0x1f3a0, 0x1f3ca}, {0x1f3cf, 0x1f3d3}, {0x1f3e0, 0x1f3f0}, {0x1f3f4, 0x1f3f4},
    {0x1f3f8, 0x1f43e}, {0x1f440, 0x1f440}, {0x1f442, 0x1f4fc}, {0x1f4ff, 0x1f53d},
    {0x1f54b, 0x1f54e}, {0x1f550, 0x1f567}, {0x1f57a, 0x1f57a}, {0x1f595, 0x1f596},
    {0x1f5a4, 0x1f5a4}, {0x1f5fb, 0x1f64f}, {0x1f680, 0x1f6c5}, {0x1f6cc, 0x1f6cc},
    {0x1f6d0, 0x1f6d2}, {0x1f6d5, 0x1f6d7}, {0x1f6dc, 0x1f6df}, {0x1f6eb, 0x1f6ec},
    {0x1f6f4, 0x1f6fc}, {0x1f7e0, 0x1f7eb}, {0x1f7f0, 0x1f7f0}, {0x1f90c, 0x1f93a},
    {0x1f93c, 0x1f945}, {0x1f947, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd},
};

template <std::size_t N>
bool contains(const Range (&ranges)[N], char32_t c) {
  const Range* after = std::upper_bound(std::begin(ranges), std::end(ranges), c,
                                        [](char32_t x, const Range& r) { return x < r.first; });
  return after != std::begin(ranges) && c <= std::prev(after)->last;
}

constexpr char32_t kDropped = 0xffffffff;

// What is printed instead of a code point.
char32_t harmless(char32_t c) {
  if (c == '\n' || c == '\r' || c == '\t' || c == 0x85 || c == 0x2028 || c == 0x2029) return ' ';
  if (c < 0x20) return 0x2400 + c;  // pictures of control characters
  if (c == 0x7f) return 0x2421;
  if (c > 0x7f && c < 0xa0) return 0xfffd;
  const bool invisible = c == 0xad || c == 0xfeff || c == 0x061c || (c >= 0x202a && c <= 0x202e) ||
                         (c >= 0x2066 && c <= 0x2069);
  return invisible ? kDropped : c;
}

std::string_view escape_sequence(Look look) {
  switch (look) {
    case Look::plain: return "\x1b[0m";
    case Look::title: return "\x1b[0;1m";
    case Look::meta: return "\x1b[0;2m";
    case Look::match: return "\x1b[0;1;31m";
  }
  return {};
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

unsigned columns_of(char32_t code_point) noexcept {
  if (code_point < 0x300) return 1;
  if (contains(kZeroWidth, code_point)) return 0;
  return contains(kWide, code_point) ? 2 : 1;
}

std::size_t column_count(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = decode_utf8(text, at);
    const char32_t shown = harmless(next.value);
    if (shown != kDropped) columns += columns_of(shown);
    at += next.size;
  }
  return columns;
}

void Paragraph::add_glyph(char32_t code_point, Look look) {
  const char32_t shown = harmless(code_point);
  if (shown == kDropped) return;
  glyphs_.push_back({shown, static_cast<std::uint8_t>(columns_of(shown)), look});
}

Paragraph& Paragraph::add(std::string_view text, Look look, const std::vector<Mark>& marks) {
  auto mark = marks.begin();
  bool inside = false;
  const auto cross_borders = [&](std::size_t at) {
    if (inside && (at >= mark->end || at == text.size())) {
      if (!color_) add_glyph(U'»', look);
      inside = false;
      ++mark;
    }
    if (!inside && mark != marks.end() && at >= mark->begin && at < text.size()) {
      if (!color_) add_glyph(U'«', look);
      inside = true;
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    cross_borders(at);
    const CodePoint next = decode_utf8(text, at);
    add_glyph(next.value, inside ? Look::match : look);
    at += next.size;
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
  Look look = Look::plain;
  for (std::size_t i = begin; i < end; ++i) {
    if (color_ && glyphs_[i].look != look) {
      look = glyphs_[i].look;
      line.text += escape_sequence(look);
    }
    append_utf8(line.text, glyphs_[i].code_point);
    line.columns += glyphs_[i].columns;
  }
  if (look != Look::plain) line.text += escape_sequence(Look::plain);
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

}  // namespace newsidx::present

#include "analysis/text_lines.h"

#include <cstring>

#include "analysis/unicode.h"
#include "base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace newsidx::analysis {
namespace {

std::size_t find_newline(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  const void* const newline = std::memchr(text.data() + at, '\n', text.size() - at);
  return newline == nullptr
             ? text.size()
             : static_cast<std::size_t>(static_cast<const char*>(newline) - text.data());
}

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\r'; }

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

// Blanks longer than these are not passed over: indented so far, a line is one of its own.
constexpr std::size_t kMaxIndent = 64;

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  for (std::size_t count = 0; count < kMaxIndent && at < text.size() && is_blank(text[at]);
       ++count) {
    ++at;
  }
  return at;
}

// Past the last character of the line that ends at `newline`, without the blanks there.
std::size_t trimmed_end(std::string_view text, std::size_t newline) {
  std::size_t end = newline;
  while (end > 0 && newline - end < kMaxIndent && is_blank(text[end - 1])) --end;
  return end;
}

char32_t code_point_before(std::string_view text, std::size_t end) {
  return decode_utf8(text, utf8_floor(text, end - 1)).value;
}

bool closes(char32_t point) {
  constexpr std::u32string_view kClosing = U"\"')]}”’»›」』";
  return kClosing.find(point) != std::u32string_view::npos;
}

bool ends_sentence(char32_t point) {
  constexpr std::u32string_view kEnds = U".!?…:。！？．؟۔।";
  return kEnds.find(point) != std::u32string_view::npos;
}

bool is_behind_sentence(std::string_view text, std::size_t end) {
  constexpr int kMostClosing = 3;
  for (int closing = 0; end > 0; ++closing) {
    const char32_t point = code_point_before(text, end);
    if (ends_sentence(point)) return true;
    if (!closes(point) || closing == kMostClosing) return false;
    end = utf8_floor(text, end - 1);
  }
  return false;
}

// Does an item of a list start at `at`: "• ", "- ", "3. ", "(b) "?
bool is_list_item(std::string_view text, std::size_t at) {
  constexpr std::u32string_view kBullets = U"-*•–—·‣▪●◦■□►";
  if (at >= text.size()) return false;
  std::size_t end = at;
  const CodePoint first = decode_utf8(text, at);
  if (kBullets.find(first.value) != std::u32string_view::npos) {
    end += first.size;
  } else {
    constexpr std::size_t kMaxDigits = 3;
    if (text[end] == '(') ++end;
    const std::size_t number = end;
    while (end < text.size() && end - number < kMaxDigits && is_digit(text[end])) ++end;
    if (end == number && end < text.size() && text[at] == '(') ++end;  // (b)
    if (end == number || end >= text.size() || (text[end] != '.' && text[end] != ')')) return false;
    ++end;
  }
  return end < text.size() && is_blank(text[end]);
}

bool starts_small(std::string_view text, std::size_t at) {
  return at < text.size() && kind_of(decode_utf8(text, at).value) == CharKind::lower;
}

// A word is cut at the newline: north-⏎ern.
bool cuts_word(std::string_view text, std::size_t newline) {
  constexpr std::size_t kLongest = 4;  // a hyphen of three bytes, a carriage return
  for (std::size_t back = 1; back <= kLongest && back <= newline; ++back) {
    const std::size_t size = line_end_hyphen_size(text, newline - back);
    if (size != 0 && newline - back + size == newline + 1) return true;
  }
  return false;
}

// Are most newlines within sentences followed by small letters? Prose that is wrapped has them;
// a list of headlines or lines of a table have not.
bool is_hard_wrapped(std::string_view text) {
  constexpr int kNewlines = 64;
  int small = 0, others = 0;
  std::size_t newline = find_newline(text, 0);
  for (int count = 0; count < kNewlines && newline < text.size(); ++count) {
    const std::size_t next = skip_blanks(text, newline + 1);
    const std::size_t end = trimmed_end(text, newline);
    const bool is_single = next < text.size() && text[next] != '\n' && end > 0 &&
                           text[end - 1] != '\n' && !is_behind_sentence(text, end);
    if (is_single) ++(starts_small(text, next) ? small : others);
    newline = find_newline(text, newline + 1);
  }
  return small > 0 && small * 2 >= others;
}

// A carriage return that no newline follows.
bool is_lone_return(std::string_view text, std::size_t at) {
  return text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n');
}

constexpr std::string_view kNextLine = "\u0085", kLineSeparator = "\u2028",
                           kParagraphSeparator = "\u2029";

// Whether a line end other than the newline may begin at `at`. It looks at the next byte, too, as
// E2 80 begins most quotation marks.
bool may_end_line(std::string_view text, std::size_t at) {
  if (text[at] >= '\v' && text[at] <= '\r') return true;
  if (text[at] == kNextLine.front()) return at + 1 < text.size() && text[at + 1] == kNextLine[1];
  return text[at] == kLineSeparator.front() && at + 2 < text.size() &&
         text[at + 1] == kLineSeparator[1] &&
         (text[at + 2] == kLineSeparator[2] || text[at + 2] == kParagraphSeparator[2]);
}

// The first such place at or after `at`, or the end. Nearly every text is looked at to its end.
std::size_t next_candidate(std::string_view text, std::size_t at) {
#ifdef __SSE2__
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    // As numbers with a sign, bytes beyond ASCII are below all others, then come controls.
    auto mask =
        static_cast<unsigned>(_mm_movemask_epi8(_mm_cmplt_epi8(bytes, _mm_set1_epi8('\r' + 1))));
    for (; mask != 0; mask &= mask - 1) {
      const std::size_t candidate = at + static_cast<std::size_t>(__builtin_ctz(mask));
      if (may_end_line(text, candidate)) return candidate;
    }
  }
#endif
  while (at < text.size() && !may_end_line(text, at)) ++at;
  return at;
}

bool has_other_line_ends(std::string_view text) {
  for (std::size_t at = next_candidate(text, 0); at < text.size();
       at = next_candidate(text, at + 1)) {
    const std::string_view rest = text.substr(at);
    if (text[at] == '\r'
            ? is_lone_return(text, at)
            : text[at] == '\v' || text[at] == '\f' || rest.starts_with(kNextLine) ||
                  rest.starts_with(kLineSeparator) || rest.starts_with(kParagraphSeparator)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string_view with_newlines(std::string_view text, std::string& buffer) {
  if (!has_other_line_ends(text)) return text;
  buffer.clear();
  buffer.reserve(text.size());
  while (buffer.size() < text.size()) {
    const std::size_t at = buffer.size();
    const std::string_view rest = text.substr(at);
    if (rest.front() == '\f' && at > 0 && text[at - 1] == '\n') {
      buffer += ' ';  // a page that ends behind a line ends no paragraph
    } else if (rest.front() == '\v' || rest.front() == '\f' || is_lone_return(text, at)) {
      buffer += '\n';
    } else if (rest.starts_with(kNextLine)) {
      buffer += " \n";
    } else if (rest.starts_with(kLineSeparator)) {
      buffer += "  \n";
    } else if (rest.starts_with(kParagraphSeparator)) {
      buffer += "\n \n";
    } else {
      buffer += rest.front();
    }
  }
  return buffer;
}

TextLines::TextLines(std::string_view text)
    : text_(text), is_hard_wrapped_(is_hard_wrapped(text)) {}

std::size_t TextLines::line_end(std::size_t begin) const {
  std::size_t end = find_newline(text_, begin);
  while (end < text_.size() && end > begin && cuts_word(text_, end)) {
    end = find_newline(text_, end + 1);
  }
  return end;
}

Boundary TextLines::boundary_behind(std::size_t newline) const {
  const std::size_t next = skip_blanks(text_, newline + 1);
  const std::size_t end = trimmed_end(text_, newline);
  if (next >= text_.size() || text_[next] == '\n') return Boundary::paragraph;
  if (end == 0 || text_[end - 1] == '\n' || is_list_item(text_, next)) return Boundary::paragraph;
  const bool is_behind = is_behind_sentence(text_, end);
  if (is_hard_wrapped_) return is_behind ? Boundary::sentence : Boundary::none;
  return is_behind || !starts_small(text_, next) ? Boundary::paragraph : Boundary::none;
}

bool TextLines::next(Line& line) {
  if (at_ >= text_.size()) return false;
  const std::size_t end = line_end(at_);
  line.begins = at_ == 0 ? Boundary::none : boundary_behind(at_ - 1);
  line.bytes = {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)};
  at_ = end + 1;
  return true;
}

}  // namespace newsidx::analysis

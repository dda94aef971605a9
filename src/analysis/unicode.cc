#include "analysis/unicode.h"

#include <unicode/uchar.h>

#include <cstring>

#include "base/utf8.h"

namespace newsidx::analysis {

CharKind kind_beyond_ascii(char32_t code_point) noexcept {
  const auto mask = U_MASK(u_charType(static_cast<UChar32>(code_point)));
  if ((mask & U_GC_LL_MASK) != 0) return CharKind::lower;
  if ((mask & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0) return CharKind::upper;
  if ((mask & U_GC_L_MASK) != 0) return CharKind::letter;
  if ((mask & U_GC_ND_MASK) != 0) return CharKind::digit;
  if ((mask & U_GC_M_MASK) != 0) return CharKind::mark;
  return CharKind::other;
}

std::optional<RaisedDigit> raised_digit(char32_t code_point) noexcept {
  if (code_point < 0xb2) return std::nullopt;  // "²", the first of them
  const auto point = static_cast<UChar32>(code_point);
  if (u_charType(point) != U_OTHER_NUMBER) return std::nullopt;
  const auto kind = u_getIntPropertyValue(point, UCHAR_DECOMPOSITION_TYPE);
  const auto value = static_cast<std::int32_t>(u_getNumericValue(point));
  if ((kind != U_DT_SUB && kind != U_DT_SUPER) || value < 0 || value > 9) return std::nullopt;
  return RaisedDigit{U'0' + static_cast<char32_t>(value), kind == U_DT_SUB};
}

char32_t lower_case(char32_t c) noexcept {
  return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

bool is_blank(char32_t c) noexcept { return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0; }

LetterCount count_letters(std::string_view text) noexcept {
  LetterCount count;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const CharKind kind = kind_of(point.value);
    if (kind == CharKind::upper) {
      ++count.capitals;
    } else if (is_letter(kind)) {
      ++count.others;
    }
    at += point.size;
  }
  return count;
}

bool is_ascii(std::string_view text) noexcept {
  constexpr std::uint64_t kHighBits = 0x8080808080808080u;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & kHighBits) != 0) return false;
  }
  for (; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) >= 0x80) return false;
  }
  return true;
}

std::size_t apostrophe_size(std::string_view text, std::size_t at) noexcept {
  const std::string_view rest = text.substr(at, 3);
  if (rest.starts_with('\'') || rest.starts_with('`')) return 1;
  if (rest.starts_with("\xca\xbc") || rest.starts_with("\xc2\xb4")) return 2;
  if (rest == "\xe2\x80\x99" || rest == "\xe2\x80\x98" || rest == "\xef\xbc\x87") return 3;
  return 0;
}

std::size_t hyphen_size(std::string_view text, std::size_t at) noexcept {
  const std::string_view rest = text.substr(at, 3);
  if (rest.starts_with('-')) return 1;
  if (rest == "\xe2\x80\x90" || rest == "\xe2\x80\x91") return 3;
  return 0;
}

std::size_t line_end_hyphen_size(std::string_view text, std::size_t at) noexcept {
  std::size_t end = at + hyphen_size(text, at);
  if (end == at && text.substr(at, 2) == "\xc2\xad") end += 2;
  if (end == at || at == 0) return 0;
  if (end < text.size() && text[end] == '\r') ++end;
  if (end >= text.size() || text[end] != '\n') return 0;
  ++end;
  if (end >= text.size() || kind_of(decode_utf8(text, end).value) != CharKind::lower) return 0;
  const std::size_t before = utf8_floor(text, at - 1);
  return is_letter(kind_of(decode_utf8(text, before).value)) ? end - at : 0;
}

std::size_t group_blank_size(std::string_view text, std::size_t at, bool plain_too) noexcept {
  const std::string_view rest = text.substr(at, 3);
  if (rest.starts_with(' ')) return plain_too ? 1 : 0;
  if (rest.starts_with("\xc2\xa0")) return 2;
  // thin, figure, and narrow no-break space
  return rest == "\xe2\x80\x89" || rest == "\xe2\x80\x87" || rest == "\xe2\x80\xaf" ? 3 : 0;
}

std::string_view cut_to(std::string_view text, std::size_t limit) noexcept {
  return text.size() <= limit ? text : text.substr(0, utf8_floor(text, limit));
}

}  // namespace newsidx::analysis

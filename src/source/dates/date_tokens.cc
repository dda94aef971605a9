#include "source/dates/date_tokens.h"

#include "source/dates/date_names.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxTokens = 40;
constexpr std::size_t kMaxDigits = 9;  // of a fraction of a second

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// Chinese and Japanese: U+3000 to U+9FFF, three bytes each.
bool is_ideograph(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  return first >= 0xe3 && first <= 0xe9 && at + 3 <= text.size();
}

std::size_t run_end(std::string_view text, std::size_t at, bool (*belongs)(char)) {
  while (at < text.size() && belongs(text[at])) ++at;
  return at;
}

std::size_t word_end(std::string_view text, std::size_t begin) {
  if (is_ideograph(text, begin)) {
    const bool is_half = day_half_of_name(text.substr(begin, 6)).has_value();
    return begin + (is_half ? 6 : 3);
  }
  for (const std::string_view half : {"a.m.", "p.m."}) {
    if (text.substr(begin).starts_with(half)) return begin + half.size();
  }
  std::size_t end = begin;
  while (end < text.size() && is_letter(text[end]) && !is_ideograph(text, end)) ++end;
  return end;
}

}  // namespace

std::optional<std::vector<DateToken>> date_tokens(std::string_view folded) {
  std::vector<DateToken> tokens;
  bool after_blank = false;
  for (std::size_t at = 0; at < folded.size();) {
    if (folded[at] == ' ') {
      after_blank = true;
      ++at;
      continue;
    }
    if (tokens.size() == kMaxTokens) return std::nullopt;
    DateToken token;
    token.begin = at;
    token.after_blank = after_blank;
    std::size_t end = at + 1;
    if (is_digit(folded[at])) {
      token.kind = DateToken::Kind::number;
      end = run_end(folded, at, is_digit);
      if (end - at > kMaxDigits) return std::nullopt;
      for (const char c : folded.substr(at, end - at)) token.value = token.value * 10 + (c - '0');
    } else if (is_letter(folded[at])) {
      token.kind = DateToken::Kind::word;
      end = word_end(folded, at);
    }
    token.text = folded.substr(at, end - at);
    tokens.push_back(token);
    after_blank = false;
    at = end;
  }
  return tokens;
}

}  // namespace newsidx::source

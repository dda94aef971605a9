// Nearness in the text of a query: operators between words, the "~2" behind a phrase, and the names
// before a bracket, "atleast5(", "caps(" and "hlead(".
#include <cstddef>
#include <string>

#include "query/syntax/lexer_state.h"
#include "query/text_field.h"

namespace newsidx::query {
namespace {

constexpr std::string_view kDigits = "0123456789";

// kAllLetterCases: it is no such name.
LetterCases read_letter_cases(std::string_view word) {
  if (word == "caps" || word == "CAPS") return kWithCapitals;
  if (word == "allcaps" || word == "ALLCAPS") return kInCapitals;
  if (word == "nocaps" || word == "NOCAPS") return kWithoutCapitals;
  return kAllLetterCases;
}

}  // namespace

bool Lexer::ends_operand(std::size_t count) const {
  if (tokens_.size() < count) return false;
  switch (tokens_[tokens_.size() - count].kind) {
    case Kind::word:
    case Kind::prefix:
    case Kind::pattern:
    case Kind::phrase:
    case Kind::all:
    case Kind::close:
    case Kind::boost: return true;
    default: return false;
  }
}

// Something that may be an operand follows in the query.
bool Lexer::is_before_operand() const {
  std::size_t at = at_;
  while (!done(at) && is_blank(code_point(at).value)) at += code_point(at).size;
  return at > at_ && !done(at) && query_[at] != ')';
}

// "4 /5 stars" and "24 /7" are text, and so is what lacks a word on one side.
// @return false: it is no operator
Result<bool> Lexer::lex_near(std::size_t begin, std::string_view raw) {
  const auto form = read_near_operator(raw);
  if (!form) return false;
  const bool is_behind_not = !tokens_.empty() && tokens_.back().kind == Kind::not_;
  if (!ends_operand(is_behind_not ? 2 : 1) || !is_before_operand()) {
    if (raw.front() != '/') {
      warn(begin, "'" + std::string(raw) + "' without a word on its sides is read as a word");
    }
    return false;
  }
  const Token& before = tokens_[tokens_.size() - (is_behind_not ? 2 : 1)];
  if (raw.front() == '/' && is_digit(query_[before.place.end - 1])) return false;
  if (!form->is_in_range) {
    return error(begin, "the distance is out of range", "NEAR/5; 1 is side by side, 255 the most");
  }
  NearOperator near = form->near;
  near.excludes = is_behind_not;
  if (is_behind_not) {
    begin = tokens_.back().place.begin;
    tokens_.pop_back();
  }
  if (form->is_foreign) {
    remarks_.note("'" + std::string(raw) + "' is read as " + to_string(near));
  }
  add(Kind::near, begin).near = near;
  return true;
}

// "atleast5(oil)", "caps(oil)", "hlead(oil)": the bracket follows directly.
bool Lexer::lex_before_bracket(std::size_t begin, std::string_view raw) {
  if (done(at_) || query_[at_] != '(') return false;
  if (const auto count = read_at_least(raw); count && *count > 0) {
    add(Kind::at_least, begin).number = *count;
    return true;
  }
  const std::string_view inner = query_.substr(at_ + 1, query_.find(')', at_) - at_ - 1);
  const bool is_note = inner == "s" || inner == "S" ||
                       inner.find_first_not_of(kDigits) == std::string_view::npos;  // "hlead(2)"
  if (is_note) return false;
  if (const LetterCases cases = read_letter_cases(raw); cases != kAllLetterCases) {
    add(Kind::letters, begin).letter_cases = cases;
    return true;
  }
  if ((raw != kLeadField && raw != "HLEAD") || after_field()) return false;
  add(Kind::field, begin, std::string(kLeadField));
  return true;
}

// Where the "~2" behind a quote ends that closes a phrase at `at`; `at` where none stands there.
std::size_t Lexer::slop_end(std::size_t at) const {
  if (done(at) || query_[at] != '~') return at;
  const std::size_t end = std::min(query_.find_first_not_of(kDigits, at + 1), query_.size());
  return end > at + 1 && (done(end) || ends_word(end)) ? end : at;
}

// Of the phrase that was read last.
Status Lexer::lex_slop() {
  constexpr std::size_t kMostDigits = 3;
  const std::size_t begin = at_;
  at_ = slop_end(begin);
  if (at_ == begin) return {};
  const std::string digits(query_.substr(begin + 1, at_ - begin - 1));
  const auto slop = digits.size() > kMostDigits ? NearOperator::kMaxDistance + 1
                                                : static_cast<std::uint32_t>(std::stoul(digits));
  if (slop > NearOperator::kMaxDistance) {
    return error(begin, "the distance is out of range", "\"a b\"~5, 255 at most");
  }
  tokens_.back().number = slop;
  tokens_.back().place.end = static_cast<std::uint32_t>(at_);
  return {};
}

}  // namespace newsidx::query

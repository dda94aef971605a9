#include "analysis/words.h"

#include <algorithm>
#include <array>

#include "analysis/ascii_run.h"
#include "analysis/folding.h"
#include "analysis/scripts.h"
#include "analysis/unicode.h"
#include "base/utf8.h"

namespace newsidx::analysis {
namespace {

// The size of "'s" at `at`, where no letter or digit follows it; else 0. The segmenter leaves it
// apart after the last dot of an acronym only: "U.S.'s".
std::size_t detached_possessive_size(std::string_view text, std::size_t at, const Span* next) {
  const std::size_t apostrophe = apostrophe_size(text, at);
  if (apostrophe == 0 || next == nullptr) return 0;
  const std::string_view word = next->of(text);
  return next->begin == at + apostrophe && (word == "s" || word == "S") ? apostrophe + 1 : 0;
}

bool is_ascii_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return byte >= '0' && byte <= '9'; });
}

// May `next` be the next three digits of the number that `last` ends?
bool goes_on_as_number(std::string_view text, const std::vector<Word>& words, const Word& next) {
  const std::string_view last = words.back().span.of(text);
  const bool is_first = words.size() < 2 || words[words.size() - 2].join != Join::digits;
  return next.span.of(text).size() == 3 && is_ascii_digits(next.span.of(text)) &&
         last.size() <= 3 && (is_first ? last.front() != '0' : last.size() == 3) &&
         is_ascii_digits(last);
}

Join join_of(std::string_view text, const std::vector<Word>& words, const Word& next,
             bool blanks_group_digits) {
  const Word& last = words.back();
  const std::size_t gap = last.span.end;
  if (last.is_unit || next.is_unit) {
    return last.is_unit && next.is_unit && gap == next.span.begin ? Join::unit : Join::none;
  }
  if (gap >= text.size()) return Join::none;
  const auto is_gap = [&](std::size_t size) { return size != 0 && gap + size == next.span.begin; };
  if (is_gap(hyphen_size(text, gap)) || is_gap(line_end_hyphen_size(text, gap)) ||
      is_gap(text[gap] == '&' ? 1 : 0)) {
    return Join::sign;
  }
  const bool is_number = is_gap(group_blank_size(text, gap, blanks_group_digits)) &&
                         goes_on_as_number(text, words, next);
  return is_number ? Join::digits : Join::none;
}

// English words of two that are always written as one ("don't", "they'll"), by what stands behind
// the apostrophe.
bool is_contraction(std::string_view before, std::string_view behind) {
  constexpr std::array<std::string_view, 5> kEndings = {"ll", "ve", "re", "d", "m"};
  std::string lower;
  fold_case_ascii(behind.substr(0, 3), lower);
  if (std::ranges::find(kEndings, lower) != kEndings.end()) return true;
  return lower == "t" && (before.ends_with('n') || before.ends_with('N'));
}

// Bytes of a raised dot at `at`, which a Catalan writes between two l and a Greek as a semicolon.
std::size_t raised_dot_size(std::string_view text, std::size_t at) {
  return text.substr(at).starts_with("\u00b7") || text.substr(at).starts_with("\u0387") ? 2 : 0;
}

// Bytes of a zero-width non-joiner at `at`: in Arabic script the parts of a word that do not touch.
std::size_t non_joiner_size(std::string_view text, std::size_t at) {
  constexpr std::string_view kNonJoiner = "\u200c";
  if (!text.substr(at).starts_with(kNonJoiner)) return 0;
  const char32_t before = decode_utf8(text, utf8_floor(text, at - 1)).value;
  return script_of(before) == Script::arabic ? kNonJoiner.size() : 0;
}

// Cuts a segment at the signs that UAX #29 lets stand within a word.
class SignCutter {
 public:
  SignCutter(std::string_view text, Span segment, std::vector<Word>& words)
      : text_(text.substr(0, segment.end)), words_(words), begin_(segment.begin) {}

  void run() {
    for (std::size_t at = begin_; at < text_.size();) {
      const std::size_t size = sign_size(at);
      if (size != 0) cut(at, size);
      at += size != 0 ? size : decode_utf8(text_, at).size;
    }
    add(text_.size());
  }

 private:
  [[nodiscard]] bool is_letter_at(std::size_t at) const {
    return at < text_.size() && is_letter(kind_of(decode_utf8(text_, at).value));
  }
  [[nodiscard]] bool is_letter_before(std::size_t at) const {
    if (at <= begin_) return false;
    const CharKind kind = kind_of(decode_utf8(text_, utf8_floor(text_, at - 1)).value);
    return is_letter(kind) || kind == CharKind::mark;
  }

  [[nodiscard]] bool is_hebrew_before(std::size_t at) const {
    return script_of(decode_utf8(text_, utf8_floor(text_, at - 1)).value) == Script::hebrew;
  }

  [[nodiscard]] std::size_t other_sign_size(std::size_t at) const {
    if (text_[at] == '.') return 1;
    if (const std::size_t size = raised_dot_size(text_, at); size != 0) return size;
    return at > begin_ ? non_joiner_size(text_, at) : 0;
  }

  // Bytes of the sign at `at` that parts two words; else 0.
  [[nodiscard]] std::size_t sign_size(std::size_t at) const {
    if (text_[at] == '@' || text_[at] == '_') return 1;
    if (is_ascii_letter_or_digit(text_[at])) return 0;
    const std::size_t apostrophe = apostrophe_size(text_, at);
    const std::size_t size = apostrophe != 0 ? apostrophe : other_sign_size(at);
    if (size == 0 || !is_letter_before(at) || !is_letter_at(at + size)) return 0;
    if (apostrophe == 0) return size;
    if (is_hebrew_before(at)) return 0;  // the sign of an abbreviation or a foreign sound
    std::size_t end = at + size;
    while (is_letter_at(end)) end += decode_utf8(text_, end).size;
    const std::string_view behind = text_.substr(at + size, end - at - size);
    if (behind == "s" || behind == "S") return 0;
    return is_contraction(text_.substr(begin_, at - begin_), behind) ? 0 : size;
  }

  void cut(std::size_t at, std::size_t size) {
    const bool is_apostrophe = apostrophe_size(text_, at) != 0;
    if (add(at)) {
      words_.back().join = Join::sign;
      words_.back().before_apostrophe = is_apostrophe;
    }
    begin_ = at + size;
    after_apostrophe_ = is_apostrophe;
  }

  // Adds what stands before `end`, which is nothing between two underscores.
  bool add(std::size_t end) {
    if (begin_ == end) return false;
    words_.push_back({.span = {static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(end)},
                      .after_apostrophe = after_apostrophe_});
    return true;
  }

  std::string_view text_;
  std::vector<Word>& words_;
  std::size_t begin_;
  bool after_apostrophe_ = false;
};

bool may_have_signs(std::string_view word) {
  return word.find_first_of(".@_'`") != std::string_view::npos || !is_ascii(word);
}

}  // namespace

bool is_dotted_acronym(std::string_view word) noexcept {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint point = decode_utf8(word, at);
    if (!is_letter(kind_of(point.value))) return false;
    ++letters;
    at += point.size;
    if (at == word.size()) break;  // without a last dot
    if (word[at] != '.') return false;
    ++at;
  }
  return letters >= 2;
}

std::string_view without_possessive(std::string_view word) noexcept {
  if (!word.ends_with('s') && !word.ends_with('S')) return word;
  for (const std::size_t size : {std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
    if (word.size() > size + 1 && apostrophe_size(word, word.size() - 1 - size) == size) {
      return word.substr(0, word.size() - 1 - size);
    }
  }
  return word;
}

void form_words(std::string_view text, const std::vector<Span>& segments, bool blanks_group_digits,
                std::vector<Word>& words) {
  words.clear();
  for (std::size_t at = 0; at < segments.size(); ++at) {
    Word word{segments[at]};
    word.is_unit = is_unit_letter(decode_utf8(text, word.span.begin).value);
    const std::size_t end = word.span.end;
    const bool is_acronym = is_dotted_acronym(word.span.of(text));
    const bool is_one = word.is_unit || is_acronym || !may_have_signs(word.span.of(text));
    if (is_acronym && end < text.size() && text[end] == '.') {
      ++word.span.end;
      const Span* next = at + 1 < segments.size() ? &segments[at + 1] : nullptr;
      if (const std::size_t size = detached_possessive_size(text, end + 1, next); size != 0) {
        word.span.end += static_cast<std::uint32_t>(size);
        ++at;
      }
    }
    if (!words.empty()) words.back().join = join_of(text, words, word, blanks_group_digits);
    if (is_one) {
      words.push_back(word);
    } else {
      SignCutter(text, word.span, words).run();
    }
  }
}

std::size_t compound_end(const std::vector<Word>& words, std::size_t first) {
  if (!words[first].is_unit) {
    while (words[first].join != Join::none) ++first;
  }
  return first + 1;
}

}  // namespace newsidx::analysis

#include "present/passage.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "analysis/scripts.h"
#include "analysis/sentences.h"
#include "analysis/unicode.h"
#include "base/utf8.h"
#include "present/credits.h"
#include "present/passage_score.h"

namespace newsidx::present {

using analysis::is_blank;
using analysis::is_written_without_blanks;
using analysis::sentence_begins;

namespace {

constexpr std::uint32_t kMinChars = 20;
constexpr double kInsideSentenceShare = 0.8;  // of its score counts against a sentence's start

// Steps through a text by characters and knows where it may be cut.
class Cutter {
 public:
  Cutter(std::string_view text, const std::vector<std::uint32_t>& token_begins)
      : text_(text), token_begins_(token_begins) {}

  [[nodiscard]] std::uint32_t forward(std::uint32_t at, std::uint32_t chars) const {
    while (chars-- > 0 && at < text_.size()) at += decode_utf8(text_, at).size;
    return at;
  }

  [[nodiscard]] std::uint32_t back(std::uint32_t at, std::uint32_t chars = 1) const {
    while (chars-- > 0 && at > 0) at = static_cast<std::uint32_t>(utf8_floor(text_, at - 1));
    return at;
  }

  // Past the last character that is not blank.
  [[nodiscard]] std::uint32_t text_end() const {
    auto at = static_cast<std::uint32_t>(text_.size());
    while (at > 0 && is_blank(decode_utf8(text_, back(at)).value)) at = back(at);
    return at;
  }

  // No word reaches across: beside a blank, or between tokens where no blanks are written.
  [[nodiscard]] bool is_boundary(std::uint32_t at) const {
    if (at == 0 || at >= text_.size()) return true;
    const char32_t left = decode_utf8(text_, back(at)).value;
    const char32_t right = decode_utf8(text_, at).value;
    if (is_blank(left) || is_blank(right)) return true;
    return (is_written_without_blanks(left) || is_written_without_blanks(right)) &&
           std::ranges::binary_search(token_begins_, at);
  }

  // Where the word that holds `inside` begins, not before `earliest`.
  [[nodiscard]] std::uint32_t word_begin(std::uint32_t inside, std::uint32_t earliest) const {
    std::uint32_t at = inside;
    while (at > earliest && !is_boundary(at)) at = back(at);
    return is_boundary(at) ? at : inside;
  }

  // The first start of a word from `earliest` on, at the latest that of the word at `match`.
  [[nodiscard]] std::uint32_t passage_begin(std::uint32_t earliest, std::uint32_t match) const {
    for (std::uint32_t at = earliest; at < match; at = forward(at, 1)) {
      if (is_boundary(at) && !is_blank(decode_utf8(text_, at).value)) return at;
    }
    return word_begin(match, earliest);
  }

  // The last end of a word up to `limit`; behind it only when the word at `match_end` demands it.
  [[nodiscard]] std::uint32_t passage_end(std::uint32_t begin, std::uint32_t limit,
                                          std::uint32_t match_end,
                                          std::uint32_t extra_chars) const {
    std::uint32_t at = std::max(limit, match_end);
    while (at > begin && at >= match_end && !is_boundary(at)) at = back(at);
    if (at > begin && at >= match_end) return at;
    if (match_end <= begin) return limit;  // one word fills it all
    at = match_end;
    for (std::uint32_t i = 0; i < extra_chars && !is_boundary(at); ++i) at = forward(at, 1);
    return is_boundary(at) ? at : match_end;
  }

 private:
  std::string_view text_;
  const std::vector<std::uint32_t>& token_begins_;
};

bool is_blank_only(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = decode_utf8(text, at);
    if (!is_blank(next.value)) return false;
    at += next.size;
  }
  return true;
}

// Where a passage begins, and the matches that it was chosen for.
struct Choice {
  std::uint32_t begin = 0;
  std::uint32_t match_end = 0;
};

class Chooser {
 public:
  Chooser(std::string_view text, const std::vector<std::uint32_t>& sentences,
          const std::vector<TextMatch>& matches, const Cutter& cutter,
          const std::vector<float>& weights, std::uint32_t max_chars, PacedCancellation* pace)
      : cutter_(cutter),
        sentences_(sentences),
        matches_(matches),
        chars_(text, pace),
        scorer_(matches_, weights, chars_, max_chars, pace),
        max_chars_(max_chars),
        pace_(pace) {}

  // When the pace is over, any choice.
  [[nodiscard]] Choice run() {
    constexpr std::uint64_t kWorkPerMatch = 32;
    std::vector<Candidate> at_sentences;
    std::vector<Candidate> inside;
    for (std::uint32_t i = 0; i < matches_.size(); ++i) {
      if (pace_ != nullptr && pace_->ends_after(kWorkPerMatch)) return {};
      const TextMatch& match = matches_[i];
      const std::uint32_t match_char = chars_.before(match.begin);
      const std::uint32_t sentence = sentence_of(match.begin);
      const std::uint32_t sentence_char = chars_.before(sentence);
      const bool fits = chars_.before(match.end) - sentence_char <= max_chars_;
      if (fits && (at_sentences.empty() || at_sentences.back().begin_char != sentence_char)) {
        at_sentences.push_back({sentence_char, i});
      }
      if (match_char - sentence_char > context_chars()) {
        inside.push_back({match_char - context_chars(), i});
      }
    }
    const auto first = scorer_.best_of(at_sentences);
    const auto second = scorer_.best_of(inside);
    if (pace_ != nullptr && pace_->is_over()) return {};
    const bool take_first =
        first && (!second || first->score >= second->score * kInsideSentenceShare);
    if (!first && !second) {  // a phrase longer than the passage
      const std::uint32_t begin = cutter_.word_begin(matches_.front().begin, 0);
      return {begin, begin};
    }
    const auto& best = take_first ? *first : *second;

    Choice choice;
    const TextMatch& match = matches_[best.candidate.occurrence];
    choice.begin =
        take_first ? sentence_of(match.begin)
                   : cutter_.passage_begin(cutter_.back(match.begin, context_chars()), match.begin);
    choice.match_end = matches_[best.last_occurrence].end;
    return choice;
  }

 private:
  // Characters shown before a match that its sentence's start is too far from.
  [[nodiscard]] std::uint32_t context_chars() const { return max_chars_ / 4; }

  [[nodiscard]] std::uint32_t sentence_of(std::uint32_t at) const {
    const auto after = std::ranges::upper_bound(sentences_, at);
    return after == sentences_.begin() ? 0 : *std::prev(after);
  }

  const Cutter& cutter_;
  const std::vector<std::uint32_t>& sentences_;
  const std::vector<TextMatch>& matches_;
  CharIndex chars_;
  WindowScorer scorer_;
  std::uint32_t max_chars_;
  PacedCancellation* pace_;
};

// A passage that reaches the end of what is told has room left: it begins earlier, at a sentence if
// one begins in that room, or else at a word.
std::uint32_t fill_to_end(const Cutter& cutter, const std::vector<std::uint32_t>& sentences,
                          std::uint32_t begin, std::uint32_t told_end, std::uint32_t max_chars) {
  const std::uint32_t earliest = cutter.back(told_end, max_chars);
  const auto sentence = std::ranges::lower_bound(sentences, earliest);
  if (sentence != sentences.end() && *sentence <= begin) return *sentence;
  return cutter.passage_begin(earliest, begin);
}

// What of a text a passage is chosen from: all but the credits, if there is anything else.
struct Told {
  std::vector<std::uint32_t> sentences;  // where they begin
  std::vector<TextMatch> matches;        // those to choose by; of none, all
  std::vector<Mark> credits;

  // Where what begins at `at` ends, by a credit or with the text.
  [[nodiscard]] std::uint32_t end_behind(std::uint32_t at, std::uint32_t text_end) const {
    const auto next = std::ranges::lower_bound(credits, at, {}, &Mark::begin);
    return next == credits.end() ? text_end : std::min(next->begin, text_end);
  }
};

Told told_of(std::string_view text, std::vector<std::uint32_t> sentences,
             const std::vector<TextMatch>& matches) {
  Told told{std::move(sentences), {}, {}};
  std::vector<Mark> credits = credits_of(text, told.sentences);
  if (credits.empty()) return told;
  const auto is_in_credits = [&credits](std::uint32_t begin) {
    const auto after = std::ranges::upper_bound(credits, begin, {}, &Mark::begin);
    return after != credits.begin() && begin < std::prev(after)->end;
  };
  std::vector<std::uint32_t> begins;
  for (const std::uint32_t begin : told.sentences) {
    if (!is_in_credits(begin)) begins.push_back(begin);
  }
  for (const Mark& credit : credits) {
    if (credit.end < text.size() && !is_in_credits(credit.end)) begins.push_back(credit.end);
  }
  if (begins.empty()) return told;
  std::ranges::sort(begins);
  const auto rest = std::ranges::unique(begins);
  begins.erase(rest.begin(), rest.end());
  std::ranges::copy_if(matches, std::back_inserter(told.matches),
                       [&](const TextMatch& match) { return !is_in_credits(match.begin); });
  if (told.matches.empty() && !matches.empty()) return told;  // found by its credits
  told.sentences = std::move(begins);
  told.credits = std::move(credits);
  return told;
}

void put_left_out_before(MarkedText& passage) {
  constexpr std::string_view kLeftOut = "… ";
  passage.text.insert(0, kLeftOut);
  for (Mark& mark : passage.marks) {
    mark.begin += static_cast<std::uint32_t>(kLeftOut.size());
    mark.end += static_cast<std::uint32_t>(kLeftOut.size());
  }
}

}  // namespace

MarkedText best_passage(std::string_view text, const PatternMatcher::Matches& matches,
                        const std::vector<float>& weights, std::uint32_t max_chars,
                        PacedCancellation* pace) {
  const auto is_over = [pace] { return pace != nullptr && pace->is_over(); };
  const auto text_size = static_cast<std::uint32_t>(text.size());
  max_chars = std::max(std::min(max_chars, text_size), kMinChars);
  std::vector<std::uint32_t> begins = sentence_begins(text, pace);
  if (begins.empty() || is_over()) return {};  // blanks alone
  const std::uint32_t first = begins.front();
  const Told told = told_of(text, std::move(begins), matches.of_patterns);
  const Cutter cutter(text, matches.token_begins);
  Choice choice{told.sentences.front(), told.sentences.front()};
  if (!matches.of_patterns.empty()) {
    const auto& chosen_by = told.matches.empty() ? matches.of_patterns : told.matches;
    choice = Chooser(text, told.sentences, chosen_by, cutter, weights, max_chars, pace).run();
    if (is_over()) return {};
  }
  const std::uint32_t told_end = told.end_behind(choice.begin, cutter.text_end());
  const std::uint32_t limit = cutter.forward(choice.begin, max_chars);
  std::uint32_t end = told_end;
  if (limit >= told_end && choice.match_end <= told_end) {
    choice.begin = fill_to_end(cutter, told.sentences, choice.begin, told_end, max_chars);
  } else {
    end = cutter.passage_end(choice.begin, limit, choice.match_end, max_chars / 4);
  }

  MarkedText passage = one_line(text, choice.begin, end, matches.of_patterns);
  if (choice.begin > first) put_left_out_before(passage);
  if (!is_blank_only(text.substr(end))) passage.text += " …";
  return passage;
}

MarkedText near_passage(std::string_view text, const PatternMatcher::Matches& matches,
                        const std::vector<float>& weights, std::uint32_t max_chars) {
  constexpr std::size_t kBytesBefore = 4 << 10;
  constexpr std::size_t kLeastBytesBehind = 32 << 10;
  constexpr std::size_t kMaxCodePointBytes = 4;
  const std::size_t anchor = matches.of_patterns.empty() ? 0 : matches.of_patterns.front().begin;
  std::size_t begin = anchor > kBytesBefore ? utf8_floor(text, anchor - kBytesBefore) : 0;
  // From the start of a sentence, if one is there; the first one found need not be one.
  const auto sentences = sentence_begins(text.substr(begin, anchor - begin + 1));
  const bool is_inside = begin > 0 && sentences.size() < 2;
  if (begin > 0 && !is_inside) begin += sentences[1];
  const std::size_t behind =
      std::max(kLeastBytesBehind, std::size_t{max_chars} * 2 * kMaxCodePointBytes);
  const std::size_t end =
      text.size() - anchor > behind ? utf8_floor(text, anchor + behind) : text.size();

  PatternMatcher::Matches here;
  const auto offset = static_cast<std::uint32_t>(begin);
  for (const TextMatch& match : matches.of_patterns) {
    if (match.begin >= end) break;
    if (match.end > end) continue;
    here.of_patterns.push_back({match.begin - offset, match.end - offset, match.pattern});
  }
  for (auto at = std::ranges::lower_bound(matches.token_begins, offset);
       at != matches.token_begins.end() && *at < end; ++at) {
    here.token_begins.push_back(*at - offset);
  }
  MarkedText passage = best_passage(text.substr(begin, end - begin), here, weights, max_chars);
  if (begin > 0 && !passage.text.starts_with("… ")) put_left_out_before(passage);
  return passage;
}

MarkedText one_line(std::string_view text, std::uint32_t begin, std::uint32_t end,
                    const std::vector<TextMatch>& matches) {
  std::vector<Mark> sources;  // in the text: merged and within the passage
  for (const TextMatch& occurrence : matches) {
    const Mark mark{std::max(occurrence.begin, begin), std::min(occurrence.end, end)};
    if (mark.begin >= mark.end) continue;
    if (!sources.empty() && mark.begin < sources.back().end) {
      sources.back().end = std::max(sources.back().end, mark.end);
    } else {
      sources.push_back(mark);
    }
  }

  MarkedText line;
  auto source = sources.begin();
  bool inside = false;
  const auto size = [&line] { return static_cast<std::uint32_t>(line.text.size()); };
  const auto cross_borders = [&](std::size_t at) {
    if (inside && at >= source->end) {
      line.marks.back().end = size();
      inside = false;
      ++source;
    }
    if (!inside && source != sources.end() && at >= source->begin) {
      line.marks.push_back({size(), size()});
      inside = true;
    }
  };
  bool blank_before = true;
  for (std::size_t at = begin; at < end;) {
    cross_borders(at);
    const CodePoint next = decode_utf8(text, at);
    const bool blank = is_blank(next.value);
    if (!blank) line.text.append(text, at, next.size);
    if (blank && !blank_before) line.text += ' ';
    blank_before = blank;
    at += next.size;
  }
  if (line.text.ends_with(' ')) line.text.pop_back();
  cross_borders(end);
  return line;
}

}  // namespace newsidx::present

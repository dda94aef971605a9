#include "analysis/query_units.h"

#include <algorithm>
#include <array>
#include <utility>

#include "analysis/scripts.h"
#include "analysis/units.h"
#include "base/utf8.h"

namespace newsidx::analysis {
namespace {

using Units = std::span<const Word>;

// Particles behind a Korean noun, the longer ones first: case, topic, "also", "only", "from", "to".
constexpr std::array<std::string_view, 36> kParticles = {
    "에서부터", "으로부터", "에게서", "이라고", "으로서", "으로써", "이라는", "에서는", "에서도",
    "까지",     "부터",     "에서",   "에게",   "한테",   "처럼",   "보다",   "으로",   "이나",
    "라고",     "라는",     "마다",   "조차",   "밖에",   "하고",   "은",     "는",     "이",
    "가",       "을",       "를",     "의",     "에",     "로",     "와",     "과",     "도"};

std::string_view text_of(std::string_view text, Units units) {
  if (units.empty()) return {};
  return text.substr(units.front().span.begin, units.back().span.end - units.front().span.begin);
}

bool are_all(std::string_view text, Units units, bool (*is)(char32_t) noexcept) {
  return std::ranges::all_of(
      units, [&](const Word& unit) { return is(decode_utf8(text, unit.span.begin).value); });
}

// A long vowel at its end is written or not: コンピュータ, コンピューター.
Units without_long_vowel(std::string_view text, Units word) {
  constexpr std::size_t kLeast = 4;
  if (word.size() < kLeast) return word;
  const std::string_view last = word.back().span.of(text);
  const bool has_one = last == "ー" || last == "ｰ";
  return has_one && are_all(text, word, is_katakana) ? word.first(word.size() - 1) : word;
}

// Without the particle at its end; the word itself where it has none, or too little would be left.
Units without_particle(std::string_view text, Units word) {
  constexpr std::size_t kLeast = 2;
  if (!are_all(text, word, is_hangul)) return word;
  for (const std::string_view particle : kParticles) {
    for (std::size_t size = 1; size + kLeast <= word.size(); ++size) {
      if (text_of(text, word.last(size)) == particle) return word.first(word.size() - size);
    }
  }
  return word;
}

class UnitWords {
 public:
  UnitWords(NewsAnalyzer& analyzer, std::string_view text, Units run)
      : normalizer_(analyzer.normalizer()), text_(text), run_(run) {
    analyzer.cut_by_dictionary(text_of(text, run), cuts_);
  }

  std::vector<QueryWord> run() {
    std::vector<QueryWord> words;
    std::size_t first = 0;
    for (const Span cut : cuts_) {
      const std::uint32_t end = run_.front().span.begin + cut.end;
      std::size_t past = first;
      while (past < run_.size() && run_[past].span.end <= end) ++past;
      add(first, past, words);
      first = past;
    }
    leave_out_short_words(words);
    return words;
  }

 private:
  // Beside longer words, those of one unit are mostly particles and affixes; a Chinese character
  // all the same says something of the word that it is cut from.
  static void leave_out_short_words(std::vector<QueryWord>& words) {
    const auto is_short = [](const QueryWord& word) {
      return std::ranges::all_of(word.alternatives, [](const TermSequence& sequence) {
        return sequence.size() == 1 && is_one_unit(sequence[0].term);
      });
    };
    if (std::ranges::all_of(words, is_short)) return;
    for (QueryWord& word : words) {
      word.is_stop_word = is_short(word);
      const std::string& term = word.alternatives[0][0].term;
      word.only_scores = word.is_stop_word && is_han(decode_utf8(term, 0).value);
    }
  }

  static bool is_one_unit(const std::string& term) { return unit_end(term, 0) == term.size(); }

  // The term of one unit, or of a pair of them; empty when there is nothing in it.
  QueryTerm term_of(std::size_t first, std::size_t count) {
    std::vector<NormalizedWord> forms(count);
    for (std::size_t at = 0; at < count; ++at) {
      normalizer_.normalize(text_, run_[first + at], kNoStemmer, forms[at]);
      if (forms[at].surface.empty()) return {};
    }
    NormalizedWord joined;
    if (count == 1) return {forms[0].term, TermKind::word};
    if (!normalizer_.join(forms, false, kNoStemmer, joined)) return {};
    return {joined.term, TermKind::word};
  }

  // Units in a row, two by two.
  TermSequence sequence_of(Units word) {
    TermSequence sequence;
    const auto first = static_cast<std::size_t>(word.data() - run_.data());
    for (std::size_t at = 0; at < word.size();) {
      const std::size_t count = at + 1 < word.size() ? 2 : 1;
      QueryTerm term = term_of(first + at, count);
      if (!term.term.empty()) sequence.push_back(std::move(term));
      at += count;
    }
    return sequence;
  }

  void add(std::size_t first, std::size_t past, std::vector<QueryWord>& words) {
    if (first == past) return;
    const Units units = run_.subspan(first, past - first);
    QueryWord word;
    word.begin = units.front().span.begin;
    word.end = units.back().span.end;
    word.has_units = true;
    const Units whole = without_long_vowel(text_, units);
    for (const Units form : {whole, without_particle(text_, whole)}) {
      TermSequence sequence = sequence_of(form);
      if (sequence.empty()) continue;
      if (std::ranges::find(word.alternatives, sequence) != word.alternatives.end()) continue;
      word.alternatives.push_back(std::move(sequence));
    }
    if (word.alternatives.empty()) return;
    for (std::size_t at = first; at < past && at + 1 < run_.size(); ++at) {
      QueryTerm pair = term_of(at, 2);
      if (!pair.term.empty()) word.pairs.push_back(std::move(pair));
    }
    words.push_back(std::move(word));
  }

  TermNormalizer& normalizer_;
  std::string_view text_;
  Units run_;
  std::vector<Span> cuts_;  // words by dictionary, as spans of the run
};

}  // namespace

std::vector<QueryWord> words_of_units(NewsAnalyzer& analyzer, std::string_view text,
                                      std::span<const Word> run) {
  return UnitWords(analyzer, text, run).run();
}

}  // namespace newsidx::analysis

// Queries are cut into words and folded exactly as articles are; what differs is that a word may be
// looked for in several forms: one a language, as a compound and part by part, in capitals.

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "analysis/analyzer.h"
#include "analysis/analyzer_state.h"
#include "analysis/dictionary_cuts.h"
#include "analysis/query_units.h"
#include "analysis/unicode.h"
#include "base/utf8.h"

namespace newsidx::analysis {
namespace {

struct QueryLanguages {
  std::vector<LanguageId> stems;  // a word is looked for in the form of each
  // Whose function words are left out. A query names no language, and one's function words are
  // another's names and nouns ("war", "die", "son"): the default language decides if articles are
  // in it, else a word must be one in all languages of the index.
  std::optional<LanguageId> stop_words;

  [[nodiscard]] bool knows_stop_words(LanguageId language) const {
    return !stop_words || *stop_words == language;
  }
};

void add_alternative(QueryWord& word, TermSequence alternative) {
  const auto known = std::ranges::find(word.alternatives, alternative);
  if (known == word.alternatives.end()) word.alternatives.push_back(std::move(alternative));
}

// A word that is no compound: its stem in each language, and its capitals.
void add_simple_word(TermNormalizer& normalizer, std::string_view text, const Word& written,
                     const QueryLanguages& languages, bool all_capitals, QueryWord& word) {
  bool is_stop_word = true;
  NormalizedWord forms;
  for (const LanguageId language : languages.stems) {
    normalizer.normalize(text, written, language, forms);
    if (forms.surface.empty()) continue;
    if (languages.knows_stop_words(language)) is_stop_word = is_stop_word && forms.is_stop_word;
    add_alternative(word, {{forms.term, TermKind::word}});
    if (!forms.singular.empty()) add_alternative(word, {{forms.singular, TermKind::word}});
    if (forms.capitals == forms.surface) word.capitals = forms.capitals;
  }
  if (word.alternatives.empty()) return;
  word.is_function_word_otherwise = is_stop_word && !all_capitals && !word.capitals.empty();
  word.is_stop_word = is_stop_word && !word.is_function_word_otherwise;
  if (is_stop_word && all_capitals) word.capitals.clear();
}

// A compound: written as one, or part by part.
void add_compound(TermNormalizer& normalizer, std::string_view text, std::span<const Word> words,
                  const QueryLanguages& languages, bool all_capitals, QueryWord& word) {
  for (const LanguageId language : languages.stems) {
    std::vector<NormalizedWord> parts;
    TermSequence sequence;
    bool is_number = true;
    for (const Word& written : words) {
      NormalizedWord forms;
      normalizer.normalize(text, written, language, forms);
      if (forms.surface.empty()) continue;
      is_number = is_number && (written.join == Join::digits || &written == &words.back());
      sequence.push_back({forms.term, TermKind::word});
      parts.push_back(std::move(forms));
    }
    NormalizedWord joined;
    if (parts.size() > 1 && parts.size() <= kMaxJoinedParts &&
        normalizer.join(parts, is_number, language, joined)) {
      add_alternative(word, {{joined.term, TermKind::word}});
    }
    if (!sequence.empty()) add_alternative(word, std::move(sequence));
  }
  for (const Word& written : words) {
    QueryWord part;
    part.begin = written.span.begin;
    part.end = written.span.end;
    add_simple_word(normalizer, text, written, languages, all_capitals, part);
    if (!part.alternatives.empty()) word.parts.push_back(std::move(part));
  }
  if (word.parts.size() == 1) {  // the others were elided articles
    QueryWord part = std::move(word.parts[0]);
    part.begin = word.begin;
    part.end = word.end;
    word = std::move(part);
  }
}

// Words of Thai or Lao without a blank between them: one that a text may cut otherwise, or each by
// itself.
void add_dictionary_run(NewsAnalyzer& analyzer, std::string_view text, std::span<const Word> run,
                        const QueryLanguages& languages, std::vector<QueryWord>& result) {
  std::vector<QueryWord> parts;
  for (const Word& written : run) {
    QueryWord part;
    part.begin = written.span.begin;
    part.end = written.span.end;
    add_simple_word(analyzer.normalizer(), text, written, languages, false, part);
    if (!part.alternatives.empty()) parts.push_back(std::move(part));
  }
  std::vector<TermSequence> cuts = cuts_in_context(analyzer, text, run, languages.stems.front());
  if (parts.empty()) return;
  if (cuts.empty()) {
    result.insert(result.end(), std::move_iterator(parts.begin()), std::move_iterator(parts.end()));
    return;
  }
  QueryWord word;
  if (parts.size() == 1) {
    word = std::move(parts[0]);
  } else {
    word.is_run = true;
    word.begin = parts.front().begin;
    word.end = parts.back().end;
    TermSequence& own = word.alternatives.emplace_back();
    for (const QueryWord& part : parts) own.push_back(part.alternatives[0][0]);
    word.parts = std::move(parts);
  }
  for (TermSequence& cut : cuts) add_alternative(word, std::move(cut));
  result.push_back(std::move(word));
}

QueryLanguages languages_of(const std::vector<std::string>& names, LanguageId default_language) {
  QueryLanguages languages;
  std::vector<LanguageId>& stems = languages.stems;
  for (const std::string& name : names) {
    const LanguageId language = find_language(name).value_or(default_language);
    if (std::ranges::find(stems, language) == stems.end()) stems.push_back(language);
  }
  if (stems.empty()) stems.push_back(default_language);
  if (std::ranges::find(stems, default_language) != stems.end()) {
    languages.stop_words = default_language;
  }
  return languages;
}

// Past the units that follow one another from words[first] on.
std::size_t run_end(const std::vector<Word>& words, std::size_t first) {
  while (words[first].join == Join::unit) ++first;
  return first + 1;
}

std::vector<QueryWord> analyze_news_query(NewsAnalyzer& analyzer, std::string_view text,
                                          const QueryLanguages& languages, bool all_capitals) {
  const bool blanks_group_digits = std::ranges::any_of(languages.stems, [](LanguageId language) {
    return has_rule(language, LanguageRule::groups_digits_by_blank);
  });
  std::vector<Word> words;
  analyzer.find_words(text, blanks_group_digits, words);
  std::vector<QueryWord> result;
  for (std::size_t first = 0; first < words.size();) {
    if (const std::size_t end = dictionary_run_end(text, words, first); end > first) {
      add_dictionary_run(analyzer, text, std::span(words).subspan(first, end - first), languages,
                         result);
      first = end;
      continue;
    }
    const bool is_unit = words[first].is_unit;
    const std::size_t past = is_unit ? run_end(words, first) : compound_end(words, first);
    const auto written = std::span(words).subspan(first, past - first);
    first = past;
    if (is_unit) {
      for (QueryWord& word : words_of_units(analyzer, text, written)) {
        result.push_back(std::move(word));
      }
      continue;
    }
    QueryWord word;
    word.begin = written.front().span.begin;
    word.end = written.back().span.end;
    if (written.size() == 1) {
      add_simple_word(analyzer.normalizer(), text, written[0], languages, all_capitals, word);
    } else {
      add_compound(analyzer.normalizer(), text, written, languages, all_capitals, word);
    }
    if (!word.alternatives.empty()) result.push_back(std::move(word));
  }
  return result;
}

class QueryWordCollector : public TokenSink {
 public:
  void accept(const Token& token) override {
    QueryWord word;
    word.alternatives = {{{std::string(token.term), token.kind}}};
    word.begin = token.begin;
    word.end = token.end;
    words.push_back(std::move(word));
  }
  std::vector<QueryWord> words;
};

}  // namespace

std::vector<QueryWord> analyze_query(Analyzer& analyzer, std::string_view text,
                                     const std::vector<std::string>& languages, bool all_capitals) {
  Analyzer::State& state = *analyzer.state_;
  if (auto* const plain = std::get_if<PlainAnalyzer>(&state.analyzer)) {
    QueryWordCollector collector;
    plain->analyze(text, collector);
    return std::move(collector.words);
  }
  return analyze_news_query(*std::get_if<NewsAnalyzer>(&state.analyzer), text,
                            languages_of(languages, state.default_language), all_capitals);
}

bool is_all_capitals_query(Analyzer& analyzer, std::string_view query) {
  if (count_letters(query).others > 0) return false;
  std::size_t words_with_letters = 0;
  for (const QueryWord& word : analyze_query(analyzer, query, {}, true)) {
    const std::string_view written = query.substr(word.begin, word.end - word.begin);
    if (count_letters(written).capitals > 0) ++words_with_letters;
  }
  return words_with_letters >= 2;
}

}  // namespace newsidx::analysis

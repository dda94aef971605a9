// Queries are cut into words and folded exactly as articles are; what differs is that a word may be
// looked for in several forms, and that an all-capitals word asks for one kind of term only.

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "analysis/analyzer.h"
#include "analysis/analyzer_state.h"
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

// "MPs" asks for "mp", too: Snowball leaves the "s" of such short words on.
void add_singular_of_acronym(WordFormer& former, std::string_view written, LanguageId language,
                             const WordForms& plural, QueryWord& word) {
  if (!written.ends_with('s') || name_of(language) != "english") return;
  WordForms singular;
  former.form(written.substr(0, written.size() - 1), language, singular);
  if (!singular.all_capitals || singular.surface + 's' != plural.surface) return;
  add_alternative(word, {{singular.term, TermKind::word}});
}

// A word that is no compound: its stem in each language, or its capitals where that would lose what
// tells it apart from another word (ISIS, isi; WHO, who).
void add_simple_word(WordFormer& former, std::string_view written, const QueryLanguages& languages,
                     bool all_capitals, QueryWord& word) {
  bool all_stems_equal_surfaces = true;
  bool is_stop_word = true;
  WordForms forms;
  for (const LanguageId language : languages.stems) {
    former.form(written, language, forms);
    if (forms.surface.empty()) return;
    all_stems_equal_surfaces = all_stems_equal_surfaces && forms.term == forms.surface;
    if (languages.knows_stop_words(language)) is_stop_word = is_stop_word && forms.is_stop_word;
    add_alternative(word, {{forms.term, TermKind::word}});
    add_singular_of_acronym(former, written, language, forms, word);
  }
  const bool capitals_count = forms.all_capitals && !all_capitals;
  word.is_stop_word = is_stop_word && !capitals_count;
  if (!capitals_count || (all_stems_equal_surfaces && !is_stop_word)) return;
  word.alternatives.clear();
  for (const LanguageId language : languages.stems) {
    former.form(written, language, forms);
    add_alternative(word, {{forms.surface, TermKind::caps}});
  }
}

// A compound: written as one, or part by part.
void add_compound(WordFormer& former, std::string_view text, std::span<const WrittenWord> words,
                  const QueryLanguages& languages, bool all_capitals, QueryWord& word) {
  for (const LanguageId language : languages.stems) {
    std::vector<WordForms> parts;
    TermSequence sequence;
    for (const WrittenWord& written : words) {
      WordForms forms;
      former.form(written.span.of(text), language, forms);
      if (forms.surface.empty()) continue;
      sequence.push_back({forms.term, TermKind::word});
      parts.push_back(std::move(forms));
    }
    WordForms joined;
    if (parts.size() > 1 && parts.size() <= kMaxJoinedParts &&
        former.join(parts, language, joined)) {
      add_alternative(word, {{joined.term, TermKind::word}});
    }
    if (!sequence.empty()) add_alternative(word, std::move(sequence));
  }
  for (const WrittenWord& written : words) {
    QueryWord part;
    part.begin = written.span.begin;
    part.end = written.span.end;
    add_simple_word(former, written.span.of(text), languages, all_capitals, part);
    if (!part.alternatives.empty()) word.parts.push_back(std::move(part));
  }
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

std::vector<QueryWord> analyze_news_query(NewsAnalyzer& analyzer, std::string_view text,
                                          const QueryLanguages& languages, bool all_capitals) {
  std::vector<WrittenWord> words;
  analyzer.find_words(text, words);
  std::vector<QueryWord> result;
  for (std::size_t first = 0; first < words.size();) {
    const std::size_t past = compound_end(words, first);
    QueryWord word;
    word.begin = words[first].span.begin;
    word.end = words[past - 1].span.end;
    if (past == first + 1) {
      add_simple_word(analyzer.former(), words[first].span.of(text), languages, all_capitals, word);
    } else {
      add_compound(analyzer.former(), text, std::span(words).subspan(first, past - first),
                   languages, all_capitals, word);
    }
    if (!word.alternatives.empty()) result.push_back(std::move(word));
    first = past;
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

// Letters of a text, by case.
struct LetterCount {
  std::size_t capitals = 0;
  std::size_t others = 0;
};

LetterCount count_letters(std::string_view text) {
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

// Function words, by the table and in texts and queries.
#include "analysis/stop_words.h"

#include <doctest/doctest.h>

#include "unit/analysis/token_text.h"

using namespace newsidx;
using namespace newsidx::analysis;

namespace {

class StopWordCollector : public TokenSink {
 public:
  void accept(const Token& token) override {
    if (!token.is_stop_word) return;
    CHECK(token.kind == TermKind::word);
    CHECK(token.span == 1);
    if (!found.empty()) found += ' ';
    found += token.surface;
  }
  std::string found;
};

std::string stop_words_in(Analyzer& analyzer, std::string_view text, std::string_view language) {
  StopWordCollector collector;
  analyzer.analyze(text, language, collector);
  return collector.found;
}

}  // namespace

TEST_CASE("lists by language") {
  struct Row {
    const char* language;
    const char* surface;
    bool is_stop_word;
  };
  const Row kRows[] = {
      {"english", "the", true},  {"english", "between", true}, {"english", "don't", true},
      {"english", "will", true}, {"english", "us", false},     {"english", "may", false},
      {"english", "one", false}, {"english", "new", false},    {"english", "", false},
      {"english", "die", false}, {"german", "die", true},      {"german", "fur", true},
      {"german", "für", false},  // as written, not folded
      {"german", "the", false},  {"french", "a", true},        {"french", "etait", true},
      {"spanish", "mas", true},  {"italian", "perche", true},  {"portuguese", "nao", true},
      {"dutch", "niet", true},   {"russian", "не", true},      {"russian", "ее", true},
      {"arabic", "في", true},    {"arabic", "دمشق", false},    {"greek", "των", true},
      {"greek", "της", false},  // as folded: τησ
      {"greek", "τησ", true},    {"hindi", "में", false},        {"romanian", "din", false},
      {"finnish", "ja", false},  {"none", "the", false},       {"none", "", false},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.language);
    CAPTURE(row.surface);
    CHECK(is_stop_word(find_language(row.language).value(), row.surface) == row.is_stop_word);
  }
}

TEST_CASE("stop words in articles: what is written decides") {
  struct Row {
    const char* name;
    const char* language;
    std::string text;
    const char* stop_words;
  };
  const Row kRows[] = {
      {"nothing", "en", "", ""},
      {"words", "en", "The siege of Daraya", "the of"},
      {"a word, not its stem", "en", "A being, his beings, the ons", "a being his the"},
      {"possessive", "en", "It's who’s", "it who"},
      {"negation with U+2019", "en", "They don’t", "they don't"},
      {"one capital", "en", "I saw A", "i a"},
      {"acronym or pronoun", "en", "IT told it that WHO and US knew who told us",
       "it that and who"},
      {"acronym with dots", "en", "the I.T. firm, i.t. and W.H.O.", "the and"},
      {"line of capitals", "en", "WHO TOLD THE US\nWHO told IT", "who the"},
      {"capitals alone in a line", "en", "WHO", ""},
      {"parts of a compound", "en", "an all-out to-do by-election", "an all out to do by"},
      {"accents are folded", "de", "für Über über", "fur uber uber"},
      {"elided article", "fr", "l'état qu'il a été", "il a ete"},
      {"another language", "fr", "the chat", ""},
      {"no list", "fi", "ja the on", ""},
      {"no stemmer", "zh", "the 中国", ""},
  };
  Analyzer analyzer = make_analyzer();
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(stop_words_in(analyzer, row.text, row.language) == row.stop_words);
    CHECK(stop_words_in(analyzer, row.text, row.language) == row.stop_words);  // remembered
  }
}

TEST_CASE("the analyser plain has none") {
  Analyzer analyzer = make_analyzer({AnalyzerKind::plain, "english"});
  CHECK(stop_words_in(analyzer, "The siege of Daraya", "en").empty());
  for (const QueryWord& word : analyze_query(analyzer, "the siege", {"english"}, false)) {
    CHECK_FALSE(word.is_stop_word);
  }
}

TEST_CASE("stop words in queries: those of the default language, or of all languages") {
  struct Row {
    const char* name;
    std::string text;
    std::vector<std::string> languages;
    bool all_capitals;
    const char* stop_words;
  };
  const Row kRows[] = {
      {"words", "the siege of Daraya", {"english"}, false, "the of"},
      {"capitals are a name", "IT and it", {"english"}, false, "and it"},
      {"unless all is capitals", "IT AND it", {"english"}, true, "IT AND it"},
      {"acronym with dots", "I.T. i.t.", {"english"}, false, ""},
      {"a compound is none, its parts may be", "to-do", {"english"}, false, "(to do)"},
      {"default language", "war in Syria, die Welt", {"english", "german"}, false, "in"},
      {"another alone", "war in Syria, die Welt", {"german"}, false, "war in die"},
      {"others: a word of all", "el Monde de Madrid", {"french", "spanish"}, false, "de"},
      {"no list", "the", {"none"}, false, ""},
  };
  Analyzer analyzer = make_analyzer();
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    std::string found;
    const auto add = [&](const QueryWord& word) {
      if (!word.is_stop_word) return;
      if (!found.empty() && found.back() != '(') found += ' ';
      found += row.text.substr(word.begin, word.end - word.begin);
    };
    for (const QueryWord& word :
         analyze_query(analyzer, row.text, row.languages, row.all_capitals)) {
      add(word);
      if (!word.parts.empty()) found += '(';
      for (const QueryWord& part : word.parts) add(part);
      if (!word.parts.empty()) found += ')';
    }
    CHECK(found == row.stop_words);
  }
}

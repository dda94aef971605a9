#include "present/highlighter.h"

#include <doctest/doctest.h>

using namespace newsidx;
using namespace newsidx::present;

namespace {

std::string with_marks(const MarkedText& marked) {
  std::string text;
  std::size_t at = 0;
  for (const Mark& mark : marked.marks) {
    text.append(marked.text, at, mark.begin - at).append("«");
    text.append(marked.text, mark.begin, mark.end - mark.begin).append("»");
    at = mark.end;
  }
  return text.append(marked.text, at);
}

analysis::Analyzer news_analyzer() {
  return *analysis::Analyzer::create({analysis::AnalyzerKind::news, "english"});
}

// A pattern for the words of `query`: one phrase, or one pattern a word.
std::vector<Pattern> patterns_of(analysis::Analyzer& analyzer, std::string_view query,
                                 bool as_phrase) {
  std::vector<Pattern> patterns;
  for (auto& word : analysis::analyze_query(analyzer, query, {"english"}, false)) {
    if (patterns.empty() || !as_phrase) patterns.emplace_back();
    patterns.back().slots.push_back(std::move(word));
  }
  return patterns;
}

}  // namespace

TEST_CASE("what the index finds is marked, and nothing else") {
  struct Row {
    std::string name;
    std::string query;
    bool as_phrase;
    std::string text;
    std::string marked;
  };
  const Row kRows[] = {
      {"stems", "evacuation", false, "They evacuated; the evacuations went on. Vacuum.",
       "They «evacuated»; the «evacuations» went on. Vacuum."},
      {"letters alone do not count", "war", false, "A warning to the war’s warriors",
       "A warning to the «war’s» warriors"},
      {"possessive", "Syrias", false, "Syria’s Syria", "«Syria’s» «Syria»"},
      {"accents", "erdogan", false, "Recep Erdoğan", "Recep «Erdoğan»"},
      {"compounds", "ceasefire", false, "a cease-fire, a ceasefire",
       "a «cease-fire», a «ceasefire»"},
      {"a part of a compound", "fire", false, "a cease-fire", "a cease-«fire»"},
      {"numbers", "600000", false, "some 600,000 people", "some «600,000» people"},
      {"acronyms", "US", false, "The U.S. left", "The «U.S.» left"},
      {"capitals", "ISIS", false, "ISIS, not an isi", "«ISIS», not an isi"},
      {"words", "siege Daraya", false, "Daraya: the siege of Daraya",
       "«Daraya»: the «siege» of «Daraya»"},
      {"phrase", "cessation of hostilities", true,
       "A cessation of\nhostilities. Cessation. Hostilities of",
       "A «cessation of hostilities». Cessation. Hostilities of"},
      {"phrase with a compound", "ceasefire agreement", true,
       "the cease-fire agreement, the ceasefire peace agreement",
       "the «cease-fire agreement», the ceasefire peace agreement"},
      {"phrase of parts", "cease fire agreement", true, "the cease-fire agreement",
       "the «cease-fire agreement»"},
  };
  auto analyzer = news_analyzer();
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    Highlighter highlighter(analyzer, patterns_of(analyzer, row.query, row.as_phrase));
    CHECK(with_marks(highlighter.title(row.text, "en")) == row.marked);
    CHECK(with_marks(highlighter.passage(row.text, "en", 400)) == row.marked);
  }
}

TEST_CASE("title patterns leave the body alone") {
  auto analyzer = news_analyzer();
  auto patterns = patterns_of(analyzer, "Syria", false);
  patterns.front().where = Pattern::Where::title;
  Highlighter highlighter(analyzer, patterns);
  CHECK(with_marks(highlighter.title("Syria talks", "en")) == "«Syria» talks");
  CHECK(with_marks(highlighter.passage("Syria talks", "en", 100)) == "Syria talks");
}

TEST_CASE("Chinese and Thai passages are cut between words") {
  auto analyzer = news_analyzer();
  Highlighter highlighter(analyzer, patterns_of(analyzer, "停火", false));
  std::string text;
  for (int i = 0; i < 10; ++i) text += "叙利亚政府军昨天撤离大马士革郊区，";
  const std::string passage = with_marks(highlighter.passage(text + "双方同意停火", "zh", 20));
  CAPTURE(passage);
  CHECK(passage.starts_with("… "));
  CHECK(passage.ends_with("双方同意«停火»"));
}

TEST_CASE("a body of a megabyte is highlighted as a short one is") {
  auto analyzer = news_analyzer();
  Highlighter highlighter(analyzer, patterns_of(analyzer, "siege of Daraya", false));
  std::string body;
  while (body.size() < 1'000'000) body += "The siege of a town went on. ";
  body += "The siege of Daraya ended.";
  CHECK(with_marks(highlighter.passage(body, "en", 40)) == "The «siege» «of» «Daraya» ended.");
}

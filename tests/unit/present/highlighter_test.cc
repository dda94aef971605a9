#include "present/highlighter.h"

#include <doctest/doctest.h>

#include "base/utf8.h"
#include "support/counting_clock.h"

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
std::vector<search::HighlightTerm> patterns_of(analysis::Analyzer& analyzer, std::string_view query,
                                               bool as_phrase) {
  std::vector<search::HighlightTerm> patterns;
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
      {"capitals", "ISIS", false, "ISIS, and an isi", "«ISIS», and an «isi»"},
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

TEST_CASE("of a title that is no headline the start is shown and looked at") {
  auto analyzer = news_analyzer();
  const auto patterns = patterns_of(analyzer, "siege", false);
  std::string words = "siege";
  while (words.size() < kMaxTitleBytes - 6) words += " siege";
  const std::size_t count = words.size() / 6 + 1;
  words.resize(kMaxTitleBytes, '.');
  const auto whole = Highlighter(analyzer, patterns).title(words, "en");
  CHECK(whole.text == words);
  CHECK(whole.marks.size() == count);
  struct Row {
    const char* name;
    std::string unit;
  };
  const Row kRows[] = {{"words", "siege "}, {"no blanks", "双方"}, {"lines", "siege\n\n"}};
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    std::string title;
    while (title.size() < 2'000'000) title += row.unit;
    testing::CountingClock counting;
    const CancellationToken never({}, counting.deadline_never(), testing::CountingClock::now);
    const auto shown = Highlighter(analyzer, patterns, &never).title(title, "en");
    CHECK_FALSE(shown.is_partial);
    CHECK(counting.questions() < 200);
    CHECK(shown.text.size() > kMaxTitleBytes / 3);
    CHECK(shown.text.size() <= kMaxTitleBytes + 4);
    CHECK(shown.text.ends_with(" …"));
    CHECK(is_valid_utf8(shown.text));
    CHECK(shown.marks.empty() == (row.unit == "双方"));
    CHECK(unmarked_title(title).text == shown.text);
    testing::CountingClock clock;
    const CancellationToken late({}, clock.deadline_at(1), testing::CountingClock::now);
    const auto cut = Highlighter(analyzer, patterns, &late).title(title, "en");
    CHECK(cut.is_partial == late.timed_out());
    CHECK((cut.is_partial || cut.marks == shown.marks));
    if (row.unit == "siege ") CHECK(cut.is_partial);
    CHECK(cut.text == shown.text);
  }
}

TEST_CASE("title patterns leave the body alone") {
  auto analyzer = news_analyzer();
  auto patterns = patterns_of(analyzer, "Syria", false);
  patterns.front().scope = search::FieldScope::title;
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
  CHECK(with_marks(highlighter.passage(body, "en", 40)) == "… The «siege» «of» «Daraya» ended.");
}

TEST_CASE("a passage is chosen from what was looked at when the time was over") {
  auto analyzer = news_analyzer();
  std::string one_line, lines, words;
  for (int i = 0; i < 40'000; ++i) {
    one_line += "Nothing was said about it then, and " + std::to_string(i) + " waited. ";
    lines += "A line.\n";
    if (i % 1'000 == 999) one_line += "The siege of Daraya ended. ";
    words += "siege ";
  }
  const std::string chinese = [] {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "双方";
    return text + "停火";
  }();
  struct Row {
    const char* name;
    const std::string& body;
    const std::string query;
    bool as_phrase;
    std::size_t least_questions;  // of the whole
  };
  std::string long_phrase;
  for (int i = 0; i < 100; ++i) long_phrase += "siege ";
  const Row kRows[] = {
      {"one line", one_line, "siege Daraya", false, one_line.size() / 65'536},
      {"short lines", lines, "siege", false, lines.size() / 65'536},
      {"many matches", words, "siege", false, words.size() / 65'536},
      {"a long phrase", words, long_phrase, true, 40'000ul * 100 / 65'536},
      {"no blanks", chinese, "停火", false, chinese.size() / 65'536},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const auto patterns = patterns_of(analyzer, row.query, row.as_phrase);
    const auto whole = Highlighter(analyzer, patterns).passage(row.body, "en", 100);
    CHECK_FALSE(whole.is_partial);
    bool was_partial = true;
    for (std::uint64_t question = 1; was_partial; question = question * 3 / 2 + 1) {
      CAPTURE(question);
      testing::CountingClock clock;
      const CancellationToken late({}, clock.deadline_at(question), testing::CountingClock::now);
      Highlighter highlighter(analyzer, patterns, &late);
      const auto passage = highlighter.passage(row.body, "en", 100);
      was_partial = passage.is_partial;
      CHECK(passage.is_partial == late.timed_out());
      CHECK(clock.questions() <= question);  // no second one: little was left to do
      if (!was_partial) {
        CHECK(with_marks(passage) == with_marks(whole));
        CHECK(clock.questions() >= row.least_questions);
      }
      CHECK_FALSE(passage.text.empty());
      CHECK(passage.text.size() < 600);
      for (const Mark& mark : passage.marks) CHECK(mark.end <= passage.text.size());
    }
  }
}

TEST_CASE("a passage of a part is one that can be shown") {
  auto analyzer = news_analyzer();
  std::string body;
  for (int i = 0; i < 20'000; ++i) body += "Nothing was said about it then. ";
  body += "The siege of Daraya ended. ";
  for (int i = 0; i < 20'000; ++i) body += "Nothing was said about it then. ";
  const auto patterns = patterns_of(analyzer, "siege Daraya", false);
  // The deadline passes when all of the body was analysed, and sentences are looked for.
  testing::CountingClock counting;
  const CancellationToken never({}, counting.deadline_never(), testing::CountingClock::now);
  const auto whole = Highlighter(analyzer, patterns, &never).passage(body, "en", 40);
  CHECK_FALSE(whole.is_partial);
  const std::uint64_t all = counting.questions();
  testing::CountingClock clock;
  const CancellationToken late({}, clock.deadline_at(all - 2), testing::CountingClock::now);
  const auto passage = Highlighter(analyzer, patterns, &late).passage(body, "en", 40);
  CHECK(passage.is_partial);
  CHECK(with_marks(passage) == with_marks(whole));
  CHECK(with_marks(passage) == "… The «siege» of «Daraya» ended. Nothing was …");
}

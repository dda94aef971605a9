#include "present/passage.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "base/utf8.h"
#include "present/passage_score.h"
#include "support/counting_clock.h"

using namespace newsidx;
using namespace newsidx::present;

namespace {

// Matches of words by their letters: pattern i is words[i].
PatternMatcher::Matches find(std::string_view text, const std::vector<std::string>& words) {
  PatternMatcher::Matches matches;
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    for (std::size_t at = text.find(words[i]); at != std::string_view::npos;
         at = text.find(words[i], at + 1)) {
      const auto begin = static_cast<std::uint32_t>(at);
      matches.of_patterns.push_back(
          {begin, begin + static_cast<std::uint32_t>(words[i].size()), i});
    }
  }
  std::ranges::sort(matches.of_patterns, {}, &TextMatch::begin);
  return matches;
}

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

std::string passage_of(std::string_view text, const std::vector<std::string>& words,
                       std::uint32_t max_chars) {
  const std::vector<float> weights(words.size(), 1);
  return with_marks(best_passage(text, find(text, words), weights, max_chars));
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("passages are cut at words, from the best place") {
  const std::string filler = repeated("Nothing was said about it. ", 10);
  struct Row {
    std::string name;
    std::string text;
    std::vector<std::string> words;
    std::uint32_t max_chars;
    std::string passage;
  };
  const Row kRows[] = {
      {"empty", "", {"zzz"}, 40, ""},
      {"blanks", " \n ", {"zzz"}, 40, ""},
      {"all fits", "A siege ended.", {"siege"}, 40, "A «siege» ended."},
      {"nothing matches",
       "One two three four five six seven.",
       {"zzz"},
       20,
       "One two three four …"},
      {"blanks around", "  One\n\n two \t three ", {"two"}, 40, "One «two» three"},
      {"a later sentence",
       filler + "The siege ended in May.\n",
       {"siege"},
       40,
       "… The «siege» ended in May."},
      {"text is left out behind",
       filler + "The siege ended in May. " + filler,
       {"siege"},
       40,
       "… The «siege» ended in May. Nothing was said …"},
      {"inside a long sentence",
       repeated("so ", 40) + "the siege went on and on and on",
       {"siege"},
       24,
       "… the «siege» went on and on …"},
      {"earliest of equals",
       "A b one. " + filler + "A b two. " + filler,
       {"b"},
       20,
       "A «b» one. Nothing was …"},
      {"two words before one",
       filler + "A siege. " + filler + "The siege of Homs. ",
       {"siege", "Homs"},
       30,
       "… The «siege» of «Homs»."},
      {"two words before two of one",
       "A siege, a siege. " + filler + "The siege of Homs. ",
       {"siege", "Homs"},
       30,
       "… The «siege» of «Homs»."},
      {"closer words",
       "Homs saw no war and no siege. " + filler + "The siege of Homs ended. ",
       {"siege", "Homs"},
       30,
       "… The «siege» of «Homs» ended."},
      {"part of a word", "One two anti-siege three", {"siege"}, 40, "One two anti-«siege» three"},
      {"no word is split in front",
       repeated("x", 50) + "-siege, and so on, and on",
       {"siege"},
       20,
       "… «siege», and so on, …"},
      {"one endless word", repeated("x", 50), {"y"}, 20, "xxxxxxxxxxxxxxxxxxxx …"},
      {"characters, not bytes",
       repeated("é", 19) + " siege.",
       {"é"},
       30,
       "«é»«é»«é»«é»«é»«é»«é»«é»«é»«é»«é»«é»«é»«é»«é»«é»«é»«é»«é» siege."},
      {"too few characters asked for",
       "One two three four five six",
       {"zzz"},
       0,
       "One two three four …"},
      {"a phrase longer than the passage",
       "It is " + repeated("very ", 20) + "long",
       {repeated("very ", 19) + "very"},
       20,
       "… «very very very very» …"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(passage_of(row.text, row.words, row.max_chars) == row.passage);
  }
}

TEST_CASE("passages are not spent on bylines, datelines and credits") {
  const std::string filler = repeated("Nothing was said about it. ", 10);
  struct Row {
    std::string name;
    std::string text;
    std::vector<std::string> words;
    std::string passage;
  };
  const Row kRows[] = {
      {"dateline", "LONDON, Aug 27 (Reuters) - Oil rose.", {"zzz"}, "… Oil rose."},
      {"dateline of a match",
       "LONDON (Reuters) - Oil rose in LONDON.",
       {"LONDON"},
       "… Oil rose in «LONDON»."},
      {"dateline in capitals", "WASHINGTON — Oil rose.", {"Oil"}, "… «Oil» rose."},
      {"a state", "TULSA, Okla., June 3 -- Oil rose.", {"Oil"}, "… «Oil» rose."},
      {"byline", "By Jane Doe and John Smith\nOil rose.", {"Oil"}, "… «Oil» rose."},
      {"byline with its agency",
       "By JANE DOE\nAssociated Press Writer\n\nNEW YORK (AP) - Oil rose.",
       {"Oil"},
       "… «Oil» rose."},
      {"Arabic", "لندن (رويترز) - ارتفع النفط.", {"النفط"}, "… ارتفع «النفط»."},
      {"Chinese", "新华社北京8月27日电（记者张三）油价上涨。", {"油价"}, "… «油价»上涨。"},
      {"credit behind",
       "Oil rose. (Reporting by Ann Oil; editing by Bob)",
       {"Oil"},
       "«Oil» rose. …"},
      {"credit on its line",
       filler + "Oil rose.\n\nReporting by Ann Oil; Editing by Bob\n",
       {"Oil"},
       "… Nothing was said about it. «Oil» rose. …"},
      {"Chinese credit", "油价上涨。（编辑 张三）", {"油价"}, "«油价»上涨。 …"},
      {"no match: the first sentence", "By Jane Doe\nPARIS (AFP) - Oil rose.", {}, "… Oil rose."},
      {"credits alone match",
       "Oil rose. (Reporting by Ann Lee)",
       {"Lee"},
       "Oil rose. (Reporting by Ann «Lee»)"},
      {"credits are all there is", "By Jane Doe", {"Jane"}, "By «Jane» Doe"},
      {"a sentence with By",
       "By Monday Oil rose again to a new high.",
       {"Oil"},
       "By Monday «Oil» rose again to a new high."},
      {"a sentence on reporting",
       "Reporting by the BBC found Oil. It rose.",
       {"Oil"},
       "Reporting by the BBC found «Oil». It rose."},
      {"capitals before an aside",
       "NATO -- the alliance -- has Oil.",
       {"Oil"},
       "NATO -- the alliance -- has «Oil»."},
      {"a line of capitals",
       "OIL RISES - ANALYSTS EXPECT MORE",
       {"OIL"},
       "«OIL» RISES - ANALYSTS EXPECT MORE"},
      {"a sentence with a dash",
       "Oil - of all things - rose.",
       {"rose"},
       "Oil - of all things - «rose»."},
      {"brackets of another kind",
       "The ministry (MFA) said Oil rose.",
       {"Oil"},
       "The ministry (MFA) said «Oil» rose."},
      {"capitals without a place", "AC/DC-style Oil rose.", {"Oil"}, "AC/DC-style «Oil» rose."},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(passage_of(row.text, row.words, 40) == row.passage);
  }
}

TEST_CASE("heavier words win") {
  const std::string text = "Common one. " + repeated("Filler here. ", 10) + "A rare one.";
  const auto matches = find(text, {"Common", "rare"});
  CHECK(best_passage(text, matches, {1, 3}, 20).text == "… A rare one.");
  CHECK(best_passage(text, matches, {3, 1}, 20).text == "Common one. Filler …");
  CHECK(best_passage(text, matches, {0, -1}, 20).text == "Common one. Filler …");
}

TEST_CASE("text without blanks is cut between tokens") {
  const std::string text = repeated("大马士革郊区", 10);  // tokens of two characters
  PatternMatcher::Matches matches;
  for (std::uint32_t at = 0; at < text.size(); at += 6) matches.token_begins.push_back(at);
  matches.of_patterns = {{96, 102, 0}};
  const auto passage = best_passage(text, matches, {1}, 21);
  CHECK(with_marks(passage) == "… 郊区大马«士革»郊区大马士革郊区大马士革郊区 …");
}

TEST_CASE("marks are merged when they overlap, not when they touch") {
  struct Row {
    std::vector<TextMatch> matches;
    std::vector<Mark> marks;
  };
  const Row kRows[] = {
      {{{0, 2, 0}, {2, 4, 1}}, {{0, 2}, {2, 4}}},
      {{{0, 3, 0}, {2, 4, 1}}, {{0, 4}}},
      {{{0, 5, 0}, {1, 2, 1}, {4, 6, 1}}, {{0, 6}}},
      {{{0, 2, 0}, {0, 2, 1}}, {{0, 2}}},
      {{{5, 6, 0}}, {{5, 6}}},
  };
  for (const Row& row : kRows) CHECK(one_line("abcdef", 0, 6, row.matches).marks == row.marks);
}

TEST_CASE("marks move with the text when blanks are dropped") {
  CHECK(with_marks(one_line(" ab\n\n cd  ef ", 0, 13, {{1, 3, 0}, {6, 12, 0}})) == "«ab» «cd ef»");
}

TEST_CASE("characters are counted from any byte") {
  const std::string text = repeated("aé€😀", 30);
  const CharIndex chars(text);
  std::uint32_t expected = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool begins = at == text.size() || (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80;
    if (begins) CHECK(chars.before(static_cast<std::uint32_t>(at)) == expected++);
  }
  CHECK(expected == 121);
}

TEST_CASE("to count the characters of a long text asks for the time") {
  const std::string text(1'000'000, 'a');
  testing::CountingClock counting;
  const CancellationToken never({}, counting.deadline_never(), testing::CountingClock::now);
  PacedCancellation pace(never);
  CHECK(CharIndex(text, &pace).before(1'000'000) == 1'000'000);
  CHECK(counting.questions() >= text.size() / PacedCancellation::kWorkPerQuestion);
  testing::CountingClock clock;
  const CancellationToken late({}, clock.deadline_at(1), testing::CountingClock::now);
  PacedCancellation over(late);
  const CharIndex cut(text, &over);
  CHECK(over.is_over());
  CHECK(clock.questions() == 1);
}

TEST_CASE("random passages keep their promises") {
  constexpr unsigned kSeed = 27;
  MESSAGE("seed " << kSeed);
  std::mt19937 random(kSeed);
  const std::vector<std::string> pieces = {"siege", "Homs", "a",  "of", "the", "né",   "大",
                                           ". ",    "\n",   ", ", "— ", "“",   "U.S. "};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = random() % 120; i > 0; --i) {
      text += pieces[random() % pieces.size()];
      if (random() % 5 != 0) text += ' ';
    }
    CAPTURE(text);
    const auto matches = find(text, {"siege", "Homs"});
    const std::uint32_t max_chars = 20 + static_cast<std::uint32_t>(random() % 100);
    const MarkedText passage = best_passage(text, matches, {1, 1}, max_chars);
    CHECK(is_valid_utf8(passage.text));
    CHECK(passage.text.find('\n') == std::string::npos);
    CHECK(CharIndex(passage.text).before(static_cast<std::uint32_t>(passage.text.size())) <=
          max_chars + max_chars / 4 + 4);
    CHECK(passage.marks.empty() == matches.of_patterns.empty());
    for (const Mark& mark : passage.marks) {
      const std::string marked = passage.text.substr(mark.begin, mark.end - mark.begin);
      CHECK((marked == "siege" || marked == "Homs"));
    }
  }
}

#include "analysis/plain_analyzer.h"

#include <doctest/doctest.h>

#include "unit/analysis/token_text.h"

using namespace newsidx::analysis;

TEST_CASE("plain analysis gives lower-case runs of letters and digits") {
  struct Row {
    std::string name;
    std::string text;
    std::string tokens;
    std::string written;
  };
  const Row kRows[] = {
      {"empty", "", "", ""},
      {"separators only", " -- \t\n", "", ""},
      {"words", "Attacks on Raqqa", "attacks on raqqa", "[Attacks] [on] [Raqqa]"},
      {"no acronyms", "U.S. ISIS", "u s isis", "[U] [S] [ISIS]"},
      {"no apostrophes", "Syria's’s", "syria s s", "[Syria] [s] [s]"},
      {"no joining", "cease-fire_G20", "cease fire g20", "[cease] [fire] [G20]"},
      {"no digit groups", "100,000.5", "100 000 5", "[100] [000] [5]"},
      {"letters beyond ASCII", "Erdoğan ÉTÉ Йод", "erdoğan été йод", "[Erdoğan] [ÉTÉ] [Йод]"},
      {"marks belong to words", "e\u0301t दिल्ली", "e\u0301t दिल्ली", "[e\u0301t] [दिल्ली]"},
      {"decimal digits of any script", "٣٤ ½", "٣٤", "[٣٤]"},
      {"newspaper punctuation", "“war”—peace", "war peace", "[war] [peace]"},
      {"no segmentation", "日本の首相。", "日本の首相", "[日本の首相]"},
      {"ill-formed bytes separate",
       "a\xff"
       "b\xe2\x80"
       "c",
       "a b c", "[a] [b] [c]"},
      {"more than a cached key", std::string(70, 'A'), std::string(70, 'a'),
       "[" + std::string(70, 'A') + "]"},
      {"cut at 255 bytes", std::string(300, 'x'), std::string(255, 'x'),
       "[" + std::string(300, 'x') + "]"},
  };
  Analyzer analyzer = make_analyzer({.kind = AnalyzerKind::plain, .language = "english"});
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    for (int pass = 0; pass < 2; ++pass) {
      const auto tokens = analyze(analyzer, row.text, "en");
      CHECK(to_text(tokens) == row.tokens);
      CHECK(written(row.text, tokens) == row.written);
      for (const KeptToken& token : tokens) CHECK(token.surface == token.term);
    }
  }
}

TEST_CASE("plain analysis cuts long words between code points") {
  std::string text;
  for (int letter = 0; letter < 200; ++letter) text += "я";
  Analyzer analyzer = make_analyzer({.kind = AnalyzerKind::plain, .language = "english"});
  const auto tokens = analyze(analyzer, text);
  REQUIRE(tokens.size() == 1);
  CHECK(tokens[0].term == text.substr(0, 254));
}

TEST_CASE("a full table gives words without numbers, and the same terms") {
  PlainAnalyzer analyzer({.runs = 4, .words = 3});
  TokenKeeper keeper;
  for (int pass = 0; pass < 2; ++pass) analyzer.analyze("a b c d e D", keeper);
  CHECK(to_text(std::vector(keeper.tokens.begin() + 6, keeper.tokens.end())) == "a b c d e d");
  const std::vector<std::uint32_t> numbers(keeper.words.begin() + 6, keeper.words.end());
  const std::uint32_t none = Token::kNoWord;
  CHECK(numbers == std::vector<std::uint32_t>{0, 1, 2, none, none, none});
}

// No input breaks the analyser: what it says of any bytes keeps the promises of analyzer.h.
#include <doctest/doctest.h>

#include <random>

#include "base/utf8.h"
#include "unit/analysis/token_text.h"

using namespace newsidx;
using namespace newsidx::analysis;

TEST_CASE("ill-formed UTF-8 separates words") {
  Analyzer analyzer = make_analyzer();
  struct Row {
    std::string name;
    std::string text;
    const char* tokens;
  };
  const Row kRows[] = {
      {"Latin-1", "caf\xe9 bar", "caf bar"},
      {"in a word",
       "a\xff"
       "b",
       "a b"},
      {"cut at the end", "abc\xe2\x82", "abc"},
      {"cut apostrophe", "Syria\xe2\x80s", "syria s"},
      {"surrogate", "a\xed\xa0\x80z", "a z"},
      {"NUL", std::string("a\0b", 3), "a b"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(to_text(analyze(analyzer, row.text)) == row.tokens);
  }
}

TEST_CASE("random bytes") {
  const std::uint64_t kSeed = 7;
  CAPTURE(kSeed);
  std::mt19937_64 random(kSeed);
  Analyzer news = make_analyzer();
  Analyzer plain = make_analyzer({.kind = AnalyzerKind::plain, .language = "english"});
  for (int round = 0; round < 3000; ++round) {
    std::string text(random() % 200, '\0');
    for (char& byte : text) byte = static_cast<char>(random());
    for (const KeptToken& token : analyze(news, text, round % 2 == 0 ? "en" : "ar")) {
      if (!is_valid_utf8(token.term) || !is_valid_utf8(token.surface)) FAIL("term is not UTF-8");
    }
    analyze(plain, text);
    for (const QueryWord& word : analyze_query(news, text, {"english", "russian"}, false)) {
      if (word.alternatives.empty() || word.end > text.size()) FAIL("bad query word");
    }
    (void)fold({}, text);
  }
}

TEST_CASE("long words are cut, not refused") {
  Analyzer analyzer = make_analyzer();
  const std::size_t kMegabyte = std::size_t{1} << 20;
  SUBCASE("ASCII") {
    const std::string text(300, 'x');
    const auto tokens = analyze(analyzer, text);
    REQUIRE(tokens.size() == 1);
    CHECK(tokens[0].surface == std::string(255, 'x'));
    CHECK(tokens[0].end == 300);
  }
  SUBCASE("between code points") {
    std::string text;
    for (int letter = 0; letter < 300; ++letter) text += "я";
    const auto tokens = analyze(analyzer, text, "none");
    REQUIRE(tokens.size() == 1);
    CHECK(tokens[0].surface == text.substr(0, 254));
  }
  SUBCASE("a megabyte without a blank") {
    const auto tokens = analyze(analyzer, std::string(kMegabyte, 'x'));
    CHECK(tokens.size() == 16);  // analysed in parts of 64 KiB
    CHECK(tokens.back().end == kMegabyte);
  }
  SUBCASE("a megabyte of Chinese") {
    std::string text;
    while (text.size() < kMegabyte) text += "中";
    CHECK(analyze(analyzer, text, "zh").back().end == text.size());
  }
  SUBCASE("a megabyte of hyphens and letters") {
    std::string text;
    while (text.size() < kMegabyte) text += "ab-";
    CHECK(analyze(analyzer, text).back().end == text.size() - 1);
  }
  SUBCASE("a megabyte of continuation bytes") {
    CHECK(analyze(analyzer, std::string(kMegabyte, '\x80')).empty());
  }
  SUBCASE("a megabyte of combining marks") {
    std::string text = "a";
    while (text.size() < kMegabyte) text += "\u0301";
    CHECK(analyze(analyzer, text)[0].term == "a");
  }
}

TEST_CASE("words of which nothing is left are no tokens") {
  Analyzer analyzer = make_analyzer();
  CHECK(analyze(analyzer, "\u0640").empty());  // tatweel
  CHECK(to_text(analyze(analyzer, "a \u0640 b")) == "a b");
}

TEST_CASE("a text without a blank is given up on while its end is looked for") {
  class Impatient final : public TokenKeeper {
   public:
    explicit Impatient(int questions) : questions_(questions) {}
    bool wants_more() override { return questions_-- > 0; }

   private:
    int questions_;
  };
  std::string compounds;
  while (compounds.size() < 1'000'000) compounds += "ab-";
  std::string chinese;
  while (chinese.size() < 1'000'000) chinese += "双方";
  Analyzer analyzer = make_analyzer();
  for (const std::string& text : {compounds, chinese}) {
    CAPTURE(text.substr(0, 6));
    Impatient sink(20);
    analyzer.analyze("oil " + text, "en", sink);
    CHECK(sink.tokens.size() == 1);
    const auto whole = analyze(analyzer, "oil " + text);  // as if nobody had asked
    CHECK(whole.size() > 100'000);
    CHECK(whole.back().end > text.size());
  }
}

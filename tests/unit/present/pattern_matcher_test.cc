#include "present/pattern_matcher.h"

#include <doctest/doctest.h>

#include "support/counting_clock.h"

using namespace newsidx;
using namespace newsidx::present;
using analysis::QueryTerm;
using analysis::QueryWord;
using analysis::TermKind;
using analysis::TermSequence;

namespace {

analysis::Analyzer make_analyzer(analysis::AnalyzerKind kind) {
  return *analysis::Analyzer::create({kind, "english"});
}

// Words of a slot: alternatives are parted by "/", the terms of a sequence by "+".
QueryWord slot(std::string_view text) {
  QueryWord word;
  word.alternatives.emplace_back();
  std::string term;
  const auto end_term = [&] {
    word.alternatives.back().push_back({term, TermKind::word});
    term.clear();
  };
  for (const char c : text) {
    if (c == '+' || c == '/') {
      end_term();
      if (c == '/') word.alternatives.emplace_back();
    } else {
      term += c;
    }
  }
  end_term();
  return word;
}

search::HighlightTerm pattern(const std::vector<std::string>& slots,
                              search::FieldScope where = search::FieldScope::text) {
  search::HighlightTerm result;
  for (const std::string& text : slots) result.slots.push_back(slot(text));
  result.scope = where;
  return result;
}

// What is matched, each as "number:text".
std::vector<std::string> matched(const std::vector<search::HighlightTerm>& patterns,
                                 std::string_view text,
                                 analysis::AnalyzerKind kind = analysis::AnalyzerKind::plain,
                                 PatternMatcher::Part part = PatternMatcher::Part::body) {
  auto analyzer = make_analyzer(kind);
  const auto matches = PatternMatcher(patterns).match(analyzer, text, "en", part);
  std::vector<std::string> texts;
  for (const TextMatch& o : matches.of_patterns) {
    texts.push_back(std::to_string(o.pattern) + ":" +
                    std::string(text.substr(o.begin, o.end - o.begin)));
  }
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("words match wherever they stand") {
  CHECK(matched({pattern({"a"})}, "A b a, ab") == Texts{"0:A", "0:a"});
  CHECK(matched({pattern({"a"}), pattern({"b/c"})}, "a b c") == Texts{"0:a", "1:b", "1:c"});
  CHECK(matched({pattern({"x"})}, "a b") == Texts{});
  CHECK(matched({}, "a b") == Texts{});
  CHECK(matched({search::HighlightTerm{}}, "a b") == Texts{});
  CHECK(matched({pattern({"a"}), pattern({"a"})}, "a") == Texts{"0:a", "1:a"});
}

TEST_CASE("phrases match words in a row only") {
  struct Row {
    std::string name;
    Texts slots;
    std::string text;
    Texts texts;
  };
  const Row kRows[] = {
      {"in a row", {"a", "b"}, "a b. b a x A, B", {"0:a b", "0:A, B"}},
      {"a word between", {"a", "b"}, "a x b", {}},
      {"at the end", {"a", "b"}, "b a", {}},
      {"three", {"a", "b", "c"}, "a b a b c", {"0:a b c"}},
      {"the same word", {"a", "a"}, "a a a", {"0:a a", "0:a a"}},
      {"alternatives", {"a/b", "c/d"}, "a c b d a b", {"0:a c", "0:b d"}},
      {"a sequence in a slot", {"a+b/ab", "c"}, "a b c ab c b c", {"0:a b c", "0:ab c"}},
      {"a sequence alone", {"a+b"}, "a b a", {"0:a b"}},
      {"different lengths", {"a/a+a", "b"}, "a a b", {"0:a a b", "0:a b"}},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(matched({pattern(row.slots)}, row.text) == row.texts);
  }
}

TEST_CASE("many ways to write each word do not multiply") {
  // 2^40 ways to read the text as this phrase, none of which ends in "b"
  const Texts slots(40, "a/a+a");
  Texts phrase = slots;
  phrase.push_back("b");
  std::string text;
  for (int i = 0; i < 200; ++i) text += "a ";
  CHECK(matched({pattern(phrase)}, text) == Texts{});
  CHECK(matched({pattern(slots)}, text).size() == 161);
}

TEST_CASE("title patterns match in titles only") {
  const std::vector<search::HighlightTerm> patterns = {pattern({"a"}, search::FieldScope::title),
                                                       pattern({"b"})};
  const auto kind = analysis::AnalyzerKind::plain;
  CHECK(matched(patterns, "a b", kind, PatternMatcher::Part::title) == Texts{"0:a", "1:b"});
  CHECK(matched(patterns, "a b", kind, PatternMatcher::Part::body) == Texts{"1:b"});
}

TEST_CASE("body patterns match in bodies only") {
  const std::vector<search::HighlightTerm> patterns = {
      pattern({"a", "b"}, search::FieldScope::body)};
  const auto kind = analysis::AnalyzerKind::plain;
  CHECK(matched(patterns, "a b", kind, PatternMatcher::Part::title) == Texts{});
  CHECK(matched(patterns, "a b", kind, PatternMatcher::Part::body) == Texts{"0:a b"});
}

TEST_CASE("the words of a text are read in time") {
  std::string text;
  while (text.size() < 2'000'000) text += "the siege went on ";
  const PatternMatcher matcher({pattern({"siege"})});
  for (const auto kind : {analysis::AnalyzerKind::plain, analysis::AnalyzerKind::news}) {
    auto analyzer = make_analyzer(kind);
    for (const std::uint64_t question : {1u, 3u}) {
      testing::CountingClock clock;
      const CancellationToken late({}, clock.deadline_at(question), testing::CountingClock::now);
      PacedCancellation pace(late);
      const auto cut = matcher.match(analyzer, text, "en", PatternMatcher::Part::body, &pace);
      CHECK(pace.is_over());
      CHECK_FALSE(cut.token_begins.empty());
      CHECK(cut.token_begins.back() < question * 128 * 1024);
    }
  }
}

TEST_CASE("a compound's joined form covers its parts") {
  const auto kind = analysis::AnalyzerKind::news;
  const char* text = "the cease-fire agreement";
  CHECK(matched({pattern({"ceasefir"})}, text, kind) == Texts{"0:cease-fire"});
  CHECK(matched({pattern({"fire"})}, text, kind) == Texts{"0:fire"});
  CHECK(matched({pattern({"ceasefir", "agreement"})}, text, kind) ==
        Texts{"0:cease-fire agreement"});
  CHECK(matched({pattern({"the", "ceasefir"})}, text, kind) == Texts{"0:the cease-fire"});
  CHECK(matched({pattern({"ceasefir", "fire"})}, text, kind) == Texts{});
}

TEST_CASE("the kind of a term is part of it") {
  search::HighlightTerm caps;
  caps.slots.emplace_back().alternatives = {{QueryTerm{"us", TermKind::caps}}};
  const auto kind = analysis::AnalyzerKind::news;
  CHECK(matched({caps}, "The US told us so", kind) == Texts{"0:US"});
}

#include "analysis/query_analyzer.h"

#include <doctest/doctest.h>

#include <utility>

namespace newsidx::analysis {
namespace {

QueryAnalyzer open(std::size_t max_pieces) {
  auto analyzer = Analyzer::create({});
  REQUIRE(analyzer);
  return {std::move(analyzer).value(), {}, {"english", "german"}, max_pieces};
}

std::vector<std::vector<TermSequence>> alternatives(const std::vector<QueryWord>& words) {
  std::vector<std::vector<TermSequence>> result;
  for (const QueryWord& word : words) result.push_back(word.alternatives);
  return result;
}

TEST_CASE("what is remembered is what the analyser says, also when it is forgotten in between") {
  QueryAnalyzer remembering = open(3);
  auto forgetful = Analyzer::create({});
  REQUIRE(forgetful);
  const char* const texts[] = {"WHO",
                               "who",
                               "cease-fire",
                               "",
                               "IL-6-deficient mice",
                               "WHO",
                               "peace",
                               "war",
                               "ISIS",
                               "—",
                               "a\xff"
                               "b",
                               "who",
                               "Kriege",
                               "WHO",
                               "peace"};
  for (int round = 0; round < 3; ++round) {
    for (const char* const text : texts) {
      for (const bool all_capitals : {false, true}) {
        CAPTURE(text);
        CAPTURE(all_capitals);
        CHECK(alternatives(*remembering.analyze(text, all_capitals)) ==
              alternatives(analyze_query(*forgetful, text, {"english", "german"}, all_capitals)));
      }
    }
  }
}

TEST_CASE("words outlive their being forgotten; a piece of any length is analysed") {
  QueryAnalyzer analyzer = open(1);
  const QueryWords kept = analyzer.analyze("agreement", false);
  for (const char* const other : {"one", "two", "three"}) {
    REQUIRE_FALSE(analyzer.analyze(other, false)->empty());
  }
  CHECK(kept->at(0).alternatives[0][0].term == "agreement");
  CHECK(analyzer.analyze("agreement", false) != kept);
  std::string many_words;
  for (int i = 0; i < 100; ++i) many_words += "agreement ";
  CHECK(analyzer.analyze(many_words, false)->size() == 100);
}

}  // namespace
}  // namespace newsidx::analysis

#include "analysis/query_analyzer.h"

#include <doctest/doctest.h>

#include <utility>

namespace newsidx::analysis {
namespace {

class Forgetting {
 public:
  explicit Forgetting(std::uint64_t memory_bytes)
      : budget(std::make_shared<MemoryBudget>(memory_bytes)),
        analyzer(made(), {}, languages, budget) {}

  QueryWords analyze(std::string_view text, bool all_capitals) {
    QueryWords words = analyzer.analyze(text, all_capitals);
    budget->make_room();
    analyzer.settle();
    return words;
  }

  static inline const std::vector<std::string> languages = {"english", "german"};
  std::shared_ptr<MemoryBudget> budget;
  QueryAnalyzer analyzer;

 private:
  static Analyzer made() {
    auto analyzer = Analyzer::create({});
    REQUIRE(analyzer);
    return std::move(analyzer).value();
  }
};

std::vector<std::vector<TermSequence>> alternatives(const std::vector<QueryWord>& words) {
  std::vector<std::vector<TermSequence>> result;
  for (const QueryWord& word : words) result.push_back(word.alternatives);
  return result;
}

TEST_CASE("what is remembered is what the analyser says, also when it is forgotten in between") {
  Forgetting remembering(30'000);
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
                               ("a\xff"
                                "b"),
                               "who",
                               "Kriege",
                               "WHO",
                               "peace"};
  for (int round = 0; round < 10; ++round) {
    for (const char* const text : texts) {
      for (const bool all_capitals : {false, true}) {
        CAPTURE(text);
        CAPTURE(all_capitals);
        CHECK(alternatives(*remembering.analyze(text, all_capitals)) ==
              alternatives(analyze_query(*forgetful, text, {"english", "german"}, all_capitals)));
      }
    }
  }
  CHECK(remembering.budget->generation() >= 1);
}

TEST_CASE("words outlive their being forgotten; a piece of any length is analysed") {
  Forgetting analyzer(50'000);
  const QueryWords kept = analyzer.analyze("agreement", false);
  CHECK(analyzer.analyze("agreement", false) == kept);
  for (int i = 0; i < 1'000; ++i) {
    REQUIRE_FALSE(analyzer.analyze("word" + std::to_string(i), i % 2 == 0)->empty());
    CHECK(analyzer.budget->used_bytes() <= analyzer.budget->limit_bytes());
  }
  CHECK(kept->at(0).alternatives[0][0].term == "agreement");
  CHECK(analyzer.analyze("agreement", false) != kept);
  std::string many_words;
  for (int i = 0; i < 100; ++i) many_words += "agreement ";
  CHECK(analyzer.analyze(many_words, false)->size() == 100);
}

}  // namespace
}  // namespace newsidx::analysis

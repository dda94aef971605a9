// Statistics of several indexes: what is refused. (That the answers are those of one index is
// tested in tests/model/parts_as_one_test.cc.)
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <optional>
#include <string>
#include <vector>

#include "support/temporary_folder.h"

using namespace newsidx;

namespace {

Index built(const std::string& path, const std::vector<std::string>& bodies,
            BuildOptions options = {}) {
  std::size_t number = 0;
  const auto next = [&]() -> std::optional<Article> {
    if (number == bodies.size()) return std::nullopt;
    Article article;
    article.id = std::to_string(number);
    article.body = bodies[number++];
    return article;
  };
  options.index_path = path;
  options.threads = 1;
  REQUIRE(build(next, options));
  return Index::open(path).value();
}

struct Fixture {
  testing::TemporaryFolder folder;
  Index first = built(folder.file("first"), {"oil prices rise", "a cease-fire in the north"});
  Index second = built(folder.file("second"), {"oil and gas", "oil again", "the fire will cease"});

  QueryStatistics sum_of(const std::string& query, SearchOptions options = {}) {
    QueryStatistics sum;
    while (!sum.is_complete()) {
      options.statistics = &sum;
      QueryStatistics round;
      round.add(first.statistics(query, options).value()).value();
      round.add(second.statistics(query, options).value()).value();
      sum.add(round).value();
    }
    return sum;
  }
};

ErrorCode code_of(const Result<Answer>& answer) { return answer.error().code; }

}  // namespace

TEST_CASE("statistics of the sum raise the scores of the rare, and words are of all indexes") {
  Fixture fixture;
  const QueryStatistics sum = fixture.sum_of("gas");
  const SearchOptions with_sum{.statistics = &sum};
  const auto answer = fixture.first.search("gas", with_sum);
  REQUIRE(answer);
  CHECK(answer->hits.empty());
  CHECK(answer->total == 0);
  const auto explanation = fixture.first.explain("gas", "0", with_sum);
  REQUIRE(explanation);
  CHECK_FALSE(explanation->matched);
  CHECK(explanation->details.empty());  // no "no article has 'gas'"
  const auto found = fixture.second.search("gas", with_sum);
  REQUIRE(found);
  REQUIRE(found->hits.size() == 1);
  CHECK(found->hits[0].snippet.marked("[", "]") == "oil and [gas]");
  CHECK(found->hits[0].score > fixture.second.search("gas")->hits[0].score);
}

TEST_CASE("a compound is looked for by its parts only where no index has it in one piece") {
  Fixture fixture;
  CHECK(fixture.second.count("cease-fire").value() == 1);
  const QueryStatistics sum = fixture.sum_of("cease-fire");
  const SearchOptions with_sum{.statistics = &sum};
  CHECK(fixture.first.count("cease-fire", with_sum).value() == 1);
  CHECK(fixture.second.count("cease-fire", with_sum).value() == 0);
}

TEST_CASE("statistics are refused that do not fit") {
  Fixture fixture;
  const QueryStatistics sum = fixture.sum_of("oil");
  const QueryStatistics empty;
  CHECK_FALSE(empty.is_complete());
  CHECK(code_of(fixture.first.search("oil", {.statistics = &empty})) ==
        ErrorCode::invalid_argument);
  CHECK(code_of(fixture.first.search("gas", {.statistics = &sum})) == ErrorCode::invalid_argument);
  CHECK(code_of(fixture.first.search("oil", {.require_all = true, .statistics = &sum})) ==
        ErrorCode::invalid_argument);
  CHECK(fixture.first.statistics("gas", {.statistics = &sum}).error().code ==
        ErrorCode::invalid_argument);
  const QueryStatistics partial = fixture.first.statistics("cease-fire").value();
  CHECK_FALSE(partial.is_complete());
  CHECK(code_of(fixture.first.search("cease-fire", {.statistics = &partial})) ==
        ErrorCode::invalid_argument);

  QueryStatistics mixed = sum;
  CHECK(mixed.add(fixture.first.statistics("gas").value()).error().code ==
        ErrorCode::invalid_argument);
  const Index plain = built(fixture.folder.file("plain"), {"oil"}, {.analyzer = "plain"});
  CHECK(mixed.add(plain.statistics("oil").value()).error().code == ErrorCode::invalid_argument);
  CHECK(code_of(plain.search("oil", {.statistics = &sum})) == ErrorCode::invalid_argument);
  CHECK(fixture.first.search("oil", {.statistics = &sum}));

  CHECK(fixture.first.statistics("a OR -b").error().code == ErrorCode::parse);
  std::stop_source stop;
  stop.request_stop();
  CHECK(fixture.first.statistics("oil", {.stop = stop.get_token()}).error().code ==
        ErrorCode::cancelled);
  CHECK(fixture.first.statistics("oil", {.timeout = std::chrono::microseconds(0)}).error().code ==
        ErrorCode::timed_out);
}

TEST_CASE("statistics go over bytes") {
  Fixture fixture;
  const QueryStatistics sum = fixture.sum_of("oil pri*");
  const auto again = QueryStatistics::from_bytes(sum.to_bytes());
  REQUIRE(again);
  CHECK(again->is_complete());
  CHECK(again->to_bytes() == sum.to_bytes());
  CHECK(fixture.first.search("oil pri*", {.statistics = &*again})->hits.size() == 1);
  CHECK(QueryStatistics::from_bytes("oil").error().code == ErrorCode::corruption);
  const auto empty = QueryStatistics::from_bytes(QueryStatistics().to_bytes());
  REQUIRE(empty);
  CHECK_FALSE(empty->is_complete());
}

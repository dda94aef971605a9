// brute_force/brute_force_test.cc: the oracle against answers worked out by hand.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cmath>
#include <fstream>

#include "common/query.h"
#include "document_lengths.h"
#include "exact_answers.h"
#include "support/temporary_folder.h"
#include "token_table.h"

namespace newsidx::bench {
namespace {

// Four articles of 5, 2, 4 and 1 tokens: 3 on average.
TokenTable small_table() {
  const testing::TemporaryFolder folder;
  std::ofstream(folder.file("corpus.jsonl")) << R"({"id":"0","text":"oil price oil price oil"}
{"id":"1","text":"price war"}
{"id":"2","text":"war oil oil price"}
{"id":"3","text":"peace"}
)";
  TokenTable table;
  table.load(folder.file("corpus.jsonl"));
  return table;
}

double idf(double document_frequency) {
  return std::log(1 + (4 - document_frequency + 0.5) / (document_frequency + 0.5));
}
double bm25(double weight, double frequency, double length) {
  return weight * frequency / (frequency + 1.2 * (0.25 + 0.75 * length / 3));
}

TEST_CASE("lengths are rounded as in Lucene's byte") {
  struct Row {
    std::uint32_t length;
    std::uint32_t quantised;
  };
  const Row kRows[] = {{0, 0},   {1, 1},   {23, 23},   {24, 24},    {39, 39},
                       {40, 40}, {41, 40}, {42, 42},   {55, 54},    {56, 56},
                       {59, 56}, {60, 60}, {500, 472}, {1000, 984}, {2147483647, 2013265944}};
  for (const Row& row : kRows) {
    CAPTURE(row.length);
    CHECK(quantised_length(row.length) == row.quantised);
  }
}

TEST_CASE("counts and scores are those of the definitions") {
  struct Row {
    std::string query;
    std::uint64_t count;
    std::uint32_t best;
    double score;
  };
  const double oil = idf(2);
  const double price = idf(3);
  const Row kRows[] = {
      {"oil", 2, 0, bm25(oil, 3, 5)},
      {"+oil +price", 2, 0, bm25(oil, 3, 5) + bm25(price, 2, 5)},
      {"oil peace", 3, 3, bm25(idf(1), 1, 1)},
      {"\"oil price\"", 2, 0, bm25(oil + price, 2, 5)},
      {"\"oil oil\"", 1, 2, bm25(oil + oil, 1, 4)},
      {"+price war", 3, 1, bm25(price, 1, 2) + bm25(idf(2), 1, 2)},
      {"+price -oil", 1, 1, bm25(price, 1, 2)},
  };
  const TokenTable table = small_table();
  std::vector<std::string> queries;
  for (const Row& row : kRows) queries.push_back(row.query);
  ExactAnswers answers(table, queries, Lengths::exact);
  for (const Row& row : kRows) {
    CAPTURE(row.query);
    const auto answer = answers.answer(row.query, 10);
    REQUIRE(answer);
    CHECK(answer->count == row.count);
    REQUIRE(answer->best.size() == row.count);
    CHECK(answer->best.front().document == row.best);
    CHECK(answer->best.front().score == doctest::Approx(row.score).epsilon(1e-12));
  }
}

TEST_CASE("what ties with the last of those wanted is there too") {
  const testing::TemporaryFolder folder;
  std::ofstream(folder.file("corpus.jsonl")) << R"({"id":"0","text":"oil war"}
{"id":"1","text":"oil oil"}
{"id":"2","text":"oil price"}
{"id":"3","text":"oil price war war"}
)";
  TokenTable table;
  table.load(folder.file("corpus.jsonl"));
  ExactAnswers answers(table, {"oil"}, Lengths::exact);
  CHECK(answers.answer("oil", 1)->best.size() == 1);
  CHECK(answers.answer("oil", 2)->best.size() == 3);
  CHECK(answers.answer("oil", 2)->count == 4);
}

TEST_CASE("words that no article has match nothing") {
  const TokenTable table = small_table();
  const std::vector<std::string> queries = {"gas", "+oil +gas", "\"oil gas\"", "+gas oil"};
  ExactAnswers answers(table, queries, Lengths::quantised);
  for (const std::string& query : queries) {
    CAPTURE(query);
    CHECK(answers.answer(query, 10)->count == 0);
  }
  CHECK(answers.answer("oil gas", 10)->count == 2);
}

TEST_CASE("the six kinds of queries are told apart, and others are none") {
  CHECK(parse_query("oil")->kind == QueryKind::term);
  CHECK(parse_query("+oil")->kind == QueryKind::term);
  CHECK(parse_query("\"oil\"")->kind == QueryKind::term);
  CHECK(parse_query("+oil +price")->kind == QueryKind::all);
  CHECK(parse_query("oil price war")->kind == QueryKind::any);
  CHECK(parse_query("\"oil price\"")->kind == QueryKind::phrase);
  CHECK(parse_query("+oil price war")->kind == QueryKind::mixed);
  CHECK(parse_query("+oil -price -war")->kind == QueryKind::negated);
  CHECK(parse_query("+oil -price")->words == std::vector<std::string_view>{"oil", "price"});
  for (const char* other : {"", " ", "-oil", "oil -price", "oil +price", "+oil +price war", "\"oil",
                            "\"\"", "+", "+oil \"price war\"", "+oil price -war"}) {
    CAPTURE(other);
    CHECK(!parse_query(other));
  }
}

}  // namespace
}  // namespace newsidx::bench

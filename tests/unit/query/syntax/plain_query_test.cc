#include "query/syntax/plain_query.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/random_news.h"

namespace newsidx::query {
namespace {

// With all that a tree has, and what was said of the query.
std::string told(std::string_view query, DefaultOperator default_operator) {
  Remarks remarks;
  const auto tree = parse(query, {.default_operator = default_operator}, remarks);
  if (!tree) return tree.error().message;
  std::string text = to_string(*tree);
  const auto place = [&text](const Place& of) {
    text += " " + std::to_string(of.begin) + "-" + std::to_string(of.end);
  };
  place(tree->place);
  for (const SyntaxClause& clause : tree->clauses()) place(clause.node.place);
  if (tree->as<BooleanSyntax>()->is_list) text += " list";
  for (const Remark& note : remarks.notes) text += "\n" + note.message;
  for (const Remark& warning : remarks.warnings) text += "\n" + warning.message;
  return text;
}

TEST_CASE("a plain query has the tree that the grammar makes") {
  MESSAGE("seed 141");
  testing::Dice dice(141);
  const std::vector<std::string> kPieces = {
      "oil", "a", "x25", "007",           "near", "adj",  "or",       " ",           " ",
      "+",   "-", "\"",  "\"oil price\"", "  ",   "+the", "-\"a b\"", "+\" a  b \"", "near5"};
  std::size_t plain = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string query;
    for (std::uint32_t pieces = 1 + dice.below(7); pieces > 0; --pieces) {
      query += kPieces[dice.below(static_cast<std::uint32_t>(kPieces.size()))];
      if (dice.one_in(2)) query += ' ';
    }
    for (const auto op : {DefaultOperator::or_, DefaultOperator::and_}) {
      if (!parse_plain(query, op)) continue;
      ++plain;
      CAPTURE(query);
      CHECK(told(query, op) == told(query + '\t', op));  // a tab is a blank, and not plain
    }
  }
  CHECK(plain > 5'000);
}

TEST_CASE("a query with anything else in it is not plain") {
  const std::vector<std::string> kQueries = {
      "",    " ",   "oil\t", "Oil",       "oil*",     "a-b",      "a +",     "+ a", "+",
      "--a", "\"a", "\"\"",  "\" \"",     "\"a\"b",   "a\"b\"",   "\"a-b\"", "a:b", "a^2",
      "(a)", "a,",  "é",     "near5 oil", "a adj5 b", "+\"a\"^2", "a\nb",    "!a",  "\"a\"~5"};
  for (const std::string& query : kQueries) {
    CAPTURE(query);
    CHECK(!parse_plain(query, DefaultOperator::or_));
  }
  std::string many;
  for (std::size_t i = 0; i < kMaxClauses; ++i) many += "a ";
  CHECK(parse_plain(many, DefaultOperator::or_).has_value());
  CHECK(!parse_plain(many + "a", DefaultOperator::or_));
}

}  // namespace
}  // namespace newsidx::query

// Operators of nearness: from the text of a query to its tree, and what an answer says of them.
#include <doctest/doctest.h>

#include <string>

#include "query/syntax/parser.h"

namespace newsidx::query {
namespace {

TEST_CASE("operators of nearness") {
  struct Row {
    std::string query, tree, note;
  };
  static const Row kNearRows[] = {
      {"a NEAR/5 b", "(should (NEAR/5 word:a word:b))", ""},
      {"a near/5 b", "(should (NEAR/5 word:a word:b))", ""},
      {"a NEAR5 b", "(should (NEAR/5 word:a word:b))", ""},
      {"a w/5 b", "(should (NEAR/5 word:a word:b))", ""},
      {"a W/5 b", "(should (NEAR/5 word:a word:b))", ""},
      {"a n/3 b", "(should (NEAR/3 word:a word:b))", ""},
      {"a within/3 b", "(should (NEAR/3 word:a word:b))", ""},
      {"a pre/5 b", "(should (PRE/5 word:a word:b))", ""},
      {"a adj5 b", "(should (PRE/5 word:a word:b))", "'adj5' is read as PRE/5"},
      {"a ADJ/5 b", "(should (PRE/5 word:a word:b))", "'ADJ/5' is read as PRE/5"},
      {"a onear/5 b", "(should (PRE/5 word:a word:b))", "'onear/5' is read as PRE/5"},
      {"a w/s b", "(should (w/s word:a word:b))", ""},
      {"a W/P b", "(should (w/p word:a word:b))", ""},
      {"a w/para b", "(should (w/p word:a word:b))", ""},
      {"a /p b", "(should (w/p word:a word:b))", "'/p' is read as w/p"},
      {"a /5 b", "(should (NEAR/5 word:a word:b))", "'/5' is read as NEAR/5"},
      {"a NOT w/5 b", "(should (NOT NEAR/5 word:a word:b))", ""},
      {"a NOT w/s (b OR c)", "(should (NOT w/s word:a (should word:b should word:c)))", ""},
      // the nearest go together first
      {"a w/5 b w/3 c", "(should (NEAR/5 word:a (NEAR/3 word:b word:c)))", ""},
      {"a w/3 b w/5 c", "(should (NEAR/5 (NEAR/3 word:a word:b) word:c))", ""},
      {"a w/s b pre/9 c", "(should (w/s word:a (PRE/9 word:b word:c)))", ""},
      {"a w/p b w/s c", "(should (w/p word:a (w/s word:b word:c)))", ""},
      {"a w/5 (b w/9 c)", "(should (NEAR/5 word:a (NEAR/9 word:b word:c)))", ""},
      // tighter than AND, OR and signs
      {"a w/5 b AND c", "(must (NEAR/5 word:a word:b) must word:c)", ""},
      {"c OR (a w/5 b)", "(should word:c should (NEAR/5 word:a word:b))", ""},
      {"c OR a w/5 b", "(should word:c should (NEAR/5 word:a word:b))",
       "NEAR/5 binds tighter than OR"},
      {"+a w/5 +b c", "(must (NEAR/5 word:a word:b) should word:c)", ""},
      {"c -(a w/5 b)", "(should word:c must_not (NEAR/5 word:a word:b))", "articles with"},
      {"title:(a w/5 b*)", "(should (NEAR/5 title.word:a title.prefix:\"b\"))", ""},
      {"title:a w/5 \"b c\"", "(should (NEAR/5 title.word:a phrase:\"b c\"))", ""},
      {"(a w/5 b)^2", "(should (NEAR/5 word:a word:b)^2)", ""},
      {"\"a b\"~5", "(should phrase:\"a b\"~5)", ""},
      {"\"a b\"~5^2 c", "(should phrase:\"a b\"~5^2 should word:c)", ""},
      {"“a b”~5 c", "(should phrase:\"a b\"~5 should word:c)", ""},
      {"\"a * b\"", "(should phrase:\"a * b\")", ""},
      {"atleast5(a)", "(should (atleast5 word:a))", ""},
      {"ATL5(a OR \"b c\") d",
       "(should (atleast5 (should word:a should phrase:\"b c\")) should word:d)", ""},
      {"hlead(a b)", "(should hlead.word:a should hlead.word:b)", ""},
      {"HLEAD(a w/3 b)", "(should (NEAR/3 hlead.word:a hlead.word:b))", ""},
      {"a NEAR\\/5 b", "(should word:a should word:NEAR/5 should word:b)", ""},
      {"\"a w/5 b\" c", "(should phrase:\"a w/5 b\" should word:c)", ""},
      {"4 /5 stars", "(should word:4 should word:/5 should word:stars)", ""},
      {"sold 300 /500 times",
       "(should word:sold should word:300 should word:/500 should word:times)", ""},
  };
  for (const Row& row : kNearRows) {
    CAPTURE(row.query);
    Remarks remarks;
    const auto node = parse(row.query, {}, remarks);
    REQUIRE(node);
    CHECK(to_string(*node) == row.tree);
    CHECK(remarks.warnings.empty());
    CHECK(remarks.notes.empty() == row.note.empty());
    if (!row.note.empty() && !remarks.notes.empty()) {
      CHECK(remarks.notes[0].message.substr(0, row.note.size()) == row.note);
    }
  }
  Remarks remarks;
  const auto words = parse("w/5 a w/s", {}, remarks);
  REQUIRE(words);
  CHECK(to_string(*words) == "(should word:w/5 should word:a should word:w/s)");
  REQUIRE(remarks.warnings.size() == 2);
  CHECK(remarks.warnings[0].message.starts_with("'w/5' without a word on its sides is read as a"));
  // side by side under AND is no operand
  CHECK_FALSE(parse("(a b) w/5 c", DefaultOperator::and_));
}

}  // namespace
}  // namespace newsidx::query

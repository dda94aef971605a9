// Random queries: whatever is typed gives a tree or an error with a caret, never a crash; and a
// tree written as a query is read back as the same tree.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "base/utf8.h"
#include "query/syntax/parser.h"
#include "support/query_errors.h"

using namespace newsidx;
using namespace newsidx::query;

namespace {

constexpr unsigned kSeed = 20160827;
using Random = std::mt19937;

std::size_t below(Random& random, std::size_t bound) {
  return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
}

std::size_t depth_of(const SyntaxNode& node) {
  std::size_t deepest = 0;
  for (const auto& clause : node.clauses()) deepest = std::max(deepest, depth_of(clause.node));
  return deepest + 1;
}

void check_places(const SyntaxNode& node, const std::string& query) {
  CHECK(node.place.begin < node.place.end);
  CHECK(node.place.end <= query.size());
  for (const auto& clause : node.clauses()) {
    CHECK(node.place.begin <= clause.node.place.begin);
    CHECK(clause.node.place.end <= node.place.end);
    check_places(clause.node, query);
  }
}

void check_any(const std::string& query) {
  CAPTURE(query);
  for (const auto op : {DefaultOperator::or_, DefaultOperator::and_}) {
    const auto node = parse(query, op);
    if (node) {
      CHECK(!node->clauses().empty());
      CHECK(depth_of(*node) <= kMaxDepth);
      if (is_valid_utf8(query))
        check_places(*node, query);  // else they are those of the repaired text
      CHECK(to_string(*node) == to_string(*parse(query, op)));
    } else {
      const std::string message = node.error().to_string();
      CHECK(is_valid_utf8(message));
      CHECK((node.error().code == ErrorCode::limit || testing::is_listed_parse_error(message)));
      CHECK(message.find('\n') == std::string::npos);
      CHECK(((node.error().column > 0) != message.starts_with("empty query")));
      CHECK(node.error().column <= query.size() + 1);
    }
  }
}

// A random tree, as a query and as the text of the tree that the query must give.
struct Sample {
  std::string query;
  std::string tree;
};

Sample random_leaf(Random& random) {
  static const std::vector<Sample> kLeaves = {
      {"oil", "word:oil"},           {"U.S.", "word:U.S."},
      {"\"a b\"", "phrase:\"a b\""}, {"evac*", "prefix:\"evac\""},
      {"title:x", "title.word:x"},   {"w^2.5", "word:w^2.5"},
      {R"(\AND)", "word:AND"},       {"*", "all"},
      {"10:30", "word:10:30"},
  };
  return kLeaves[below(random, kLeaves.size())];
}

// Clauses with the given separators; at least two of them, so that nothing is simplified away.
Sample random_group(Random& random, std::size_t depth) {
  const std::size_t count = 2 + below(random, 3);
  const bool conjunction = below(random, 3) == 0;
  Sample group{"", "("};
  for (std::size_t i = 0; i < count; ++i) {
    Sample part =
        depth > 0 && below(random, 3) == 0 ? random_group(random, depth - 1) : random_leaf(random);
    if (part.tree.front() == '(') part.query = "(" + part.query + ")";
    if (i > 0) group.query += conjunction ? " AND " : " ", group.tree += ' ';
    if (conjunction) {
      const bool excluded = i > 0 && below(random, 3) == 0;
      group.query += excluded ? "NOT " : "";
      group.tree += excluded ? "must_not " : "must ";
    } else {
      static const std::vector<Sample> kSigns = {
          {"", "should "}, {"+", "must "}, {"-", "must_not "}, {"NOT ", "must_not "}};
      const Sample& sign = kSigns[below(random, kSigns.size())];
      group.query += sign.query;
      group.tree += sign.tree;
    }
    group.query += part.query;
    group.tree += part.tree;
  }
  group.tree += ')';
  return group;
}

}  // namespace

TEST_CASE("random bytes never crash the parser") {
  MESSAGE("seed " << kSeed);
  Random random(kSeed);
  for (int round = 0; round < 5000; ++round) {
    std::string query(below(random, 40), ' ');
    for (char& c : query) c = static_cast<char>(below(random, 256));
    check_any(query);
  }
}

TEST_CASE("random soup of tokens never crashes the parser") {
  MESSAGE("seed " << kSeed);
  Random random(kSeed);
  static const std::vector<std::string> kPieces = {
      "a",      "Syria", "\"",   "“",        "”",         "(",    ")",    "(",         ")",
      "+",      "-",     "^",    "^2",       "*",         "\\",   " ",    " ",         " ",
      "AND",    "OR",    "NOT",  "title:",   "x:",        "大",   "~",    "NEAR",      "!",
      "&&",     "||",    "[",    " TO ",     "]",         "«",    "?",    "a:",        "ל",
      ".5",     "~3",    ":",    "'",        "é",         "\t",   "0",    "//",        "\xff",
      "\u00a0", " AND ", " OR ", " NEAR/5 ", " NOT w/s ", " /p ", "\"~2", "atleast2(", "hlead("};
  for (int round = 0; round < 20000; ++round) {
    std::string query;
    for (std::size_t i = below(random, 30); i > 0; --i) {
      // ill-formed bytes are rare
      const std::string& piece = kPieces[below(random, kPieces.size())];
      if (piece != "\xff" || below(random, 20) == 0) query += piece;
    }
    check_any(query);
  }
}

TEST_CASE("random trees survive being written as queries") {
  MESSAGE("seed " << kSeed);
  Random random(kSeed);
  for (int round = 0; round < 2000; ++round) {
    const Sample sample = random_group(random, 4);
    CAPTURE(sample.query);
    const auto node = parse(sample.query, DefaultOperator::or_);
    REQUIRE(node);
    CHECK(to_string(*node) == sample.tree);
  }
}

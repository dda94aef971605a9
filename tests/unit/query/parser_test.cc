#include "query/parser.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace newsidx;
using namespace newsidx::query;

namespace {

std::string parsed(std::string_view query, DefaultOperator op = DefaultOperator::or_) {
  const auto node = parse(query, op);
  return node ? to_string(*node) : node.error().message;
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("queries become trees") {
  struct Row {
    std::string name;
    std::string query;
    std::string tree;
  };
  const Row kRows[] = {
      {"word", "a", "(should word:a)"},
      {"words", "a b", "(should word:a should word:b)"},
      {"signs", "+a -b c", "(must word:a must_not word:b should word:c)"},
      {"all but", "* -a", "(should all must_not word:a)"},
      {"excluded alone", "-a", "(must_not word:a)"},

      {"AND", "a AND b", "(must word:a must word:b)"},
      {"AND NOT", "a AND NOT b", "(must word:a must_not word:b)"},
      {"AND with a sign", "a AND -b AND +c", "(must word:a must_not word:b must word:c)"},
      {"NOT", "a NOT b", "(should word:a must_not word:b)"},
      {"OR", "a OR b OR c", "(should word:a should word:b should word:c)"},
      {"AND before OR", "a AND b OR c", "(should (must word:a must word:b) should word:c)"},
      {"AND before OR, behind", "a OR b AND c", "(should word:a should (must word:b must word:c))"},
      {"OR before blanks", "a OR b c", "(should (should word:a should word:b) should word:c)"},
      {"AND before blanks", "a AND b c", "(should (must word:a must word:b) should word:c)"},
      {"plus before OR", "+a OR b c", "(must (should word:a should word:b) should word:c)"},
      {"plus before AND", "+a AND b c", "(must (must word:a must word:b) should word:c)"},
      {"NOT before AND", "NOT a AND b", "(must_not word:a must word:b)"},
      {"minus before AND", "c -a AND b", "(should word:c should (must_not word:a must word:b))"},
      {"only NOT", "c NOT a AND NOT b", "(should word:c must_not (should word:a should word:b))"},
      {"NOT within OR", "a OR b AND NOT c", "(should word:a should (must word:b must_not word:c))"},

      {"group", "(a b) c", "(should (should word:a should word:b) should word:c)"},
      {"group of one", "((a)) b", "(should word:a should word:b)"},
      {"group around all", "((a -b))", "(should word:a must_not word:b)"},
      {"group against OR", "a AND (b OR c)", "(must word:a must (should word:b should word:c))"},
      {"signed groups", "+(a b) -(c d)",
       "(must (should word:a should word:b) must_not (should word:c should word:d))"},
      {"excluded in a group", "a (-b)", "(should word:a should (must_not word:b))"},

      {"phrase", R"("a b" c)", R"((should phrase:"a b" should word:c))"},
      {"prefix", "evac*", R"((should prefix:"evac"))"},
      {"field", "title:a source:dpa", "(should title.word:a should source.word:dpa)"},
      {"field of a group", R"(title:(a "b c" OR d*))",
       R"((should title.word:a should (should title.phrase:"b c" should title.prefix:"d")))"},
      {"field in a field's group", "title:(a source:b)",
       "(should title.word:a should source.word:b)"},
      {"boosts", R"(a^2 "b c"^0.5 d*^3 title:e^4)",
       R"((should word:a^2 should phrase:"b c"^0.5 should prefix:"d"^3 should title.word:e^4))"},
      {"boost of a group", "(a b)^2 c", "(should (should word:a should word:b)^2 should word:c)"},
      {"boost of a group of one", "(a)^2", "(should word:a^2)"},
      {"boosts around one another", "((a^2)^3)", "(should (should word:a^2)^3)"},
      {"escapes", "\\(a\\ b\\) \"\\\"\"", "(should word:\"(a b)\" should phrase:\"\\\"\")"},
      {"punctuation", "Kerry - Lavrov", "(should word:Kerry should word:Lavrov)"},
      {"from the corpus", "USA -backed rebels",
       "(should word:USA must_not word:backed should word:rebels)"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(parsed(row.query) == row.tree);
  }
}

TEST_CASE("with AND as the default, what has no sign must occur") {
  struct Row {
    std::string query;
    std::string tree;
  };
  const Row kRows[] = {
      {"a b", "(must word:a must word:b)"},
      {"a -b", "(must word:a must_not word:b)"},
      {"a OR b", "(should word:a should word:b)"},
      {"a OR b c", "(must (should word:a should word:b) must word:c)"},
      {"(a b) OR c", "(should (must word:a must word:b) should word:c)"},
      {"title:(a b)", "(must title.word:a must title.word:b)"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.query);
    CHECK(parsed(row.query, DefaultOperator::and_) == row.tree);
  }
}

TEST_CASE("what is wrong is said and shown") {
  struct Row {
    std::string query;
    std::string what;    // the start of the message
    std::size_t column;  // of the caret, from 1
  };
  const Row kRows[] = {
      {"a (b", "'(' is not closed", 3},
      {"(", "'(' is not closed", 1},
      {"((a)", "'(' is not closed", 1},
      {"a b)", "')' closes nothing", 4},
      {")", "')' closes nothing", 1},
      {"a ()", "empty parentheses", 3},
      {"title:( )", "empty parentheses", 7},
      {"(- +)", "empty parentheses", 1},

      {"a \"b c", "the quote is not closed", 3},
      {"5\" tall", "the quote is not closed", 2},
      {"a “b", "the quote is not closed", 3},
      {R"("a\")", "the quote is not closed", 1},
      {"a \"\"", "an empty phrase", 3},
      {"\" \t\"", "an empty phrase", 1},
      {"\"a b\"~5", "a distance behind a phrase is not supported", 6},

      {"title:", "'title:' needs a word", 1},
      {"a title: b", "'title:' needs a word", 3},
      {"(title:)", "'title:' needs a word", 2},
      {"source:^2", "'source:' needs a word", 1},
      {"title:-a", "a sign stands before the field", 7},

      {"a^", "'^' needs a number", 2},
      {"a^ 2", "'^' needs a number", 2},
      {"a^x", "the boost is not a number", 3},
      {"a^2x", "the boost is not a number", 3},
      {"a^nan", "the boost is not a number", 3},
      {"a^1e3", "the boost is not a number", 3},
      {"a^.", "the boost is not a number", 3},
      {"a^0", "the boost is out of range", 3},
      {"a^-1", "the boost is out of range", 3},
      {"a^1001", "the boost is out of range", 3},
      {"a^99999999999999999999999999999999999999999999", "the boost is out of range", 3},
      {"a^2^3", "more than one boost", 4},
      {"a ^2", "'^' stands directly behind", 3},
      {"^2", "'^' stands directly behind", 1},
      {"*^2", "'*' alone stands for all articles and takes no boost", 2},
      {"((a^100 b)^100)", "the boosts around one another are out of range", 3},

      {"AND a", "AND needs a word before it", 1},
      {"a OR", "OR needs a word behind it", 3},
      {"a AND", "AND needs a word behind it", 3},
      {"a AND OR b", "OR needs a word before it", 7},
      {"(a AND) b", "AND needs a word behind it", 4},
      {"a (OR b)", "OR needs a word before it", 4},
      {"NOT", "NOT needs a word behind it", 1},
      {"a -AND b", "AND needs a word before it", 4},
      {"a NOT NOT b", "more than one sign", 7},
      {"a --b", "more than one sign", 3},
      {"a NOT -b", "more than one sign", 7},
      {"+NOT a", "'+' and NOT before one word", 6},
      {"a OR NOT b", "one side of OR is only excluded", 10},
      {"-a OR b", "one side of OR is only excluded", 2},
      {"a OR +b", "'+' behind OR", 6},

      {"sy*ia", "'*' in the middle of a word", 3},
      {"a**", "'*' in the middle of a word", 2},
      {"b *ria", "'*' at the start of a word", 3},
      {"**", "'*' at the start of a word", 1},
      {"(a)*", "'*' can only end a word", 4},
      {"\"a b\"*", "'*' can only end a word", 6},
      {"title:*", "'*' alone stands for all articles and takes no field", 7},
      {"title:(a *)", "'*' alone stands for all articles and takes no field", 10},

      {"a\\", "nothing follows the backslash", 2},
      {"a \xff", "the query is not UTF-8", 3},
      {"\xed\xa0\x80", "the query is not UTF-8", 1},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.query);
    const auto node = parse(row.query, DefaultOperator::or_);
    REQUIRE(!node);
    const std::string& message = node.error().message;
    CAPTURE(message);
    CHECK(node.error().code == ErrorCode::parse);
    CHECK(message.starts_with(row.what));
    CHECK(message.find("column " + std::to_string(row.column) + " of") != std::string::npos);
    CHECK(message.find("(try: ") != std::string::npos);
    CHECK(std::count(message.begin(), message.end(), '\n') == 2);
  }
}

TEST_CASE("an empty query is an error of one line") {
  for (const char* query : {"", " \t", " - ", "\u00a0"}) {
    CAPTURE(query);
    CHECK(parsed(query) == "empty query (try: a word, or * for all articles)");
  }
}

TEST_CASE("the caret stands under the character, whatever its width") {
  CHECK(parsed("é 大马 \"x") ==
        "the quote is not closed: column 6 of the query (try: \" at the end of the phrase, or "
        "\\\" for a quote in the text)\n"
        "  é 大马 \"x\n"
        "         ^");
  // control characters and ill-formed bytes are not sent to the terminal
  CHECK(parsed("\x1b[2J e\u0301 \xff") ==
        "the query is not UTF-8: column 9 of the query (try: a terminal and files in UTF-8)\n"
        "   [2J e\u0301 \ufffd\n"
        "         ^");
}

TEST_CASE("of a long query the part around the caret is shown") {
  const std::string words = repeated("abcd ", 100);
  const std::string message = parsed(words + "( " + words);
  CHECK(message ==
        "'(' is not closed: column 501 of the query (try: ) behind the last word of the group, or "
        "\\()\n"
        "  …" +
            repeated("abcd ", 7) + "( " + repeated("abcd ", 6) + "abc…\n" + std::string(38, ' ') +
            "^");
}

TEST_CASE("limits hold, and what lies just within them is read") {
  const auto code_of = [](const std::string& query) {
    const auto node = parse(query, DefaultOperator::or_);
    return node ? std::string("ok") : std::string(name_of(node.error().code));
  };
  CHECK(code_of(std::string(kMaxQueryBytes, 'a')) == "ok");
  CHECK(code_of(std::string(kMaxQueryBytes + 1, 'a')) == "limit");

  CHECK(code_of(repeated("a ", kMaxClauses)) == "ok");
  CHECK(code_of(repeated("a ", kMaxClauses + 1)) == "limit");

  CHECK(code_of(repeated("(", 64) + "a" + repeated(")", 64)) == "ok");
  CHECK(code_of(repeated("(", 65) + "a" + repeated(")", 65)) == "limit");
  CHECK(code_of(repeated("(", 4000)) == "limit");

  // every group is itself a boolean: the tree is as deep as the parentheses, plus one
  CHECK(code_of(repeated("a (", 63) + "b" + repeated(")", 63)) == "ok");
  CHECK(code_of(repeated("a (", 64) + "b c" + repeated(")", 64)) == "limit");
  // a OR b AND (...) makes three levels of each parenthesis
  CHECK(code_of(repeated("x a OR b AND (", 21) + "c" + repeated(")", 21)) == "ok");
  CHECK(code_of(repeated("x a OR b AND (", 22) + "c" + repeated(")", 22)) == "limit");
}

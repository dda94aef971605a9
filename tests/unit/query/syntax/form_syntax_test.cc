// "=word" and caps(): from the text of a query to its tree, and what stays text.
#include <doctest/doctest.h>

#include <string>

#include "query/syntax/parser.h"

namespace newsidx::query {
namespace {

std::string tree_of(const std::string& query, bool literal = false) {
  Remarks remarks;
  ParseOptions options;
  options.literal = literal;
  auto tree = parse(query, options, remarks);
  return tree ? to_string(*tree) : tree.error().message;
}

TEST_CASE("words that are to be written in a certain way") {
  struct Row {
    std::string query, tree;
  };
  static const Row kRows[] = {
      {"=economics", "(should exact.word:economics)"},
      {"=US", "(should exact.word:US)"},
      {"=élan b", "(should exact.word:élan should word:b)"},
      {"=\"a phrase\"", "(should exact.phrase:\"a phrase\")"},
      {"=\"a phrase\"~2", "(should exact.phrase:\"a phrase\"~2)"},
      {"+=a -=b", "(must exact.word:a must_not exact.word:b)"},
      {"=a^2 (=b OR c)", "(should exact.word:a^2 should (should exact.word:b should word:c))"},
      {"title:=a", "(should title.exact.word:a)"},
      {"title:=\"a b\"", "(should title.exact.phrase:\"a b\")"},
      {"title:(=a b)", "(should title.exact.word:a should title.word:b)"},
      {"=a NEAR/5 =b", "(should (NEAR/5 exact.word:a exact.word:b))"},
      {"atleast2(=a)", "(should (atleast2 exact.word:a))"},
      {"=a AND =b", "(must exact.word:a must exact.word:b)"},
      {"=100", "(should exact.word:100)"},
      {"=AND b", "(should exact.word:AND should word:b)"},
      {"caps(a)", "(should caps.word:a)"},
      {"CAPS(a)", "(should caps.word:a)"},
      {"allcaps(us)", "(should allcaps.word:us)"},
      {"nocaps(apple) b", "(should nocaps.word:apple should word:b)"},
      {"allcaps(=us)", "(should exact.allcaps.word:us)"},
      {"caps(\"a b\")", "(should caps.phrase:\"a b\")"},
      {"caps(a OR \"b c\")", "(should caps.word:a should caps.phrase:\"b c\")"},
      {"caps(allcaps(a))", "(should allcaps.word:a)"},
      {"caps(nocaps(a))", "(should no_case.word:a)"},
      {"caps(govern*)", "(should caps.prefix:\"govern\")"},
      {"title:caps(a)", "(should title.caps.word:a)"},
      {"caps(title:a)", "(should title.caps.word:a)"},
      {"-caps(a) b", "(must_not caps.word:a should word:b)"},
      {"caps(a) NEAR/3 b", "(should (NEAR/3 caps.word:a word:b))"},
      {"caps(a)^2", "(should caps.word:a^2)"},
      // what cannot be an operator is text
      {"=", "(should word:=)"},
      {"a = b", "(should word:a should word:= should word:b)"},
      {"a=b", "(should word:a=b)"},
      {"== a", "(should word:== should word:a)"},
      {"==a", "(should word:==a)"},
      {"=-a", "(should word:=-a)"},
      {"class=\"a b\"", "(should word:class= should phrase:\"a b\")"},
      {"=govern*", "(should prefix:\"govern\")"},
      {"caps (a)", "(should word:caps should word:a)"},
      {"caps(s)", "(should word:caps should word:s)"},
      {"caps()", "(should word:caps)"},
      {"caps", "(should word:caps)"},
      {"\\=a", "(should word:=a)"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.query);
    CHECK(tree_of(row.query) == row.tree);
  }
  CHECK(tree_of("=a", true) == "(should word:=a)");
  CHECK(tree_of("caps(a)", true) == "(should word:\"caps(a)\")");
}

}  // namespace
}  // namespace newsidx::query

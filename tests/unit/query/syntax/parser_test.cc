#include "query/syntax/parser.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace newsidx;
using namespace newsidx::query;

namespace {

std::string parsed(std::string_view query, DefaultOperator op = DefaultOperator::or_) {
  const auto node = parse(query, op);
  return node ? to_string(*node) : node.error().to_string();
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
    std::size_t column;  // from 1
  };
  const Row kRows[] = {
      {"title:-a", "a sign stands before the field", 7},
      {"title:!a", "a sign stands before the field", 7},
      {"a^0", "the boost is out of range", 3},
      {"a^1001", "the boost is out of range", 3},
      {"a^99999999999999999999999999999999999999999999", "the boost is out of range", 3},
      {"((a^100 b)^100)", "the boosts around one another are out of range", 3},
      {"a OR NOT b", "one side of OR is only excluded", 10},
      {"-a OR b", "one side of OR is only excluded", 2},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.query);
    const auto node = parse(row.query, DefaultOperator::or_);
    REQUIRE(!node);
    const std::string message = node.error().to_string();
    CAPTURE(message);
    CHECK(node.error().column == row.column);
    CHECK(node.error().code == ErrorCode::parse);
    CHECK(message.starts_with(row.what));
    CHECK(message.find("column " + std::to_string(row.column) + " of") != std::string::npos);
    CHECK(message.find("(try: ") != std::string::npos);
    CHECK(message.find('\n') == std::string::npos);
  }
}

TEST_CASE("an empty query is an error of one line") {
  for (const char* query : {"", " \t"}) {
    CAPTURE(query);
    CHECK(parsed(query) == "empty query (try: a word, or * for all articles)");
  }
}

TEST_CASE("columns are characters") {
  const auto column_of = [](const std::string& query) {
    return parse(query, DefaultOperator::or_).error().column;
  };
  CHECK(parsed("é 大马 a^0") ==
        "the boost is out of range: column 8 of the query (try: a number from 0.001 to 1000)");
  CHECK(column_of("é 大马 a^0") == 8);
  CHECK(column_of("\x1b[2J e\u0301 a^0") == 11);
  CHECK(column_of("\xff a^0") == 5);  // U+FFFD is one
  CHECK(column_of(repeated("abcd ", 100) + "-title:-a") == 508);
}

TEST_CASE("what cannot be an operator is text, and a warning or a note says so") {
  struct Row {
    std::string query;
    std::string tree;
    std::string remark;  // the start of the first warning, else of the first note
  };
  const Row kRows[] = {
      {"a (b", "(should word:a should word:b)", "a bracket without its other half"},
      {"a b)", "(should word:a should word:b)", "a bracket without its other half"},
      {"a ()", "(should word:a)", "empty brackets"},
      {"a (())^2 b", "(should word:a should word:b)", "empty brackets"},
      {"a :)", "(should word:a should word::)", "a bracket without its other half"},
      {"a \"b c", "(should word:a should word:b should word:c)", "a quote that is not closed"},
      {"5\" tall", "(should word:5 should word:tall)", "a quote that is not closed"},
      {"19\" and 20\" screens",
       "(should word:19 should word:and should word:20 should word:screens)",
       "a quote that is not closed"},
      {"a \"\"", "(should word:a)", "an empty phrase"},
      {"a “b c” d", "(should word:a should word:b should word:c should word:d)", ""},
      {"“b c”", "(should phrase:\"b c\")", ""},
      {"+“b c” -„d e“", "(must phrase:\"b c\" must_not phrase:\"d e\")",
       "articles with '„d e“' are left out"},
      {"a “b", "(should word:a should word:b)", ""},
      {"a AND “b c”", "(must word:a must phrase:\"b c\")", ""},
      {"“b c” OR a", "(should phrase:\"b c\" should word:a)", ""},
      {"a title:“b c”", "(should word:a should title.phrase:\"b c\")", ""},
      {"“b c”^2 a", "(should phrase:\"b c\"^2 should word:a)", ""},
      {"“b c”, „d e“", "(should phrase:\"b c\" should word:, should phrase:\"d e\")", ""},
      {"Kerry: “b c”", "(should word:Kerry: should word:b should word:c)", ""},
      {"a “b c” ANDES", "(should word:a should word:b should word:c should word:ANDES)", ""},
      {"\"a “b” c\" d", "(should phrase:\"a “b” c\" should word:d)", ""},
      {"a \"b c”", "(should word:a should phrase:\"b c\")", ""},
      {"a \"b “c” d", "(should word:a should word:b should word:c should word:d)",
       "a quote that is not closed"},
      {"צה\"ל", "(should word:\"צה\\\"ל\")", ""},
      {"\"צה\"ל אמר\"", "(should phrase:\"צה\\\"ל אמר\")", ""},
      {"a^x", "(should word:a should word:x)", "'^' without a word"},
      {"a ^2", "(should word:a should word:2)", "'^' without a word"},
      {"*^2", "(should all should word:2)", "'^' without a word"},
      {"10^-9", "(should word:10 should word:9)", "'^' without a word"},
      {"10^2048", "(should word:10 should word:2048)", "'^' without a word"},
      {"E=mc^2", "(should word:E=mc^2)", ""},

      // Operators without a word on both sides say nothing.
      {"AND a", "(should word:a)", "'AND' without a word on its sides is left out"},
      {"a OR", "(should word:a)", "'OR' without a word"},
      {"a AND NOT", "(should word:a)", "'AND' without a word"},
      {"a AND OR b", "(should word:a should word:b)", "'AND' without a word"},
      {"a NOT NOT b", "(should word:a must_not word:b)", "'NOT' without a word"},
      {"a NOT -b", "(should word:a must_not word:b)", "'NOT' without a word"},
      {"a (b OR) c", "(should word:a should word:b should word:c)", "'OR' without a word"},
      {"a (OR) b", "(should word:a should word:OR should word:b)", "'OR' without a word"},
      {"a || ", "(should word:a)", "'||' without a word"},
      {"OR", "(should word:OR)", "'OR' without a word on its sides is read as a word"},
      {"NOT AND", "(should word:NOT should word:AND)", "'NOT' without a word"},
      {"NATO SAYS AND", "(should word:NATO should word:SAYS)", "'AND' without a word"},
      {"WHETHER OR NOT HE CAME",
       "(should word:WHETHER should word:OR should word:NOT should word:HE should word:CAME)",
       "AND, OR and NOT make no query here"},

      // Signs that belong to nothing.
      {"a OR +b", "(should word:a should word:b)", "a sign before an operator or behind OR"},
      {"+NOT a", "(must_not word:a)", "a sign before an operator or behind OR"},
      {"a -AND b", "(must word:a must word:b)", "a sign before an operator or behind OR"},
      {"a -() b", "(should word:a should word:b)", "empty brackets"},
      {"a -(b c", "(should word:a should word:b should word:c)", "a bracket without"},
      {"a (b -()) c", "(should word:a should word:b should word:c)", "empty brackets"},
      {"-!b", "(should word:b)", "more than one sign"},
      {"a +-b", "(should word:a should word:b)", "more than one sign"},
      {"a --b", "(should word:a should word:b)", "more than one sign"},
      {"sy*a", "(should word:sy*a)", "a '*' within a word"},
      {"b *ia", "(should word:b should word:ia)", "a '*' with no word before it"},
      {"who?Me", "(should word:who?Me)", "a '?' within a word"},
      {"who won?", "(should word:who should word:won?)", ""},
      {"a\\", "(should word:a)", ""},
      {"a \xff", "(should word:a should word:\ufffd)", "the query is not UTF-8"},
      {"a w?rd/b", "(should word:a should word:w?rd/b)", "a '?' within a word"},
      {"сл?в", "(should word:сл?в)", "a '?' within a word"},
      {"http://a.b/c?d=e", "(should word:http://a.b/c?d=e)", ""},
      {"source:^2", "(should word:source:^2)", ""},
      {"title:^2", "(should word:title:^2)", "'title:' without a word"},
      {"Job title:", "(should word:Job should word:title:)", "'title:' without a word"},
      {"title: -a", "(should word:title: must_not word:a)", "'title:' without a word"},
      {"title:() a", "(should word:title: should word:a)", "empty brackets"},
      {"title:(a", "(should word:title: should word:a)", "a bracket without"},
      {"title:\"\"", "(should word:title:)", "an empty phrase"},
      {"title:* (lang:*)", "(should title.all should lang.all)", ""},
      {"CD:(a * b)", "(should CD.word:a should CD.all should CD.word:b)", ""},
      {"media-type:Blog dc.creator:x v2_b:y",
       "(should media-type.word:Blog should dc.creator.word:x should v2_b.word:y)", ""},
      {"* a b", "(should all should word:a should word:b)", "'*' stands for all articles"},
      {"** a **", "(should word:a)", "a '*' with no word before it"},
      {"a && b || c", "(should (must word:a must word:b) should word:c)", ""},
      {"(a)&&b", "(must word:a must word:b)", ""},
      {"a &&b ||c", "(should (must word:a must word:b) should word:c)", ""},
      {"a ||| b", "(should word:a should word:||| should word:b)", ""},
      {"a !b", "(should word:a must_not word:b)", "articles with 'b' are left out"},
      {"alpha AND !beta", "(must word:alpha must_not word:beta)",
       "articles with 'beta' are left out"},
      {"Yahoo! !!!", "(should word:Yahoo! should word:!!!)", ""},
      {"a -b", "(should word:a must_not word:b)", "articles with 'b' are left out"},
      {"a NOT b", "(should word:a must_not word:b)", "articles with 'b' are left out"},
      {"a -(b c)", "(should word:a must_not (should word:b should word:c))",
       "articles with '(b c)' are left out"},
      {"a -title:(b c)", "(should word:a must_not (should title.word:b should title.word:c))",
       "articles with 'title:(b c)' are left out"},
      {"a NOT b AND NOT c", "(should word:a must_not (should word:b should word:c))",
       "articles with 'b' are left out"},
      {"-a b", "(must_not word:a should word:b)", ""},
      {"NOT a", "(must_not word:a)", ""},
      {"title: a", "(should title.word:a)", ""},
      {"TITLE:a", "(should title.word:a)", ""},
      {"Syria: a", "(should word:Syria: should word:a)", ""},
      {"*:*", "(should all)", ""},
      {"KERRY SAYS TRUCE NOT POSSIBLE AND",
       "(should word:KERRY should word:SAYS should word:TRUCE should word:NOT should word:POSSIBLE "
       "should word:AND)",
       "a line of 6 words or more in capitals"},
      {"(NATO AND RUSSIA) OR (EU AND UN AND US)",
       "(should (must word:NATO must word:RUSSIA) should (must word:EU must word:UN must "
       "word:US))",
       ""},
      {"NATO NEAR RUSSIA", "(should word:NATO should word:NEAR should word:RUSSIA)",
       "'NEAR' is no operator here and is read as a word"},
      {"oil SAME gas", "(should word:oil should word:SAME should word:gas)",
       "'SAME' is no operator here and is read as a word"},
      {"oil W3 gas", "(should word:oil should word:W3 should word:gas)",
       "'W3' is no operator here and is read as a word"},
      {"oil 2015..2016", "(should word:oil should word:2015..2016)",
       "'2015..2016' is no range here and is read as words"},
      {"\"oil price*\"", "(should phrase:\"oil price*\")", "a '*' within a phrase is read as text"},
      {"\"öl*\" a", "(should phrase:\"öl*\" should word:a)",
       "a '*' within a phrase is read as text"},
      {"\"5 * 3\" a", "(should phrase:\"5 * 3\" should word:a)", ""},
      {"SAME SEX VOTE", "(should word:SAME should word:SEX should word:VOTE)", ""},
      {"W3 group", "(should word:W3 should word:group)", ""},
      {"the XOR gate", "(should word:the should word:XOR should word:gate)",
       "'XOR' is no operator here and is read as a word"},
      {"NATO AND RUSSIA", "(must word:NATO must word:RUSSIA)", "AND, OR and NOT are operators"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.query);
    Remarks remarks;
    const auto node = parse(row.query, {}, remarks);
    REQUIRE(node);
    CHECK(to_string(*node) == row.tree);
    const auto& said = remarks.warnings.empty() ? remarks.notes : remarks.warnings;
    CHECK(said.empty() == row.remark.empty());
    if (!said.empty()) CHECK(said[0].message.substr(0, row.remark.size()) == row.remark);
  }
}

TEST_CASE("operators of other systems are refused, prose is not") {
  for (const std::string query : {"a NEAR b",
                                  "a NEAR/0 b",
                                  "a ADJ b",
                                  "syria~3",
                                  "syria~0.8",
                                  "a w/256 b",
                                  "a NEAR/5 -b",
                                  "a WITHIN b",
                                  "a w/seg b",
                                  "\"a b\"~256",
                                  "\"a b\"/5",
                                  "(a AND b) NEAR/5 c",
                                  "+(a -b) w/s c",
                                  "a w/p *",
                                  "atleast5(a AND b)",
                                  "a w/5 \"b c\"~2",
                                  "[2016 TO 2017]",
                                  "{a TO b}",
                                  "a ANDNOT b",
                                  "сирия NEAR дамаск",
                                  "سوريا NEAR دمشق",
                                  "NEAR(a b, 5)",
                                  "NEAR(\"a b\" c)",
                                  "a AROUND(5) b",
                                  "a AND_NOT b",
                                  "(a syria~0)",
                                  "(syria~3 OR b)^3",
                                  "café~3",
                                  "title:syria~3",
                                  "([2016 TO 2017])^2",
                                  "/joh(n/",
                                  "oil title:/joh[n/",
                                  "(a +/jo[nh-a]/)",
                                  "date:[\"a\" TO \"b\"]",
                                  "date:2016-13",
                                  "date:2016..x",
                                  "date:2016*",
                                  "date:tuesday",
                                  "published:\"27 August 2016\"",
                                  "title:[a TO b]",
                                  "title:>5",
                                  "{a TO b]",
                                  "headline(oil)",
                                  "HEADLINE(oil AND gas)",
                                  "war atleast(oil)",
                                  "headline(\"oil price\")",
                                  "hd=oil",
                                  "oil rst=lba"}) {
    CAPTURE(query);
    const auto node = parse(query, DefaultOperator::or_);
    REQUIRE_FALSE(node);
    CHECK(node.error().code == ErrorCode::parse);
    CHECK(node.error().to_string().find("(try: ") != std::string::npos);
  }
  for (const std::string query : {"the headline (of the day)",
                                  "Headline(s) of today",
                                  "the headline(s) of today",
                                  "HEADLINE(S)",
                                  "the byline(2)",
                                  "where la=3 and by=x&la=y",
                                  "–5 degrees – the plan –",
                                  "E=mc2",
                                  "wait...what",
                                  "either/or",
                                  "[sic]",
                                  "~50 people",
                                  "AT&T",
                                  "a | b",
                                  "C++ $5 #tag @user",
                                  "from A TO B",
                                  "http://a.b/c",
                                  "10:30",
                                  "{a}",
                                  "Yahoo!",
                                  "Who won?",
                                  "4 /5 stars",
                                  "open 24 /7 here",
                                  "x[5] TO y[6]",
                                  "http://x.edu/~me",
                                  "C:\\\\PROGRA~1\\\\x",
                                  "~word~",
                                  "你好~2 x",
                                  "1999~2000",
                                  "syria\\~2",
                                  "a near b",
                                  "man w/o hat",
                                  "AC/DC 24/7 he/she n/a",
                                  "Near East",
                                  "Cash & carry",
                                  "hlead(s) and hlead(2)",
                                  "\"a b\" ~5 c",
                                  "we adjust nearly all",
                                  "seen on /news/oil/ and /r/news",
                                  "24 /7/ and/or he /she/they",
                                  "x:>",
                                  "a <b> c"}) {
    CAPTURE(query);
    Remarks remarks;
    CHECK(parse(query, {}, remarks));
    CHECK(remarks.warnings.empty());
  }
  // A phrase is text.
  for (const std::string query : {"\"from [2016 TO 2017] on\"", "\"come NEAR me\" home",
                                  "a \"b w/5 c\" d", "\"wait ~5 syria~ 2\" now"}) {
    CAPTURE(query);
    Remarks remarks;
    CHECK(parse(query, {}, remarks));
    CHECK(remarks.warnings.empty());
  }
}

TEST_CASE("literal text has no operators") {
  Remarks remarks;
  const auto node = parse("+a -\"b OR* title:c (d)^2", {.literal = true}, remarks);
  REQUIRE(node);
  CHECK(to_string(*node) ==
        "(should word:+a should word:\"-\\\"b\" should word:OR* should word:title:c should "
        "word:\"(d)^2\")");
  CHECK(remarks.warnings.empty());
  CHECK(remarks.notes.empty());
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
  CHECK(code_of(repeated("(", 4000) + "a" + repeated(")", 4000)) == "limit");
  CHECK(code_of(repeated("(", 4000)) == "ok");  // text

  // every group is itself a boolean: the tree is as deep as the parentheses, plus one
  CHECK(code_of(repeated("a (", 63) + "b" + repeated(")", 63)) == "ok");
  CHECK(code_of(repeated("a (", 64) + "b c" + repeated(")", 64)) == "limit");
  // a OR b AND (...) makes three levels of each parenthesis
  CHECK(code_of(repeated("x a OR b AND (", 21) + "c" + repeated(")", 21)) == "ok");
  CHECK(code_of(repeated("x a OR b AND (", 22) + "c" + repeated(")", 22)) == "limit");
}

TEST_CASE("a text with a thousand faults has a few warnings") {
  for (const std::string piece : {"^", "\" ", "“", "“a” ", "a?b ", "*x ", "(", ")", "+“", "a\" "}) {
    CAPTURE(piece);
    const std::string query = repeated(piece, 1000);
    Remarks remarks;
    CHECK(parse(query, {}, remarks));
    CHECK(remarks.warnings.size() <= Remarks::kMost);
  }
}

#include "query/syntax/lexer.h"

#include <doctest/doctest.h>

using namespace newsidx;
using namespace newsidx::query;

namespace {

std::string name_of(const Token& token) {
  switch (token.kind) {
    case Token::Kind::word: return "word(" + token.text + ")";
    case Token::Kind::prefix: return "prefix(" + token.text + ")";
    case Token::Kind::pattern:
      return "pattern(" + to_string(WordPattern{token.pattern, token.text, token.edits}) + ")";
    case Token::Kind::phrase: return "phrase(" + token.text + ")";
    case Token::Kind::field: return "field(" + token.text + ")";
    case Token::Kind::all: return "all";
    case Token::Kind::open: return "open";
    case Token::Kind::close: return "close";
    case Token::Kind::plus: return "plus";
    case Token::Kind::minus: return "minus";
    case Token::Kind::and_: return "and";
    case Token::Kind::or_: return "or";
    case Token::Kind::not_: return "not";
    case Token::Kind::near: return "near(" + to_string(token.near) + ")";
    case Token::Kind::at_least: return "atleast(" + std::to_string(token.number) + ")";
    case Token::Kind::letters: return "letters";
    case Token::Kind::boost: return "boost(" + std::to_string(token.boost).substr(0, 4) + ")";
    case Token::Kind::end: return "end";
  }
  return "?";
}

// The tokens without the last, `end`.
std::string tokens_of(std::string_view query) {
  Remarks remarks;
  const auto tokens = tokenize(query, remarks);
  if (!tokens) return tokens.error().to_string();
  std::string names;
  for (const Token& token : *tokens) {
    if (token.kind == Token::Kind::end) break;
    if (!names.empty()) names += ' ';
    names += name_of(token);
  }
  return names;
}

}  // namespace

TEST_CASE("queries fall into tokens") {
  struct Row {
    std::string name;
    std::string query;
    std::string tokens;
  };
  const Row kRows[] = {
      {"nothing", "", ""},
      {"blanks of every kind", " \t\r\n\u00a0\u3000\u2009", ""},
      {"the header's example", R"(+title:"peace talks"^2 (cease-fire OR truce*))",
       "plus field(title) phrase(peace talks) boost(2.00) open word(cease-fire) or prefix(truce) "
       "close"},

      {"hyphen inside", "cease-fire al-Nusra", "word(cease-fire) word(al-Nusra)"},
      {"hyphen at the end", "four- and", "word(four-) word(and)"},
      {"sign", "-a +b", "minus word(a) plus word(b)"},
      {"sign after a blank", "USA -backed", "word(USA) minus word(backed)"},
      {"sign before a quote", R"(-"a b" +(c))", "minus phrase(a b) plus open word(c) close"},
      {"lone signs", "Kerry - Lavrov + Putin -- end -",
       "word(Kerry) word(Lavrov) word(Putin) word(end)"},
      {"lone sign in a group", "(a -)", "open word(a) close"},
      {"plus inside", "C++ a+b", "word(C++) word(a+b)"},

      {"apostrophes", "Syria’s UN's", "word(Syria’s) word(UN's)"},
      {"dots and commas", "U.S. 600,000 3.5", "word(U.S.) word(600,000) word(3.5)"},
      {"other signs", "AT&T @dpa #syria 50% who? a/b",
       "word(AT&T) word(@dpa) word(#syria) word(50%) word(who?) word(a/b)"},

      {"field", "source:dpa my_field2:x", "field(source) word(dpa) field(my_field2) word(x)"},
      {"field of a phrase", R"(title:"a b" title:(a))",
       "field(title) phrase(a b) field(title) open word(a) close"},
      {"only the first colon", "url:http://a.b topic:a:b",
       "field(url) word(http://a.b) field(topic) word(a:b)"},
      {"a time", "10:30", "word(10:30)"},
      {"a link", "http://dpa.com/a?b=c", "word(http://dpa.com/a?b=c)"},
      {"colon before a blank", "Syria: peace", "word(Syria:) word(peace)"},
      {"colon at the end", "(Syria:)", "open word(Syria:) close"},
      {"not a letter first", "_a:b 1a:b é:b a-b:c",
       "word(_a:b) word(1a:b) word(é:b) field(a-b) word(c)"},
      {"signed field", "-source:dpa", "minus field(source) word(dpa)"},
      {"an operator's name as a value", "title:AND", "field(title) word(AND)"},

      {"operators", "a AND b OR NOT c", "word(a) and word(b) or not word(c)"},
      {"small letters", "a and b or not c", "word(a) word(and) word(b) word(or) word(not) word(c)"},
      {"operators in words", "ANDES NOTE AND. aOR", "word(ANDES) word(NOTE) word(AND.) word(aOR)"},
      {"escaped operator", R"(\AND "AND")", "word(AND) phrase(AND)"},
      {"operators beside parentheses", "(a)AND(b)", "open word(a) close and open word(b) close"},

      {"prefix", "evac* U.S.*", "prefix(evac) prefix(U.S.)"},
      {"wildcards", "evac*tion *ation chi?a *word* ev?cu*^2 multi-*nal",
       "pattern(evac*tion) pattern(*ation) pattern(chi?a) pattern(*word*) pattern(ev?cu*) "
       "boost(2.00) "
       "pattern(multi-*nal)"},
      {"text with their signs",
       "sh*t M*A*S*H f**king who? next?China 5*3 a?b http://a.b/cde?fgh=i*k",
       "word(sh*t) word(M*A*S*H) word(f**king) word(who?) word(next?China) word(5*3) word(a?b) "
       "word(http://a.b/cde?fgh=i*k)"},
      {"a question in quotes", "'Sell and Go Away?' 'evac*tion'",
       "word('Sell) word(and) word(Go) word(Away?') pattern(evac*tion)"},
      {"a question behind wildcards", "evac*tion? (evac*tion)",
       "pattern(evac*tion) open pattern(evac*tion) close"},
      {"wildcards behind fields", "title:*ation body:evac*tion",
       "field(title) pattern(*ation) field(body) pattern(evac*tion)"},
      {"fuzzy words", "daraya~ daraya~1^3 daraya~2 ab~1 ~50 100~2 daraya~x",
       "pattern(daraya~2) pattern(daraya~1) boost(3.00) pattern(daraya~2) word(ab~1) word(~50) "
       "word(100~2) word(daraya~x)"},
      {"regular expressions", R"(/evac(ees|ation)/ -/a.b/ title:/x+/^2 (/a\/b/))",
       R"(pattern(/evac(ees|ation)/) minus pattern(/a.b/) field(title) pattern(/x+/) boost(2.00) )"
       R"(open pattern(/a\/b/) close)"},
      {"no regular expressions", "and/or 24/7 /tmp/file /tmp/a/ /5/ // / /a b/ http://a/b/",
       "word(and/or) word(24/7) word(/tmp/file) word(/tmp/a/) word(/5/) word(//) word(/) word(/a) "
       "word(b/) word(http://a/b/)"},
      {"escaped wildcards", R"(E\*Trade wo\?rd daraya\~1)",
       "word(E*Trade) word(wo?rd) word(daraya~1)"},
      {"all", "* (*)", "all open all close"},
      {"excluded all", "-*", "minus all"},

      {"boosts", R"(a^2 "b"^.5 (c)^3 d*^1000 e^0.001)",
       "word(a) boost(2.00) phrase(b) boost(0.50) open word(c) close boost(3.00) prefix(d) "
       "boost(1000) word(e) boost(0.00)"},

      {"curly quotes", "“peace talks” „Frieden“ “mixed\"",
       "phrase(peace talks) phrase(Frieden) phrase(mixed)"},
      {"text beside a phrase", R"(a"b"c)", "word(a) phrase(b) word(c)"},
      {"signs in a phrase", R"("-a (b OR c)^2 *")", "phrase(-a (b OR c)^2 *)"},
      {"blanks in a phrase", "\"a\tb\nc\u00a0d\"", "phrase(a b c d)"},

      {"escapes", R"(\-a b\ c title\:d \"e \\ f\* \(g\) h\^2)",
       R"(word(-a) word(b c) word(title:d) word("e) word(\) word(f*) word((g)) word(h^2))"},
      {"escapes in a phrase", R"("say \"hi\" \\ ok")", R"(phrase(say "hi" \ ok))"},

      {"control characters",
       std::string("a\0b\x1b\x7f\u0085"
                   "c",
                   8),
       "word(a) word(b) word(c)"},
      {"byte order mark",
       "\ufeff"
       "a",
       "word(a)"},
      {"other scripts", "Дарайя 大马士革 دمشق", "word(Дарайя) word(大马士革) word(دمشق)"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(tokens_of(row.query) == row.tokens);
  }
}

TEST_CASE("a token's place is its bytes in the query") {
  const std::string query = R"(é +title:"a b"^2 (x*))";
  Remarks remarks;
  const auto tokens = tokenize(query, remarks);
  REQUIRE(tokens);
  std::vector<std::string> texts;
  for (const Token& token : *tokens) {
    texts.push_back(query.substr(token.place.begin, token.place.end - token.place.begin));
  }
  CHECK(texts == std::vector<std::string>{"é", "+", "title:", "\"a b\"", "^2", "(", "x*", ")", ""});
}

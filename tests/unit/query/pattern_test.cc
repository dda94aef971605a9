#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "query/pattern/word_matcher.h"
#include "support/random_news.h"

namespace newsidx::query {
namespace {

using Kind = WordPattern::Kind;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

TEST_CASE("a pattern's text is folded, its operators are not") {
  const auto fold = [](const WordPattern& pattern) { return folded(pattern, lower).text; };
  CHECK(fold({Kind::wildcard, "EVAC*Tion?X", 0}) == "evac*tion?x");
  CHECK(fold({Kind::fuzzy, "Daraya", 1}) == "daraya");
  CHECK(fold({Kind::regex, R"(AB\W[C-D]\pL\P{Greek}\x41(?P<Name>E)(?i:F)\SG)", 0}) ==
        R"(ab\W[c-d]\pL\P{Greek}\x41(?P<Name>e)(?i:f)\Sg)");
  CHECK(fold({Kind::regex, "A\\", 0}) == "a\\");
}

TEST_CASE("a pattern's key is that of no other pattern and no prefix") {
  for (const WordPattern& pattern :
       {WordPattern{Kind::wildcard, "a*b", 0}, WordPattern{Kind::fuzzy, "abc", 2},
        WordPattern{Kind::regex, "a|b", 0}}) {
    CHECK(pattern_of_key(key_of(pattern)) == pattern);
  }
  for (const char* const key : {"", "a", "abc*", "\001", "\00100", "\00190x", "\00109x"}) {
    CHECK(!pattern_of_key(key));
  }
}

struct Row {
  Kind kind;
  const char* text;
  std::uint8_t edits;
  const char* prefix;
  std::vector<std::string> matching;
  std::vector<std::string> others;
};

TEST_CASE("which words patterns stand for") {
  const std::vector<Row> rows = {
      {Kind::wildcard, "evac*tion", 0, "evac", {"evaction", "evacuation"}, {"evac", "evacuations"}},
      {Kind::wildcard, "*a*b*", 0, "", {"ab", "xaxbx", "aab", "abb"}, {"", "a", "ba"}},
      {Kind::wildcard, "m?ller", 0, "m", {"miller", "müller", "m中ller"}, {"mller", "mueller"}},
      {Kind::wildcard, "*", 0, "", {"", "x"}, {}},
      {Kind::fuzzy,
       "abcd",
       1,
       "",
       {"abcd", "abc", "abcde", "axcd", "acbd", "xabcd"},
       {"ab", "cabd", "badc", "abcdef", ""}},
      {Kind::fuzzy,
       "abcd",
       2,
       "",
       {"ab", "badc", "abxxcd", "abcdef", "acd", "dbca"},
       {"a", "dcba", "", "abcdefg"}},
      {Kind::fuzzy, "müll", 1, "", {"mull", "mül", "mmüll", "mlül"}, {"mal"}},
      {Kind::regex, "evacu(ees|ation)", 0, "evacu", {"evacuees", "evacuation"}, {"evacuations"}},
      {Kind::regex, "a|bc", 0, "", {"a", "bc"}, {"ac", "b"}},
      {Kind::regex, "m.ller", 0, "m", {"müller"}, {"mller"}},
  };
  for (const Row& row : rows) {
    const WordPattern pattern{row.kind, row.text, row.edits};
    CAPTURE(to_string(pattern));
    const auto matcher = make_matcher(pattern);
    REQUIRE(matcher);
    CHECK((*matcher)->prefix() == row.prefix);
    for (const std::string& word : row.matching)
      CHECK_MESSAGE((*matcher)->test(word).matches, word);
    for (const std::string& word : row.others) CHECK_MESSAGE(!(*matcher)->test(word).matches, word);
  }
}

TEST_CASE("a regular expression that is none, or is too large, is an error") {
  for (const char* const regex : {"a(", "[", "a**", R"(\8)", "(?=a)", "((a{100}){100}){100}"}) {
    const auto matcher = make_regex_matcher(regex);
    REQUIRE(!matcher);
    CHECK(matcher.error().code == ErrorCode::parse);
  }
}

// The whole table, by the definition.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        table[i][j] = i + j;
        continue;
      }
      const std::size_t replaced = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      table[i][j] = std::min({replaced, table[i - 1][j] + 1, table[i][j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
      }
    }
  }
  return table[a.size()][b.size()];
}

TEST_CASE("a fuzzy word stands for the words that the table of distances allows") {
  testing::Dice dice(7);
  std::vector<std::string> words = {""};  // all of up to six letters a to c
  for (std::size_t i = 0; words[i].size() < 6; ++i) {
    for (const char c : {'a', 'b', 'c'}) words.push_back(words[i] + c);
  }
  std::ranges::sort(words);
  for (int round = 0; round < 40; ++round) {
    const std::string& wanted = words[dice.below(static_cast<std::uint32_t>(words.size()))];
    if (wanted.empty()) continue;
    for (const unsigned edits : {1u, 2u}) {
      const auto matcher = make_fuzzy_matcher(wanted, edits);
      std::string dead;  // what no further word may begin with
      for (const std::string& word : words) {
        const bool is_near = distance(word, wanted) <= edits;
        if (!dead.empty() && word.starts_with(dead)) CHECK_MESSAGE(!is_near, wanted, " ", word);
        const WordMatcher::Verdict verdict = matcher->test(word);
        CHECK_MESSAGE(verdict.matches == is_near, wanted, " ", word);
        if (verdict.dead_bytes > 0) dead = word.substr(0, verdict.dead_bytes);
      }
    }
  }
}

}  // namespace
}  // namespace newsidx::query

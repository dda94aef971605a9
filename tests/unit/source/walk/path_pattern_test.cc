#include "source/walk/path_pattern.h"

#include <doctest/doctest.h>

#include <string>

using namespace newsidx::source;

TEST_CASE("patterns of paths match as in .gitignore") {
  struct Row {
    const char* pattern;
    const char* path;
    bool matches;
  };
  const Row kRows[] = {
      {"*.html", "a.html", true},
      {"*.html", "x/y/a.html", true},
      {"*.html", "a.htm", false},
      {"a.html", "x/a.html", true},
      {"/a.html", "x/a.html", false},
      {"/a.html", "a.html", true},
      {"x/*.html", "x/a.html", true},
      {"x/*.html", "y/x/a.html", false},  // a slash within ties it to its folder
      {"x/*.html", "x/y/a.html", false},  // a star takes no slash
      {"**/x/*.html", "y/x/a.html", true},
      {"x/**", "x/y/a.html", true},
      {"x/**", "x", false},
      {"x/**/a", "x/a", true},
      {"x/**/a", "x/y/z/a", true},
      {"x/**/a", "x/y/z/b", false},
      {"?.txt", "é.txt", false},  // bytes, as in git
      {"?.txt", "e.txt", true},
      {"[a-c]1", "b1", true},
      {"[!a-c]1", "b1", false},
      {"[^a-c]1", "d1", true},
      {"[]x]1", "]1", true},
      {"[a-]1", "-1", true},
      {"[ab", "[ab", true},
      {"\\*.txt", "*.txt", true},
      {"\\*.txt", "a.txt", false},
      {"\\!a", "!a", true},
      {"a b", "a b", true},
      {"a  ", "a", true},
      {"a*b*c", "aXbYbZc", true},
      {"a*b*c", "aXbYbZ", false},
      {"*", "anything", true},
      {"**", "any/thing", true},
      {"2016-*", "2016-08-27", true},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.pattern);
    CAPTURE(row.path);
    const auto pattern = PathPattern::parse(row.pattern);
    REQUIRE(pattern.has_value());
    CHECK(pattern->matches(row.path, false) == row.matches);
  }
}

TEST_CASE("a slash at the end is of folders, ! takes back, # and blank lines say nothing") {
  const auto folders = PathPattern::parse("drafts/");
  REQUIRE(folders.has_value());
  CHECK(folders->matches("a/drafts", true));
  CHECK_FALSE(folders->matches("a/drafts", false));
  const auto negated = PathPattern::parse("!keep.txt\r");
  REQUIRE(negated.has_value());
  CHECK(negated->is_negated());
  CHECK(negated->matches("keep.txt", false));
  for (const char* line : {"", "# a comment", "/", "//", "   ", "\r"}) {
    CAPTURE(line);
    CHECK_FALSE(PathPattern::parse(line).has_value());
  }
}

TEST_CASE("many stars take no time that grows with their number") {
  std::string pattern, name(5'000, 'a');
  for (int i = 0; i < 200; ++i) pattern += "*a";
  CHECK_FALSE(matches_name(pattern + "*b", name));
  CHECK(matches_name(pattern + "*", name));
}

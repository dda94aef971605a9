#include "source/page/page_lines.h"

#include <doctest/doctest.h>

using namespace newsidx;
using namespace newsidx::source;

TEST_CASE("lines are split, their blanks squeezed, their place kept") {
  std::string page = "\n  First\u00a0 line \r\n\tsecond\u202f\t line\n\n\n \u00a0 \nlast";
  const auto lines = split_lines(page);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].text == "First line");
  CHECK(lines[0].number == 2);
  CHECK(lines[0].indent == 2);
  CHECK(lines[0].after_blank);
  CHECK(lines[1].text == "second line");
  CHECK(lines[1].indent == 1);
  CHECK_FALSE(lines[1].after_blank);
  CHECK(lines[2].text == "last");
  CHECK(lines[2].number == 7);
  CHECK(lines[2].after_blank);
}

TEST_CASE("what is behind very many lines is one line, without blanks around it") {
  std::string page;
  for (std::size_t i = 1; i < kMaxPageLines; ++i) page += "a\n";
  const std::string lines = page;
  for (const char* const rest : {"\n\n b\nc", "b\nc \n \n", " \n \n b\nc\n\n ", "b\nc"}) {
    CAPTURE(rest);
    page = lines + rest;
    const auto split = split_lines(page);
    REQUIRE(split.size() == kMaxPageLines);
    CHECK(split.back().text == "b\nc");
    CHECK(split[kMaxPageLines - 2].text == "a");
  }
  page = lines + " \n\n \n ";
  CHECK(split_lines(page).size() == kMaxPageLines - 1);
}

TEST_CASE("a page without text has no lines") {
  for (std::string page : {std::string(), std::string("\n"), std::string(" \u00a0\r\n\t\n")}) {
    CHECK(split_lines(page).empty());
  }
}

TEST_CASE("what the shape of a line says") {
  struct Row {
    const char* text;
    bool headline_like;
    bool sentence;
  };
  const Row kRows[] = {
      {"Fighting displaces 100000 in central Syria in 8 days", true, false},
      {"Russia: UN findings on Syrian chemical weapons are \"complicated\"", true, false},
      {"What happened in Sweden? Country confused by Trump's remarks", true, false},
      {"Will the truce hold?", true, true},
      {"Talks begin in the U.S.", true, false},
      {"‘Clarity’ achieved, says Kerry", true, false},
      {"“This is altogether different.”", false, true},
      {"Kerry said so (on Friday.)", false, true},
      {"a continued line", false, false},
      {"He said:", false, false},
      {"Mosul, hours...", false, true},
      {"Mosul, hours…", false, true},
      {"停戦で合意した。", false, true},
      {"停戦で合意", true, false},
      {"- * -", false, false},
      {"Переговоры в Женеве", true, false},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(is_headline_like(row.text) == row.headline_like);
    CHECK(ends_sentence(row.text) == row.sentence);
  }
  CHECK_FALSE(is_headline_like(std::string(141, 'A')));
  std::string cyrillic;
  for (int i = 0; i < 100; ++i) cyrillic += "Я";
  CHECK(is_headline_like(cyrillic));  // 200 bytes, but 100 characters
}

TEST_CASE("words and characters are counted") {
  CHECK(count_words("US - Russia talks") == 3);
  CHECK(count_words("") == 0);
  CHECK(count_characters("Erdoğan") == 7);
  CHECK(is_wordless("— • … *"));
  CHECK_FALSE(is_wordless("- é -"));
  CHECK(is_cut_off("hours..."));
  CHECK_FALSE(is_cut_off("hours."));
}

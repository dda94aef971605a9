#include "cli/render/terminal_text.h"

#include <doctest/doctest.h>

using namespace newsidx;
using namespace newsidx::cli;

namespace {

std::string wrapped(std::string_view text, std::size_t width, const std::vector<Mark>& marks = {}) {
  return Paragraph(false).add(text, TextRole::plain, marks).to_string(width);
}

}  // namespace

TEST_CASE("columns are those of a terminal") {
  struct Row {
    std::string name;
    std::string text;
    std::size_t columns;
  };
  const Row kRows[] = {
      {"ASCII", "Daraya", 6},     {"accents", "Erdoğan é", 9}, {"combining", "e\u0301a\u0308", 2},
      {"Chinese", "大马士革", 8}, {"Hangul", "시리아", 6},     {"full width", "ＡＢ", 4},
      {"half width", "ｱｲ", 2},    {"Cyrillic", "Дарайя", 6},   {"Arabic", "داريا", 5},
      {"emoji", "😀a", 3},         {"joiner", "a\u200db", 2},   {"dash and quotes", "–“”…", 4},
      {"control", "\x1b[1m", 4},  {"ideographic", "𠀀", 2},    {"soft hyphen", "a\u00adb", 2},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(column_count(row.text) == row.columns);
  }
}

TEST_CASE("nothing in a text can command the terminal") {
  CHECK(wrapped("a\x1b]0;title\x07 b", 80) == "a␛]0;title␇ b\n");
  CHECK(wrapped(std::string_view("a\0b\x7f", 4), 80) == "a␀b␡\n");
  CHECK(wrapped("tab\there\r\nand\vthere", 80) == "tab here  and␋there\n");
  CHECK(wrapped("C1 \u009b31m", 80) == "C1 \ufffd31m\n");
  CHECK(wrapped("a\u202eb\u2066c\u2069d", 80) == "abcd\n");
  CHECK(wrapped("bad \xff\xfe", 80) == "bad \ufffd\ufffd\n");
}

TEST_CASE("text wraps at blanks") {
  struct Row {
    std::string name;
    std::string text;
    std::size_t width;
    std::string lines;
  };
  const Row kRows[] = {
      {"nothing", "", 10, ""},
      {"blanks", "   ", 10, ""},
      {"fits exactly", "ab cd", 5, "ab cd\n"},
      {"one too many", "ab cde", 5, "ab\ncde\n"},
      {"blank at the edge", "abcde fg", 5, "abcde\nfg\n"},
      {"many blanks", "  ab    cd  ", 5, "ab\ncd\n"},
      {"long word", "abcdefghij kl", 4, "abcd\nefgh\nij\nkl\n"},
      {"no-break space", "a 100\u00a0000", 8, "a\n100\u00a0000\n"},
      {"accents count once", "éé éé éé", 5, "éé éé\néé\n"},
      {"combining marks stay", "e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301\ne\u0301\n"},
      {"wide", "大马士革市", 5, "大马\n士革\n市\n"},
      {"no stop begins a line", "大马。士", 4, "大\n马。\n士\n"},
      {"no quote ends a line", "大「马」", 6, "大\n「马」\n"},
      {"a column for a wide character", "大马", 1, "大\n马\n"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(wrapped(row.text, row.width) == row.lines);
  }
}

TEST_CASE("matches are marked, with colour or without") {
  const std::string text = "the siege of Daraya";
  const std::vector<Mark> marks = {{4, 9}, {13, 19}};
  CHECK(wrapped(text, 80, marks) == "the «siege» of «Daraya»\n");
  CHECK(wrapped(text, 12, marks) == "the «siege»\nof «Daraya»\n");
  CHECK(wrapped("ab", 80, {{0, 1}, {1, 2}}) == "«a»«b»\n");
  CHECK(wrapped("大马士革", 6, {{3, 9}}) == "大«马\n士»革\n");  // » does not begin a line

  Paragraph colored(true);
  colored.add(text, TextRole::plain, marks);
  CHECK(colored.to_string(12) == "the \x1b[0;1;31msiege\x1b[0m of\n\x1b[0;1;31mDaraya\x1b[0m\n");
  // a mark across a line break is closed and opened again; the title's own role comes back
  Paragraph title(true);
  title.add("a siege ends", TextRole::title, {{2, 12}});
  CHECK(title.to_string(8, 1) ==
        " \x1b[0;1ma \x1b[0;1;31msiege\x1b[0m\n \x1b[0;1;31mends\x1b[0m\n");
}

TEST_CASE("indentation takes its columns from the width") {
  CHECK(Paragraph(false).add("ab cd").to_string(6, 3) == "   ab\n   cd\n");
  CHECK(Paragraph(false).add("ab").to_string(2, 3) == "   a\n   b\n");
}

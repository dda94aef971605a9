#include "analysis/folding.h"

#include <doctest/doctest.h>

#include "analysis/analyzer.h"

using namespace newsidx::analysis;

TEST_CASE("letters lose case and accents, and no more than that") {
  struct Row {
    std::string name;
    std::string text;
    const char* folded;
  };
  const Row kRows[] = {
      {"ASCII", "Daraya 20", "daraya 20"},
      {"accents", "Erdoğan Çelik Ñandú Ångström", "erdogan celik nandu angstrom"},
      {"accents set apart", "e\u0301a\u0308", "ea"},
      {"several accents", "Việt Nam ǟ", "viet nam a"},
      {"no decomposition", "Łódź ø đ ð ħ ŧ æ œ þ ı", "lodz o d d h t ae oe th i"},
      {"dotted capital I", "İstanbul", "istanbul"},
      {"sharp s", "Straße GROẞ", "strasse gross"},
      {"compatibility", "ﬁnal ＮＡＴＯ ²", "final nato 2"},
      {"soft hyphen and joiners", "co\u00adop\u200de", "coope"},
      {"Greek", "Αθήνα Ἀθῆναι ΐ", "αθηνα αθηναι ι"},
      {"Cyrillic letters of their own", "Йод ї ў ѓ", "йод ї ў ѓ"},
      {"Cyrillic io and stress", "Ёлка Москва\u0301", "елка москва"},
      {"Arabic vowel signs and tatweel", "مُحَمَّد كـتاب", "محمد كتاب"},
      {"forms of alef and yeh", "آب أب إب ي ى", "اب اب اب ي ي"},
      {"Hebrew points", "שָׁלוֹם", "שלום"},
      {"Devanagari vowel signs", "दिल्ली", "दिल्ली"},
      {"Japanese voiced kana", "ガギ ｶﾞ", "ガギ ガ"},
      {"Hangul", "한국", "한국"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    std::string folded, plain;
    fold_case(row.text, folded);
    fold_diacritics(folded, plain);
    CHECK(plain == row.folded);
    CHECK(fold({}, row.text) == row.folded);
  }
}

TEST_CASE("ASCII is folded without ICU as ICU folds it") {
  for (char byte = 0; byte >= 0 && byte < 127; ++byte) {
    const std::string text(3, byte);
    CAPTURE(text);
    std::string fast, slow, plain;
    fold_case_ascii(text, fast);
    fold_case(text, slow);
    fold_diacritics(slow, plain);
    CHECK(fast == plain);
  }
}

TEST_CASE("fold() is for prefixes and keyword values") {
  CHECK(fold({}, "") == "");
  CHECK(fold({}, "  \t ") == "");
  CHECK(fold({}, " World  News\n") == "world  news");
  CHECK(fold({}, "O’Brien") == "o'brien");
  CHECK(fold({}, "running") == "running");
  CHECK(fold({}, "caf\xe9") == "caf\xef\xbf\xbd");
  const AnalyzerOptions plain{.kind = AnalyzerKind::plain, .language = "english"};
  CHECK(fold(plain, " Erdoğan ’s ") == "erdoğan ’s");
}

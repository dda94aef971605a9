// How words are written, as caps(), allcaps() and nocaps() see it.
#include "analysis/letter_case.h"

#include <doctest/doctest.h>

namespace newsidx::analysis {
namespace {

TEST_CASE("the letters of a written word") {
  struct Row {
    const char* written;
    LetterCase letter_case;
  };
  static const Row kRows[] = {
      {"apple", LetterCase::lower},
      {"Apple", LetterCase::capitalized},
      {"US", LetterCase::capitals},
      {"U.S.", LetterCase::capitals},
      {"A", LetterCase::capitals},
      {"G-20", LetterCase::capitals},
      {"100", LetterCase::lower},
      {"", LetterCase::lower},
      {"iPhone", LetterCase::mixed},
      {"MPs", LetterCase::mixed},
      {"McDonald", LetterCase::mixed},
      {"Al-Nusra", LetterCase::mixed},
      {"cease-Fire", LetterCase::mixed},
      {"US's", LetterCase::capitals},
      {"US\u2019s", LetterCase::capitals},
      {"Syria's", LetterCase::capitalized},
      {"it's", LetterCase::lower},
      {"'s", LetterCase::lower},
      {"Österreich", LetterCase::capitalized},
      {"ÖSTERREICH", LetterCase::capitals},
      {"österreich", LetterCase::lower},
      {"Москва", LetterCase::capitalized},
      {"МОСКВА", LetterCase::capitals},
      {"中国", LetterCase::lower},
      {"B2B", LetterCase::capitals},
      {"\xff\xfe", LetterCase::lower},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.written);
    CHECK(letter_case(row.written) == row.letter_case);
  }
}

}  // namespace
}  // namespace newsidx::analysis

#include <doctest/doctest.h>

#include "analysis/shouting.h"
#include "analysis/term_normalizer.h"
#include "analysis/words.h"

using namespace newsidx::analysis;

TEST_CASE("dotted acronyms") {
  for (const std::string word : {"U.S", "U.S.", "U.S.A.", "u.n", "С.Ш.А", "a.m."}) {
    CAPTURE(word);
    CHECK(is_dotted_acronym(word));
  }
  for (const std::string word :
       {"", "U", "U.", "US", "U.SA", "XOM.N", "U..S", "1.2", "U.2", ".U.S", "U-S"}) {
    CAPTURE(word);
    CHECK_FALSE(is_dotted_acronym(word));
  }
}

TEST_CASE("possessives") {
  struct Row {
    std::string word;
    const char* without;
  };
  const Row kRows[] = {{"Syria's", "Syria"},
                       {"Syria’s", "Syria"},
                       {"SYRIA'S", "SYRIA"},
                       {"ISISʼs", "ISIS"},
                       {"U.S.’s", "U.S."},
                       {"is", "is"},
                       {"'s", "'s"},
                       {"’s", "’s"},
                       {"don't", "don't"},
                       {"", ""},
                       {"x", "x"}};
  for (const Row& row : kRows) {
    CAPTURE(row.word);
    CHECK(without_possessive(row.word) == row.without);
  }
}

TEST_CASE("lines in which case says nothing") {
  for (const std::string line : {"ISIS ATTACKS", "U.S. ATTACKS RAQQA", "ÉTAT D'URGENCE",
                                 "ПУТИН СКАЗАЛ", "ATTACKS ON 2016-08-27", "“NATO–IS”"}) {
    CAPTURE(line);
    CHECK(is_all_capitals_line(line));
  }
  for (const std::string line : {"", "2016", "NATO", "U.S.", "U.S. NATO", "A B C", "ISIS attacks",
                                 "IS é", "北约 NATO ISIS", "Путин США", "NATO и США"}) {
    CAPTURE(line);
    CHECK_FALSE(is_all_capitals_line(line));
  }
}

TEST_CASE("digit groups") {
  struct Row {
    std::string written;
    const char* term;
  };
  const Row kRows[] = {{"100,000", "100000"},
                       {"1,234,567", "1234567"},
                       {"1,234.5", "1234.5"},
                       {"12.5", "12.5"},
                       {"1,23", "1,23"},
                       {"1234,567", "1234,567"},
                       {"1,2345", "1,2345"},
                       {"1,234,56", "1,234,56"},
                       {"1,234,5678", "1,234,5678"},
                       {"1,234.5,678", "1,234.5,678"},
                       {"1,234a", "1,234a"}};
  TermNormalizer normalizer(kNoStemmer);
  NormalizedWord forms;
  for (const Row& row : kRows) {
    CAPTURE(row.written);
    const Span all{0, static_cast<std::uint32_t>(row.written.size())};
    normalizer.normalize(row.written, {.span = all}, kNoStemmer, forms);
    CHECK(forms.surface == row.term);
    CHECK(forms.term == row.term);
  }
}

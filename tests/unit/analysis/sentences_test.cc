#include "analysis/sentences.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "unit/analysis/token_text.h"

using namespace newsidx;
using namespace newsidx::analysis;

namespace {

// "¶" before a token that begins a paragraph, "§" before one that begins another sentence.
std::string with_boundaries(const std::string& text) {
  auto analyzer = Analyzer::create({AnalyzerKind::news, "english"}).value();
  TokenKeeper keeper;
  analyzer.analyze(text, "en", keeper);
  std::string told;
  for (const KeptToken& token : keeper.tokens) {
    if (!told.empty()) told += ' ';
    if (token.begins == Boundary::paragraph) told += "¶";
    if (token.begins == Boundary::sentence) told += "§";
    told += to_text(token);
  }
  return told;
}

}  // namespace

TEST_CASE("sentences begin where a reader would say so") {
  struct Row {
    std::string name;
    std::string text;
    std::vector<std::string> sentences;  // up to the next one
  };
  const Row kRows[] = {
      {"stops", "One. Two! Three? four.", {"One. ", "Two! ", "Three? four."}},
      {"quotes", "“One.” Two. \"Three.\" (Four.)", {"“One.” ", "Two. ", "\"Three.\" ", "(Four.)"}},
      {"abbreviations",
       "The U.S. Army met Mr. Kerry and Gen. X. Y. He left.",
       {"The U.S. Army met Mr. Kerry and Gen. X. Y. He left."}},
      {"short words", "End it. Now. In May. He did.", {"End it. ", "Now. ", "In May. ", "He did."}},
      {"numbers", "It rose 3.5 percent. 12 died.", {"It rose 3.5 percent. ", "12 died."}},
      {"lines", "A title\n\n  a lead\nText.", {"A title\n\n  ", "a lead\n", "Text."}},
      {"full lines", "The war went\non. He\nleft it.", {"The war went\non. ", "He\nleft it."}},
      {"months", "On Jan. 5 he left. In Sept. Mr. X", {"On Jan. 5 he left. ", "In Sept. Mr. X"}},
      {"degrees", "A Ph.D. He", {"A Ph.D. He"}},
      {"sites", "At Amazon.com. He", {"At Amazon.com. ", "He"}},
      {"items", "3. The war. 12. Then", {"3. The war. ", "12. ", "Then"}},
      {"long words", "Aaaaaaaaaaaaaaaaaaaaaaaa. He", {"Aaaaaaaaaaaaaaaaaaaaaaaa. ", "He"}},
      {"several stops", "Well... Yes?! “So.”) No", {"Well... ", "Yes?! ", "“So.”) ", "No"}},
      {"dashes", "He left. – No.", {"He left. – No."}},
      {"no-break blanks", "One.\u00a0Two.\u3000Three", {"One.\u00a0", "Two.\u3000", "Three"}},
      {"blanks first", "  One.", {"One."}},
      {"small letter", "Yahoo! said so.", {"Yahoo! said so."}},
      {"Cyrillic", "Он ушёл. Она нет. да.", {"Он ушёл. ", "Она нет. да."}},
      {"Chinese", "他走了。她说：「好。」然后", {"他走了。", "她说：「好。」", "然后"}},
      {"Arabic", "ذهب؟ نعم", {"ذهب؟ ", "نعم"}},
      {"wide quotes and stops", "好。」他！？走", {"好。」", "他！？", "走"}},
      {"Armenian, Khmer, Burmese", "Նա։ Ոչ ក។ ខ က။ ခ", {"Նա։ ", "Ոչ ក។ ", "ខ က။ ", "ခ"}},
      {"Hindi", "वह गया। वह आया।", {"वह गया। ", "वह आया।"}},
      {"nothing", " \n ", {}},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const std::string text = row.text;
    const auto begins = sentence_begins(text);
    std::vector<std::string> sentences;
    for (std::size_t i = 0; i < begins.size(); ++i) {
      const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : text.size();
      sentences.push_back(text.substr(begins[i], end - begins[i]));
    }
    CHECK(sentences.size() == row.sentences.size());
    for (std::size_t i = 0; i < std::min(sentences.size(), row.sentences.size()); ++i) {
      CHECK(sentences[i] == row.sentences[i]);
    }
  }
}

TEST_CASE("tokens say what begins at them") {
  struct Row {
    std::string name;
    std::string text;
    std::string tokens;
  };
  const Row kRows[] = {
      {"sentences", "Oil rose. Gold fell! Tin", "¶oil rose §gold fell §tin"},
      {"the first token of a position", "Rose. U.S.-led war", "¶rose §us ^us usl+2 led war"},
      {"paragraphs", "Oil rose.\n\nGold.", "¶oil rose ¶gold"},
      {"lines of their own", "Oil rose\nGold fell", "¶oil rose ¶gold fell"},
      {"full lines", "the oil\nrose. Gold\nfell.\nTin", "¶the oil rose §gold fell §tin"},
      {"items of a list", "the oil\nrose\n- gold", "¶the oil rose ¶gold"},
      {"without words", "Oil.\n\n* * *\n\n\"...\" - He", "¶oil ¶he"},
      {"glued", "It is done.Obama left", "¶it is done doneobama+2 obama left"},
      {"initials", "By X. Y. Zed. He", "¶by x y zed §he"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(with_boundaries(row.text) == row.tokens);
  }
}

TEST_CASE("tokens begin the sentences that a passage may begin with") {
  MESSAGE("seed 91");
  std::mt19937_64 random(91);
  const std::vector<std::string> kPieces = {
      "Oil", "rose", "U.S.", "Mr.", "3",    ".",    ". ", "! ", "? ", "…",  "\n", "\n\n", " ",
      "\" ", "“",    "”",    "’",   "- ",   "12",   "a",  "Я",  "中", "国", "。", "！",   "」",
      " ",   "।",    "हिं",   "ไป",  "\xe2", "\xff", ",",  ":",  "(",  ")",  " ",  "\r\n", "\u2029"};
  auto analyzer = Analyzer::create({AnalyzerKind::news, "english"}).value();
  for (int i = 0; i < 3'000; ++i) {
    std::string text;
    for (std::size_t pieces = random() % 60; pieces > 0; --pieces) {
      text += kPieces[random() % kPieces.size()];
    }
    TokenKeeper keeper;
    analyzer.analyze(text, "en", keeper);
    const auto begins = sentence_begins(text);
    std::vector<std::uint32_t> told, expected;
    for (const KeptToken& token : keeper.tokens) {
      if (token.begins != Boundary::none) told.push_back(token.begin);
    }
    for (std::size_t at = 0; at < begins.size(); ++at) {
      const auto token = std::ranges::find_if(
          keeper.tokens, [&](const KeptToken& kept) { return kept.begin >= begins[at]; });
      if (token == keeper.tokens.end()) break;
      if (expected.empty() || expected.back() != token->begin) expected.push_back(token->begin);
    }
    const auto listed = [](const std::vector<std::uint32_t>& offsets) {
      std::string all;
      for (const std::uint32_t offset : offsets) all += std::to_string(offset) + " ";
      return all;
    };
    CAPTURE(text);
    CHECK(listed(told) == listed(expected));
  }
}

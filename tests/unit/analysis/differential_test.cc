// The fast ways are proved equal to the slow ones: the ASCII segmenter to ICU, and token runs with
// their cache to the rules applied to whole lines.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "analysis/ascii_run.h"
#include "analysis/news_analyzer.h"
#include "analysis/segmenter_ascii.h"
#include "base/utf8.h"
#include "unit/analysis/token_text.h"

using namespace newsidx;
using namespace newsidx::analysis;

namespace {

using Alphabet = std::vector<std::string>;

// The characters between which the ASCII rules differ, one or two of each kind.
const Alphabet kAscii = {"a", "S", "1", "'", ".", ",", ":", "-", "_", "@", "\"", " ", "’"};

// Whatever the scanner of token runs might get wrong: separators, joiners, marks, formats, all
// scripts with rules of their own, and bytes that are not UTF-8.
const Alphabet kNasty = {
    "a",        "B",      "&",      "`",       "SAID",    "₂",      "²",      "\u202f", "s",
    "US",       "the",    "é",      "e\u0301", "1",       "20",     "100",    "000",    "'",
    "’",        "‘",      "ʼ",      "＇",      ".",       ",",      ";",      ":",      "-",
    "‐",        "‑",      "–",      "—",       "_",       "@",      "\"",     "“",      "”",
    "…",        "•",      "\u00a0", " ",       "  ",      "\t",     "\r",     "\n",     "(",
    "/",        "\u0301", "\u200d", "\u00ad",  "\u200b",  "\ufeff", "א",      "ב",      "ש\u05c1",
    "中",       "国",     "人民",   "、",      "。",      "，",     "カ",     "タ",     "ー",
    "ひ",       "ไป",     "กรุง",    "เทพ",     "й",       "Ш",      "ع",      "\u064e", "ـ",
    "٣",        "٫",      "한",     "국",      "👍",       "🇺",      "🇸",      "℠",      "ℹ",
    "ﬁ",        "Ａ",     "１",     "，",      "·",       "‧",      "\u2028", "\u0085", "\xe2",
    "\xe2\x80", "\x80",   "\xff",   "\xc2",    "\xf0\x9f"};

std::string random_text(std::mt19937_64& random, const Alphabet& alphabet, std::size_t max_pieces) {
  std::string text;
  for (std::size_t pieces = random() % (max_pieces + 1); pieces > 0; --pieces) {
    text += alphabet[random() % alphabet.size()];
  }
  return text;
}

std::string to_string(const std::vector<Span>& spans) {
  std::string text;
  for (const Span span : spans) {
    text.append("[").append(std::to_string(span.begin)).append(",");
    text.append(std::to_string(span.end)).append(")");
  }
  return text;
}

// Compares without a doctest assertion for each of very many cases.
bool segments_agree(IcuSegmenter& icu, const std::string& text) {
  std::vector<Span> fast, slow;
  const bool is_ascii_enough = segment_ascii(text, fast);
  icu.segment(text, slow);
  if (is_ascii_enough && fast == slow) return true;
  CAPTURE(text);
  CHECK(is_ascii_enough);
  CHECK(to_string(fast) == to_string(slow));
  return false;
}

// A digit a token: its Boundary.
std::string begins_of(const std::vector<KeptToken>& tokens) {
  std::string text;
  for (const KeptToken& token : tokens)
    text += static_cast<char>('0' + static_cast<int>(token.begins));
  return text;
}

bool tokens_agree(NewsAnalyzer& fast, NewsAnalyzer& slow, const std::string& text,
                  LanguageId language) {
  TokenKeeper fast_keeper, slow_keeper;
  const std::uint32_t fast_length = fast.analyze(text, language, fast_keeper);
  const std::uint32_t slow_length = slow.analyze_by_rules(text, language, slow_keeper);
  if (fast_length == slow_length && fast_keeper.tokens == slow_keeper.tokens) return true;
  CAPTURE(text);
  CHECK(fast_length == slow_length);
  CHECK(to_text(fast_keeper.tokens) == to_text(slow_keeper.tokens));
  CHECK(written(text, fast_keeper.tokens) == written(text, slow_keeper.tokens));
  CHECK(begins_of(fast_keeper.tokens) == begins_of(slow_keeper.tokens));
  return false;
}

IcuSegmenter open_icu() {
  auto icu = IcuSegmenter::open();
  REQUIRE(icu.has_value());
  return std::move(icu).value();
}

NewsAnalyzer open_news(const NewsAnalyzer::Limits& limits = {}) {
  auto analyzer = NewsAnalyzer::open(limits, find_language("english").value());
  REQUIRE(analyzer.has_value());
  return std::move(analyzer).value();
}

LanguageId language_of(const char* name) { return find_language(name).value(); }

}  // namespace

TEST_CASE("the ASCII segmenter equals ICU on every string of up to four characters that matter") {
  IcuSegmenter icu = open_icu();
  std::vector<std::string> texts = {""};
  std::size_t disagreements = 0;
  for (std::size_t begin = 0, size = 1; size <= 4; ++size) {
    const std::size_t end = texts.size();
    for (; begin < end && disagreements < 5; ++begin) {
      for (const std::string& character : kAscii) {
        texts.push_back(texts[begin] + character);
        if (!segments_agree(icu, texts.back())) ++disagreements;
      }
    }
  }
  CHECK(texts.size() == 1 + 13 + 169 + 2197 + 28561);
  CHECK(disagreements == 0);
}

TEST_CASE("the ASCII segmenter equals ICU between any three ASCII characters") {
  IcuSegmenter icu = open_icu();
  std::size_t disagreements = 0;
  for (char middle = 1; middle > 0 && middle < 127 && disagreements < 5; ++middle) {
    for (const std::string left : {"a", "1", "_", "a.", "1,"}) {
      for (const std::string right : {"a", "1", "_", ".a", ",1", ""}) {
        if (!segments_agree(icu, std::string(left) + middle + right)) ++disagreements;
      }
    }
  }
  CHECK(disagreements == 0);
}

TEST_CASE("the ASCII segmenter equals ICU on random ASCII text") {
  const std::uint64_t kSeed = 20161121;
  CAPTURE(kSeed);
  std::mt19937_64 random(kSeed);
  Alphabet ascii;
  for (char byte = 1; byte > 0 && byte < 127; ++byte) ascii.emplace_back(1, byte);
  IcuSegmenter icu = open_icu();
  std::size_t disagreements = 0;
  for (int round = 0; round < 10000 && disagreements < 5; ++round) {
    if (!segments_agree(icu, random_text(random, round % 2 == 0 ? kAscii : ascii, 60))) {
      ++disagreements;
    }
  }
  CHECK(disagreements == 0);
}

TEST_CASE("the ASCII segmenter leaves other text to ICU") {
  for (const std::string text : {"café", "a – b", "中国", "bad \xff byte"}) {
    CAPTURE(text);
    std::vector<Span> words = {{7, 9}};
    CHECK_FALSE(segment_ascii(text, words));
    CHECK(words == std::vector<Span>{{7, 9}});
  }
}

TEST_CASE("remembered runs give the tokens that the rules give") {
  struct Case {
    std::string name;
    Alphabet alphabet;
    std::size_t max_pieces;
    NewsAnalyzer::Limits limits;
  };
  const Case kCases[] = {
      {"ASCII", kAscii, 40, {}},
      {"anything", kNasty, 12, {}},
      {"anything, long", kNasty, 120, {}},
      {"anything, a cache that is always full", kNasty, 40, {.runs = 16, .words = 100}},
  };
  for (const Case& test : kCases) {
    CAPTURE(test.name);
    const std::uint64_t kSeed = 20160827;
    CAPTURE(kSeed);
    std::mt19937_64 random(kSeed);
    NewsAnalyzer fast = open_news(test.limits);
    NewsAnalyzer slow = open_news();
    const LanguageId kLanguages[] = {language_of("english"), language_of("french"),
                                     language_of("none")};
    std::size_t disagreements = 0;
    for (int round = 0; round < 6000 && disagreements < 5; ++round) {
      const std::string text = random_text(random, test.alphabet, test.max_pieces);
      if (!tokens_agree(fast, slow, text, kLanguages[random() % 3])) ++disagreements;
    }
    CHECK(disagreements == 0);
  }
}

TEST_CASE("remembered runs give the tokens that the rules give on real news") {
  NewsAnalyzer fast = open_news();
  NewsAnalyzer slow = open_news();
  std::size_t pages = 0;
  for (const auto& file : std::filesystem::directory_iterator(NEWSIDX_SOURCE_DIR "/corpus")) {
    if (file.path().extension() != ".txt") continue;
    CAPTURE(file.path().string());
    std::ifstream in(file.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    REQUIRE_FALSE(text.empty());
    CHECK(tokens_agree(fast, slow, text, language_of("english")));
    CHECK(tokens_agree(fast, slow, text, language_of("english")));  // now from the cache
    ++pages;
  }
  CHECK(pages == 5);
}

TEST_CASE("a run of ASCII letters and digits ends where the slow loop says, at any place") {
  for (int value = 0; value < 256; ++value) {
    const char byte = static_cast<char>(value);
    const bool inside = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                        (byte >= '0' && byte <= '9');
    for (std::size_t place = 0; place < 40; ++place) {
      std::string text(40, 'x');
      text[place] = byte;
      const std::size_t end = inside ? text.size() : place;
      if (ascii_run_end(text, 0) == end && ascii_run_end(text, place) == end) continue;
      CAPTURE(value);
      CAPTURE(place);
      CHECK(ascii_run_end(text, 0) == end);
      CHECK(ascii_run_end(text, place) == end);
    }
  }
}

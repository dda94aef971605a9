// What a word is, which bodies are copies, and which articles are one story.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "copies/copy_rule.h"
#include "copies/shingles.h"
#include "copies/stories.h"

using namespace newsidx;
using namespace newsidx::copies;

namespace {

std::string words(int from, int to) {
  std::string text;
  for (int i = from; i < to; ++i) text += "w" + std::to_string(i) + ' ';
  return text;
}

}  // namespace

TEST_CASE("words are runs of letters and digits, in lower case") {
  struct Row {
    const char* name;
    const char* text;
    std::uint32_t words;
    const char* same;  // has the same shingles
  };
  const Row rows[] = {
      {"nothing", "", 0, " .,-"},
      {"four words", "a b c d", 4, "a, b, c, d"},
      {"case and signs", "The U.S. rose 3.5%, he said", 8, "the u s ROSE 3 5 he SAID"},
      {"apostrophes", "Syria\u2019s war isn't over yet", 7, "syria s war isn t over yet"},
      {"underscore", "a_b c d e f", 5, "A_B C D E F"},
      {"beyond ASCII", "\u00c9tat \u00dcber \u0421\u041b\u041e\u0412\u041e x y", 5,
       "\u00e9tat \u00fcber \u0441\u043b\u043e\u0432\u043e X Y"},
      {"without blanks", "\u65b0\u805e\u8a18\u4e8b\u306e", 5, "\u65b0 \u805e \u8a18 \u4e8b \u306e"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Shingles shingles = shingles_of(row.text);
    CHECK(shingles.word_count == row.words);
    CHECK(shingles.hashes.size() == (row.words < 5 ? 0 : row.words - 4));
    CHECK(shingles.hashes == shingles_of(row.same).hashes);
    CHECK(std::ranges::is_sorted(shingles.hashes));
  }
  CHECK(shingles_of("a b c d e").hashes != shingles_of("e d c b a").hashes);
  CHECK(shingles_of("ab c d e f").hashes != shingles_of("a bc d e f").hashes);
  // One comes once.
  CHECK(shingles_of("a a a a a a a").hashes.size() == 1);
}

TEST_CASE("which bodies are copies") {
  constexpr std::int64_t kDay = 86'400;
  struct Row {
    const char* name;
    std::string a;
    Time time_a;
    std::string b;
    Time time_b;
    bool are;
  };
  const std::string hundred = words(0, 100);
  const Row rows[] = {
      {"the same", hundred, 0, hundred, kDay, true},
      {"six weeks", hundred, 0, hundred, 42 * kDay, true},
      {"a second more", hundred, 42 * kDay + 1, hundred, 0, false},
      {"undated", hundred, 0, hundred, Time(), true},
      {"both undated", hundred, Time(), hundred, Time(), true},
      // 96 shingles; of the first 81 words 77, which are 80.2 %, of 80 words 76.
      {"80 percent", hundred, 0, words(0, 81) + words(200, 219), 0, true},
      {"less", hundred, 0, words(0, 80) + words(200, 220), 0, false},
      {"contained", hundred, 0, hundred + words(200, 500), 0, true},
      {"more than four times as long", hundred, 0, hundred + words(200, 501), 0, false},
      {"sixty words", words(0, 60), 0, words(0, 60) + words(100, 110), 0, true},
      {"fifty-nine", words(0, 59), 0, words(0, 59) + words(100, 110), 0, false},
      {"short and nearly the same", words(0, 50), 0, words(0, 52), 2 * kDay, true},
      {"short, and later", words(0, 50), 0, words(0, 52), 2 * kDay + 1, false},
      {"too short for a shingle", words(0, 4), 0, words(0, 4), 0, false},
      {"empty", "", 0, "", 0, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Shingles a = shingles_of(row.a);
    const Shingles b = shingles_of(row.b);
    CHECK(are_copies(a, row.time_a, b, row.time_b) == row.are);
    CHECK(are_copies(b, row.time_b, a, row.time_a) == row.are);
  }
  const Shingles short_body = shingles_of(words(0, 50));
  CHECK_FALSE(are_copies(short_body, 0, short_body, 0, {.short_bodies_by_jaccard = false}));
}

TEST_CASE("of very long bodies a sample is compared") {
  const std::string text = words(0, 300'000);
  const Shingles whole = shingles_of(text);
  CHECK(whole.word_count == 300'000);
  CHECK(whole.hashes.size() == kMaxShingles);
  CHECK(whole.limit == whole.hashes.back());
  const Shingles half = shingles_of(words(0, 150'000));
  CHECK(std::abs(containment(whole, half) - 1) < 1e-9);
  CHECK(are_copies(whole, 0, half, 0));
  const Shingles other = shingles_of(words(0, 200'000) + words(400'000, 500'000));
  CHECK(std::abs(containment(whole, other) - 2.0 / 3) < .01);
  CHECK_FALSE(are_copies(whole, 0, other, 0));
  // A body whose few runs are none of the sample.
  for (int i = 0; i < 20; ++i) {
    std::string repeated;
    while (repeated.size() < 600'000) repeated += words(900'000 + i * 10, 900'006 + i * 10);
    CHECK_FALSE(are_copies(whole, 0, shingles_of(repeated), 0));
  }
  CHECK(shingles_of(text + text).hashes.size() == kMaxShingles);
}

TEST_CASE("stories are the connected components, whatever the order of the pairs") {
  std::vector<CopyPair> pairs = {{7, 9}, {1, 3}, {3, 5}, {9, 2}, {20, 21}};
  const std::vector<std::vector<std::uint32_t>> stories = {{1, 3, 5}, {2, 7, 9}, {20, 21}};
  std::ranges::sort(pairs);
  do {
    CHECK(stories_of(pairs) == stories);
  } while (std::ranges::next_permutation(pairs).found);
  CHECK(stories_of({}).empty());
}

// Sketches: their bytes, and that the index of them tells the copies.
#include "copies/sketch.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "copies/copy_rule.h"
#include "copies/shingles.h"
#include "copies/sketch_index.h"
#include "copies/stories.h"
#include "support/random_news.h"

using namespace newsidx;
using namespace newsidx::copies;

namespace {

using Words = std::vector<std::uint32_t>;

std::string text_of(const Words& words) {
  std::string text;
  for (const std::uint32_t word : words) text += "w" + std::to_string(word) + ' ';
  return text;
}

Words random_words(testing::Dice& dice, std::uint32_t count) {
  Words words(count);
  for (std::uint32_t& word : words) word = dice.below(100'000);
  return words;
}

// Some words are others, or gone, and there are some more in front.
Words edited(const Words& words, testing::Dice& dice) {
  Words result = random_words(dice, dice.below(30));
  const std::uint32_t rarity = 20 + dice.below(400);
  for (const std::uint32_t word : words) {
    const std::uint32_t what = dice.below(rarity);
    if (what == 0) continue;
    result.push_back(what == 1 ? dice.below(100'000) : word);
  }
  return result;
}

}  // namespace

TEST_CASE("which headlines are corrections") {
  struct Row {
    const char* title;
    bool is;
  };
  const Row rows[] = {
      {"CORRECTED-Gold hits record high", true},
      {"CORRECTED - Gold hits record high", true},
      {"CORRECTION: Gold", true},
      {"Corrected: Gold hits record", true},
      {"Correction - Gold", true},
      {"(Corrects price) Gold hits record", true},
      {"REFILE-CORRECTED-Gold", true},
      {"UPDATE 1-CORRECTED-Gold", true},
      {"UPDATE 1-Gold hits record high", false},
      {"Correction in shares looms", false},
      {"Corrected figures show growth", false},
      {"CORRECTIONAL officers strike", false},
      {"Correctional officers strike", false},
      {"Gold corrected", false},
      {"", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.title);
    CHECK(is_correction(row.title) == row.is);
  }
}

TEST_CASE("a sketch has the least hashes, and at least 32") {
  testing::Dice dice(4711);
  for (const std::uint32_t count : {0u, 4u, 5u, 35u, 36u, 37u, 100u, 500u, 2000u, 30'000u}) {
    CAPTURE(count);
    const std::string text = text_of(random_words(dice, count));
    const Sketch sketch = sketch_of("", text);
    CHECK(sketch.word_count == count);
    CHECK(std::ranges::is_sorted(sketch.hashes));
    std::vector<std::uint32_t> all;
    for (const std::uint64_t hash : shingles_of(text).hashes) {
      all.push_back(static_cast<std::uint32_t>(hash >> 32));
    }
    const std::uint32_t limit = sketch.limit();
    std::erase_if(all, [limit](std::uint32_t hash) { return hash > limit; });
    CHECK(all == sketch.hashes);
    CHECK(sketch.is_whole == (count < 37));
    if (!sketch.is_whole) CHECK(sketch.hashes.size() >= kMinSketchHashes);
    CHECK(sketch.hashes.size() <= kMaxSketchHashes);
  }
}

TEST_CASE("a sketch is read as it was written, and any other bytes are refused") {
  testing::Dice dice(4712);
  for (const std::uint32_t count : {0u, 20u, 400u}) {
    const Sketch sketch = sketch_of("CORRECTED-Oil", text_of(random_words(dice, count)));
    std::string bytes;
    append_sketch(bytes, sketch);
    CHECK(parse_sketch(bytes) == sketch);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const auto cut = parse_sketch(std::string_view(bytes).substr(0, size));
      if (cut) CHECK(*cut != sketch);
    }
    for (int i = 0; i < 200; ++i) {
      std::string damaged = bytes;
      damaged[dice.below(static_cast<std::uint32_t>(bytes.size()))] =
          static_cast<char>(dice.below(256));
      const auto read = parse_sketch(damaged);
      if (!read) continue;
      CHECK(std::ranges::is_sorted(read->hashes));
      CHECK(read->hashes.size() <= kMaxSketchHashes);
    }
  }
}

TEST_CASE("the index tells every copy, with and without dates") {
  testing::Dice dice(4713);
  std::vector<Shingles> bodies;
  std::vector<Time> times;
  std::vector<Sketch> sketches;
  SketchIndex added;
  for (int story = 0; story < 40; ++story) {
    const Words words = random_words(dice, 20 + dice.below(600));
    for (int i = 0; i < 6; ++i) {
      const std::string text = text_of(edited(words, dice));
      const auto time = static_cast<std::int64_t>(dice.below(60)) * kDaySeconds;
      times.push_back(dice.below(4) == 0 ? Time() : Time(time));
      sketches.push_back(sketch_of("", text));
      added.add(static_cast<std::uint32_t>(bodies.size()), times.back(), sketches.back());
      bodies.push_back(shingles_of(text));
    }
  }
  for (const bool is_alone : {false, true}) {
    CAPTURE(is_alone);
    SketchIndex index = added;
    index.finish(is_alone);
    std::set<CopyPair> candidates;
    for (std::uint32_t at = 0; at < index.size(); ++at) {
      const auto [number, others] = index.pairs_of(at);
      for (const std::uint32_t other : others) candidates.insert(std::minmax(number, other));
    }
    std::size_t pair_count = 0;
    for (std::uint32_t a = 0; a < bodies.size(); ++a) {
      std::set<std::uint32_t> found;
      if (!is_alone) {
        const auto numbers = index.candidates(a, times[a], sketches[a]);
        found.insert(numbers.begin(), numbers.end());
      }
      for (std::uint32_t b = 0; b < bodies.size(); ++b) {
        if (a == b || !are_copies(bodies[a], times[a], bodies[b], times[b])) continue;
        ++pair_count;
        CAPTURE(a);
        CAPTURE(b);
        CHECK(candidates.contains(std::minmax(a, b)));
        CHECK((is_alone || found.contains(b)));
      }
    }
    CHECK(pair_count > 200);
  }
}

TEST_CASE("of one text very many times each is told a few, and all hold together") {
  constexpr std::uint32_t kArticles = 3000;
  testing::Dice dice(4714);
  const Sketch sketch = sketch_of("", text_of(random_words(dice, 200)));
  for (const int kind : {0, 1, 2}) {  // all at once, undated, over a year
    CAPTURE(kind);
    const auto time_of = [kind](std::uint32_t number) {
      if (kind == 1) return Time();
      return Time(kind == 0 ? 0 : static_cast<std::int64_t>(number % 365) * kDaySeconds);
    };
    SketchIndex index;
    for (std::uint32_t number = 0; number < kArticles; ++number) {
      index.add(number, time_of(number), sketch);
    }
    index.finish(true);
    std::vector<CopyPair> pairs;
    for (std::uint32_t at = 0; at < kArticles; ++at) {
      const auto [number, others] = index.pairs_of(at);
      CHECK(others.size() <= 32);
      for (const std::uint32_t other : others) pairs.emplace_back(std::minmax(number, other));
    }
    SketchIndex asked;  // by articles that are not in it
    for (std::uint32_t number = 0; number < kArticles; number += 2) {
      asked.add(number, time_of(number), sketch);
    }
    asked.finish(false);
    for (std::uint32_t number = 1; number < kArticles; number += 2) {
      const auto found = asked.candidates(number, time_of(number), sketch);
      CHECK(!found.empty());
      CHECK(found.size() <= 64);
    }
    const auto stories = stories_of(pairs);
    REQUIRE(stories.size() == 1);
    CHECK(stories[0].size() == kArticles);
  }
}

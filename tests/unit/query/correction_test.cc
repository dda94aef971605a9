#include "query/spelling/correction.h"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "query/spelling/surface_counts.h"
#include "support/random_news.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx::query {
namespace {

TEST_CASE("of slips, those that are made more often cost less") {
  const auto cost = [](std::u32string_view typed) { return slip_cost(typed, U"daraya"); };
  CHECK(cost(U"daraya") == 0);
  CHECK(cost(U"daray") < cost(U"adraya"));    // left out; changed places
  CHECK(cost(U"adraya") < cost(U"ddaraya"));  // a letter twice
  CHECK(cost(U"ddaraya") < cost(U"doraya"));  // a wrong one
  CHECK(cost(U"doraya") < cost(U"daroaya"));  // a further one
  CHECK(cost(U"daroaya") < cost(U"adray"));   // two slips
}

// Each word once an article, in two segments.
struct Fixture {
  explicit Fixture(const std::map<std::string, int>& words) {
    std::vector<testing::Articles> segments(2);
    for (const auto& [word, count] : words) {
      for (int i = 0; i < count; ++i) {
        Article& article = segments[static_cast<std::size_t>(i % 2)].emplace_back();
        article.id = word + std::to_string(i);
        article.body = word;
      }
    }
    testing::write_index(folder.file("index"), segments, {"news", 1});
    index.emplace(folder.file("index"));
    lists.emplace(index->segments());
  }
  std::string corrected(std::string_view word) {
    return testing::need(correction(*lists, word, CancellationToken())).value_or("");
  }
  testing::TemporaryFolder folder;
  std::optional<testing::OpenedIndex> index;
  std::optional<ListCache> lists;
};

TEST_CASE("a word that no article has is corrected to the one that was most likely meant") {
  Fixture fixture({{"daraya", 3},
                   {"darays", 1},
                   {"evacuation", 5},
                   {"evacuations", 2},
                   {"oil", 9},
                   {"müller", 2},
                   {"2016", 3}});
  CHECK(fixture.corrected("darayya") == "daraya");
  CHECK(fixture.corrected("draaya") == "daraya");
  CHECK(fixture.corrected("evacaution") == "evacuation");
  CHECK(fixture.corrected("evacutionn") == "evacuation");
  CHECK(fixture.corrected("mulelr") == "muller");  // folded
  CHECK(fixture.corrected("daraya").empty());      // is there
  CHECK(fixture.corrected("darays").empty());      // however rare
  CHECK(fixture.corrected("oli").empty());         // too short
  CHECK(fixture.corrected("20166").empty());       // no word of letters
  CHECK(fixture.corrected("aleppo").empty());      // none is near
}

TEST_CASE("the most frequent words with a prefix, over all segments") {
  Fixture fixture({{"evacuee", 3}, {"evacuation", 5}, {"evacuate", 3}, {"oil", 9}});
  const auto frequent = [&](std::string_view prefix, std::size_t limit) {
    return testing::need(most_frequent_words(*fixture.lists, prefix, limit, CancellationToken()));
  };
  CHECK(frequent("evac", 10) ==
        std::vector<CountedWord>{{"evacuation", 5}, {"evacuate", 3}, {"evacuee", 3}});
  CHECK(frequent("evac", 2) == std::vector<CountedWord>{{"evacuation", 5}, {"evacuate", 3}});
  CHECK(frequent("", 1) == std::vector<CountedWord>{{"oil", 9}});
  CHECK(frequent("evac", 0).empty());
  CHECK(frequent("x", 10).empty());
}

TEST_CASE("words by stretches are those of a count of all of them") {
  testing::Dice dice(11);
  std::map<std::string, std::uint64_t> counts;
  std::vector<testing::Articles> segments(3);
  for (int i = 0; i < 12'000; ++i) {  // more than a stretch of each segment
    std::string word = "w";
    for (int left = 0; left < 12; ++left) word += static_cast<char>('a' + dice.below(26));
    for (std::size_t segment = 0; segment < 3; ++segment) {
      if (dice.one_in(2)) continue;
      if (segments[segment].empty()) segments[segment].emplace_back().id = std::to_string(segment);
      segments[segment].front().body += word + ' ';
      ++counts[word];
    }
  }
  testing::TemporaryFolder folder;
  testing::write_index(folder.file("index"), segments, {"plain", 1});
  testing::OpenedIndex index(folder.file("index"));
  const ListCache lists(index.segments());
  const auto words =
      testing::need(most_frequent_words(lists, "w", counts.size() + 1, CancellationToken()));
  REQUIRE(words.size() == counts.size());
  for (const CountedWord& word : words) CHECK(counts.at(word.word) == word.occurrences);
}

}  // namespace
}  // namespace newsidx::query

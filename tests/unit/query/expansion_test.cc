#include "query/expansion.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "segment/field.h"
#include "support/counting_clock.h"
#include "support/segmented_index.h"
#include "support/temporary_folder.h"

namespace newsidx::query {
namespace {

using segment::Field;

std::string word(int number) { return 'w' + std::to_string(number); }

// Two segments. Word n is in as many articles of the first as n ends on; those that can be divided
// by 5 are in the second, too.
struct Fixture {
  Fixture() {
    std::vector<testing::Articles> segments(2);
    for (int i = 0; i < 10; ++i) {
      Article& article = segments[0].emplace_back();
      article.id = "a" + std::to_string(i);
      for (int n = 100; n < 200; ++n) {
        if (n % 10 > i) article.body += word(n) + " v" + std::to_string(n) + "x ";
      }
    }
    Article& article = segments[1].emplace_back();
    article.id = "b";
    for (int n = 100; n < 200; n += 5) article.body += word(n) + ' ';
    testing::write_index(folder.file("index"), segments, {"plain", 1});
    index.emplace(folder.file("index"));
    cache.emplace(index->segments());
  }
  Expansion expand(std::string_view prefix, std::size_t limit) {
    return testing::need(expand_prefix(*cache, Field::text, prefix, limit, CancellationToken()));
  }
  testing::TemporaryFolder folder;
  std::optional<testing::OpenedIndex> index;
  std::optional<ListCache> cache;
};

std::uint64_t frequency(int n) { return static_cast<std::uint64_t>(n % 10) + (n % 5 == 0 ? 1 : 0); }

TEST_CASE("a prefix stands for all words that start so, with their lists") {
  Fixture fixture;
  const Expansion expansion = fixture.expand("w1", 1'000);
  REQUIRE(expansion.lists.size() == 100);
  CHECK(expansion.found_count == 100);
  for (int n = 100; n < 200; ++n) {
    const ListRef& list = expansion.lists[static_cast<std::size_t>(n - 100)];
    CHECK(list.term == word(n));
    CHECK(list.document_frequency == frequency(n));
    CHECK(list.opened->in_segments.size() == (n % 10 > 0 ? 1u : 0u) + (n % 5 == 0 ? 1u : 0u));
  }
  CHECK(fixture.expand("w2", 1'000).lists.empty());
  CHECK(fixture.expand("w15", 1'000).lists.size() == 10);
}

TEST_CASE("of more words than the limit the most frequent are kept, in byte order") {
  Fixture fixture;
  for (const std::size_t limit : {1u, 10u, 37u, 99u}) {
    CAPTURE(limit);
    const Expansion cut = fixture.expand("w", limit);
    CHECK(cut.found_count == 100);
    REQUIRE(cut.lists.size() == limit);
    std::vector<std::pair<std::uint64_t, std::string>> expected;
    for (int n = 100; n < 200; ++n) expected.emplace_back(UINT64_MAX - frequency(n), word(n));
    std::sort(expected.begin(), expected.end());
    expected.resize(limit);
    std::sort(expected.begin(), expected.end(),
              [](const auto& a, const auto& b) { return a.second < b.second; });
    for (std::size_t i = 0; i < limit; ++i) {
      CHECK(cut.lists[i].term == expected[i].second);
      CHECK(cut.lists[i].document_frequency == UINT64_MAX - expected[i].first);
      CHECK(!cut.lists[i].opened->in_segments.empty());
    }
  }
  CHECK(fixture.expand("w", 100).lists.size() == 100);
}

TEST_CASE("a stop ends the expansion") {
  Fixture fixture;
  std::stop_source source;
  source.request_stop();
  for (const std::size_t limit : {10u, 1'000u}) {
    const auto stopped = expand_prefix(*fixture.cache, Field::text, "w", limit,
                                       CancellationToken(source.get_token()));
    REQUIRE(!stopped.has_value());
    CHECK(stopped.error().code == ErrorCode::cancelled);
  }
}

// Three segments with so many words that a prefix is taken in many stretches. Stems come again in
// other stretches ("s123ing" beside "s123"), and words in several segments.
struct LargeFixture {
  static constexpr int kWords = 60'000;
  LargeFixture() {
    std::vector<testing::Articles> segments(3);
    for (int n = 0; n < kWords; ++n) {
      const std::string form = 's' + std::to_string(n * 7'919 % 100'003) + (n % 3 == 0 ? "ed" : "");
      for (int segment = 0; segment < 3; ++segment) {
        if ((n + segment) % 4 == 0) continue;
        auto& articles = segments[static_cast<std::size_t>(segment)];
        const std::size_t at = static_cast<std::size_t>(n) % 97;
        for (std::size_t i = articles.size(); i <= at + 3; ++i) {
          articles.emplace_back().id = std::to_string(segment) + '-' + std::to_string(i);
        }
        for (int more = 0; more <= n % 3; ++more) {
          articles[at + static_cast<std::size_t>(more)].body += form + ' ';
        }
        ++frequencies[form];
        frequencies[form] += static_cast<std::uint64_t>(n % 3);
      }
    }
    testing::write_index(folder.file("index"), segments, {"plain", 1});
    index.emplace(folder.file("index"));
    cache.emplace(index->segments());
  }
  std::map<std::string, std::uint64_t> frequencies;
  testing::TemporaryFolder folder;
  std::optional<testing::OpenedIndex> index;
  std::optional<ListCache> cache;
};

TEST_CASE("a prefix of very many words is expanded as a small one, without opening their lists") {
  const LargeFixture fixture;
  for (const std::string prefix : {"s", "s1", "s99"}) {
    CAPTURE(prefix);
    std::vector<std::pair<std::uint64_t, std::string>> expected;
    for (const auto& [form, frequency] : fixture.frequencies) {
      if (form.starts_with(prefix)) expected.emplace_back(UINT64_MAX - frequency, form);
    }
    const std::size_t count = expected.size();
    std::sort(expected.begin(), expected.end());
    expected.resize(256);
    std::sort(expected.begin(), expected.end(),
              [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto cut =
        testing::need(expand_prefix(*fixture.cache, Field::text, prefix, 256, CancellationToken()));
    CHECK(cut.found_count == count);
    CHECK(cut.is_counted);
    REQUIRE(cut.lists.size() == 256);
    for (std::size_t i = 0; i < cut.lists.size(); ++i) {
      REQUIRE(cut.lists[i].term == expected[i].second);
      CHECK(cut.lists[i].document_frequency == UINT64_MAX - expected[i].first);
    }
  }
}

TEST_CASE("an expansion asks often, and ends soon after it was told to") {
  const LargeFixture fixture;
  for (const std::uint64_t question : {1u, 2u, 1'000u, 30'000u, 80'000u}) {
    testing::CountingClock clock;
    const CancellationToken late({}, clock.deadline_at(question), testing::CountingClock::now);
    const auto cut = expand_prefix(*fixture.cache, Field::text, "s", 256, late);
    REQUIRE(!cut.has_value());
    CHECK(late.timed_out(cut.error()));
    CHECK(clock.questions() < question + 8);
  }
}

TEST_CASE("of many segments each is read in few stretches") {
  constexpr int kSegments = 400;
  constexpr int kWords = 200;
  std::vector<testing::Articles> segments(kSegments);
  for (int segment = 0; segment < kSegments; ++segment) {
    Article& article = segments[static_cast<std::size_t>(segment)].emplace_back();
    article.id = std::to_string(segment);
    for (int n = 0; n < kWords; ++n) {
      article.body += 's' + std::to_string((n * kSegments + segment) * 7'919 % 1'000'003) + ' ';
    }
  }
  const testing::TemporaryFolder folder;
  testing::write_index(folder.file("index"), segments, {"plain", 1});
  const testing::OpenedIndex index(folder.file("index"));
  const ListCache cache(index.segments());
  testing::CountingClock clock;
  const CancellationToken never({}, clock.deadline_never(), testing::CountingClock::now);
  const auto cut = testing::need(expand_prefix(cache, Field::text, "s", 256, never));
  CHECK(cut.found_count == kSegments * kWords);
  // Each word is read and looked up once; what comes on top is asked by stretch and segment.
  const auto beside = clock.questions() - 2ul * kSegments * kWords;
  CHECK(beside < 5 * kSegments);
}

}  // namespace
}  // namespace newsidx::query

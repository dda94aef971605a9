// What an open index remembers stays within its budget, whatever it is asked.
#include <doctest/doctest.h>
#include <malloc.h>
#include <newsidx/newsidx.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "support/temporary_folder.h"

using namespace newsidx;

namespace {

#ifdef NEWSIDX_SANITIZED
constexpr int kFewer = 40;  // under a sanitizer everything takes longer, and mallinfo2() is empty
#else
constexpr int kFewer = 1;
#endif

constexpr std::uint64_t kMiB = 1 << 20;
constexpr std::uint64_t kBudget = 8 * kMiB;

// An index of several segments with some thousand words.
Index open_index(const testing::TemporaryFolder& folder, std::uint32_t segment_articles) {
  int number = 0;
  const auto next = [&number]() -> std::optional<Article> {
    if (number == 600) return std::nullopt;
    Article article;
    article.id = std::to_string(number);
    for (int i = 0; i < 20; ++i) article.body += "known" + std::to_string(number * 20 + i) + ' ';
    article.body += "oil";
    article.source = "agency" + std::to_string(number % 10);
    ++number;
    return article;
  };
  REQUIRE(build(next, {.index_path = folder.file("index"), .segment_articles = segment_articles}));
  auto index = Index::open(folder.file("index"), {.cache_bytes = kBudget});
  REQUIRE(index);
  return *std::move(index);
}

std::size_t allocated() { return mallinfo2().uordblks; }

// What may be allocated beside the budget: what is charged by estimate, RocksDB's block cache of
// this small index, and the tables of hash maps while they grow.
constexpr std::size_t kBeside = 16 * kMiB;

std::uint64_t count_of(const Index& index, const std::string& query) {
  const auto count = index.count(query);
  REQUIRE(count);
  return *count;
}

}  // namespace

TEST_CASE("a million unknown words leave nothing behind, and a known one stays") {
  const testing::TemporaryFolder folder;
  const Index index = open_index(folder, 0);
  const std::size_t before = allocated();
  std::uint64_t found = 0, most = 0;
  for (int i = 0; i < 1'000'000 / kFewer; ++i) {
    found += count_of(index, "unheard" + std::to_string(i));
    most = std::max(most, index.cached_bytes());
    if (i % 1'000 == 0) CHECK(count_of(index, "oil") == 600);
  }
  CHECK(found == 0);
  CHECK(most <= kBudget + kBudget / 8);
  CHECK(most > kBudget / 4);  // they are remembered, as far as there is room
  CHECK(allocated() < before + kBudget + kBeside);
}

TEST_CASE("so do long keyword values, pieces of text, phrases and prefixes") {
  const testing::TemporaryFolder folder;
  const Index index = open_index(folder, 20);  // 30 segments
  const std::size_t before = allocated();
  std::uint64_t most = 0;
  const std::string long_value(7'900, 'v');
  for (int i = 0; i < 4'000 / kFewer; ++i) {
    const std::string number = std::to_string(i);
    for (const std::string& query :
         {"source:\"" + number + long_value + '"', "\"oil unheard" + number + '"',
          "un-heard-" + number, "UNHEARD" + number + " OIL", "known" + std::to_string(i % 12'000),
          "+oil +known" + std::to_string(i * 7 % 12'000)}) {
      REQUIRE(index.count(query));
      most = std::max(most, index.cached_bytes());
    }
    if (i % 100 == 0) REQUIRE(index.search("known" + std::to_string(i % 999) + '*', {.limit = 1}));
  }
  CHECK(most <= kBudget + kBudget / 8);
  CHECK(allocated() < before + kBudget + kBeside);
  CHECK(count_of(index, "known7 OR known11999") == 2);
}

TEST_CASE("analysers that many threads have used count, too") {
  const testing::TemporaryFolder folder;
  const Index index = open_index(folder, 0);
  const std::size_t before = allocated();
  for (int round = 0; round < 3; ++round) {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 16; ++thread) {
      threads.emplace_back([&index, round, thread] {
        for (int i = 0; i < 4'000 / kFewer; ++i) {
          const int number = (round * 16 + thread) * 4'000 + i;
          static_cast<void>(index.count("unheard" + std::to_string(number)));
        }
        static_cast<void>(index.search("oil", {.limit = 200}));  // texts of articles
      });
    }
  }
  CHECK(index.cached_bytes() <= kBudget + kBudget / 8);
  constexpr std::size_t kBytesPerAnalyzer = kMiB;  // its rules
  CHECK(allocated() < before + kBudget + kBeside + 16 * kBytesPerAnalyzer);
}

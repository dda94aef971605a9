// The same input gives the same segments, whatever the threads, the memory and the flushes.
#include <doctest/doctest.h>

#include <span>

#include "segment/field.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"
#include "unit/indexer/article_list.h"

namespace newsidx::indexer {
namespace {

constexpr std::uint64_t kMiB = 1u << 20;

struct Row {
  unsigned threads;
  std::uint64_t memory_bytes;
};
constexpr Row kRows[] = {
    {1, 1024 * kMiB}, {2, 1024 * kMiB}, {3, 1024 * kMiB}, {1, 16 * kMiB}, {2, 16 * kMiB}};

// Enough text for several flushes in 16 MiB, in several languages, with empty parts.
testing::Articles many_articles() {
  MESSAGE("seed 41");
  testing::RandomNews news(41, 20'000, true);
  testing::Articles articles = news.articles(0, 1'000);
  static constexpr const char* kLanguages[] = {"", "en", "de", "fr", "zh", "no such language"};
  for (std::size_t i = 0; i < articles.size(); ++i) {
    Article& article = articles[i];
    article.lang = kLanguages[i % 6];
    if (i % 5 == 0)
      article.keywords = {{"topics", "t" + std::to_string(i % 40)}, {"topics", "all"}};
    if (i % 50 == 0) article.title = article.body = "";
    if (i % 7 == 0) article.published = Timestamp{static_cast<std::int64_t>(i) * 86'400, {}, true};
    // A long tail: long words of their own, which cost memory.
    for (std::size_t word = 0; word < 100; ++word) {
      article.body += ' ' + std::string(40, 'x') + std::to_string(i) + 'y' + std::to_string(word);
    }
  }
  // Long articles, which small memory inverts in pieces: in the title, in the body, at the
  // keywords.
  for (const std::size_t i :
       {std::size_t{0}, std::size_t{300}, std::size_t{301}, articles.size() - 1}) {
    Article& article = articles[i];
    for (std::uint32_t word = 0; word < 150'000; ++word) {
      std::string& text = word % 3 == 0 ? article.title : article.body;
      text += word % 50 == 0 ? " cease-fire" : " w" + std::to_string(news.dice().below(500));
    }
    for (std::size_t value = 0; value < 40'000; ++value) {
      article.keywords.emplace_back("topics", "t" + std::to_string(value % 20'000));
    }
  }
  return articles;
}

void check_same(const testing::Articles& articles, std::span<const Row> rows, bool reorder,
                std::uint32_t segment_articles) {
  CAPTURE(reorder);
  CAPTURE(segment_articles);
  std::optional<std::vector<segment::SegmentInfo>> first;
  std::size_t small_builds = 0;
  std::size_t flushed_builds = 0;
  for (const Row& row : rows) {
    CAPTURE(row.threads);
    CAPTURE(row.memory_bytes);
    const testing::TemporaryFolder folder;
    BuildSettings options;
    options.index_path = folder.file("index");
    options.threads = row.threads;
    options.memory_bytes = row.memory_bytes;
    options.reorder = reorder;
    options.segment_articles = segment_articles;
    options.bigrams = 40;
    const auto outcome = build_list(articles, options);
    REQUIRE(outcome.has_value());
    CHECK(outcome->articles == articles.size());
    const testing::OpenedIndex index(options.index_path);
    std::vector<segment::SegmentInfo> segments = index.manifest().segments;
    if (segments.back().id > segments.size()) ++flushed_builds;  // flushes took numbers, too
    for (segment::SegmentInfo& info : segments) {
      CHECK(info.is_reordered == reorder);
      CHECK(info.field(segment::Field::bigram).term_count > 100);
      info.id = 0;
    }
    if (!first) {
      first = segments;
      CHECK(segments.size() == (segment_articles == 0 ? 1 : 2));
      CHECK(check_index(options.index_path).empty());
    }
    CHECK(segments == *first);
    if (row.memory_bytes > 16 * kMiB) continue;
    ++small_builds;
    CHECK(check_index(options.index_path).empty());
  }
  CHECK(small_builds > 0);
  CHECK(flushed_builds == small_builds);
}

TEST_CASE("threads and memory do not change the segments") {
  const testing::Articles articles = many_articles();
  check_same(articles, kRows, false, 0);
  check_same(articles, kRows, true, 0);
  check_same(articles, std::span(kRows).subspan(2, 2), true, 600);
}

}  // namespace
}  // namespace newsidx::indexer

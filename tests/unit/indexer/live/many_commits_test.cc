// Small commits by one writer that stays open, with merges and reopening, against a list of the
// articles that there have to be.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <optional>

#include "indexer/live/merging.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"
#include "unit/indexer/article_list.h"

namespace newsidx::indexer {
namespace {

#ifdef NEWSIDX_SANITIZED  // ten times slower
constexpr std::uint32_t kCommits = 40;
#else
constexpr std::uint32_t kCommits = 120;
#endif

using testing::need;

// Titles by id, as a reader in a process of its own finds them.
std::map<std::string, std::string> titles_of(const std::string& path) {
  std::map<std::string, std::string> titles;
  const testing::OpenedIndex index(path);
  for (const segment::SegmentReader* segment : index.segments()) {
    for (std::uint32_t document = 0; document < segment->document_count(); ++document) {
      if (segment->is_deleted(document)) continue;
      const Article article = need(segment->documents().article(document));
      CHECK(titles.emplace(article.id, article.title).second);
    }
  }
  return titles;
}

std::uint64_t file_count(const std::string& path) {
  return static_cast<std::uint64_t>(std::distance(std::filesystem::directory_iterator(path),
                                                  std::filesystem::directory_iterator()));
}

TEST_CASE("many small commits: after each, what was committed last, in few segments and files") {
  const testing::TemporaryFolder folder;
  BuildSettings settings;
  settings.index_path = folder.file("index");
  settings.threads = 1;
  settings.bigrams = 0;
  testing::RandomNews news(15, 300, true);
  std::map<std::string, std::string> expected = {{"a0", "first"}};
  need(build_list({make_article("a0", "first", "oil")}, settings));
  std::optional<IndexWriter> writer = need(IndexWriter::open(settings.index_path));
  for (std::uint32_t commit = 1; commit <= kCommits; ++commit) {
    testing::Articles articles;
    for (std::uint32_t i = 0; i <= news.dice().below(3); ++i) {
      Article article = news.article(commit);
      article.id = "a" + std::to_string(news.dice().below(200));
      article.title = "of commit " + std::to_string(commit) + ", " + std::to_string(i);
      expected[article.id] = article.title;
      articles.push_back(std::move(article));
    }
    ArticleList list(articles);
    need(run_addition(list, *writer, settings));
    need(merge_as_worth(*writer, false, {}));
    CHECK(writer->manifest().segments.size() <= 15);
    if (commit % 8 == 0) CHECK(titles_of(settings.index_path) == expected);
    CHECK(file_count(settings.index_path) < 250);
    if (commit % 40 == 0) {
      writer.reset();
      CHECK(check_index(settings.index_path).empty());
      writer = need(IndexWriter::open(settings.index_path));
    }
  }
}

}  // namespace
}  // namespace newsidx::indexer

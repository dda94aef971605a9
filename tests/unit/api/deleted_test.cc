// Articles that a commit deleted are not found, shown, explained or counted.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <algorithm>
#include <string>
#include <vector>

#include "indexer/live/index_writer.h"
#include "support/temporary_folder.h"

using namespace newsidx;

namespace {

constexpr int kArticles = 5;

void build_small(const std::string& path) {
  int number = 0;
  const auto next = [&number]() -> std::optional<Article> {
    if (number == kArticles) return std::nullopt;
    Article article;
    article.id = std::to_string(number);
    article.title = "Oil " + article.id;
    article.body = "The price of oil, again";
    article.published = Timestamp{number * 86'400, Timestamp::Precision::day, false};
    ++number;
    return article;
  };
  REQUIRE(build(next, {.index_path = path, .threads = 1, .segment_articles = 3}));
}

// Deletes articles 1 and 4.
void delete_some(const std::string& path) {
  auto writer = indexer::IndexWriter::open(path);
  REQUIRE(writer);
  const auto& segments = writer->manifest().segments;
  REQUIRE(segments.size() == 2);
  indexer::ManifestEdit edit;
  edit.set_live.push_back({segments[0].id, {0b101}});
  edit.set_live.push_back({segments[1].id, {0b01}});
  REQUIRE(writer->commit(std::move(edit), writer->manifest().settings));
}

std::vector<std::string> ids_of(const Index& index, const std::string& query) {
  const auto answer = index.search(query);
  REQUIRE(answer);
  std::vector<std::string> ids;
  for (const Hit& hit : answer->hits) ids.push_back(hit.id);
  std::ranges::sort(ids);
  CHECK(answer->total == ids.size());
  CHECK(index.count(query).value() == ids.size());
  return ids;
}

}  // namespace

TEST_CASE("deleted articles are not there for a reader that opens later") {
  const testing::TemporaryFolder folder;
  build_small(folder.file("index"));
  const auto before = Index::open(folder.file("index"));
  REQUIRE(before);
  delete_some(folder.file("index"));
  const auto after = Index::open(folder.file("index"));
  REQUIRE(after);
  using Ids = std::vector<std::string>;
  for (const char* const query : {"oil", "\"price of oil\"", "title:oil", "*", "oi*"}) {
    CAPTURE(query);
    CHECK(ids_of(*before, query) == Ids{"0", "1", "2", "3", "4"});
    CHECK(ids_of(*after, query) == Ids{"0", "2", "3"});
  }
  CHECK(ids_of(*after, "id:1").empty());
  CHECK(ids_of(*after, "id:2") == Ids{"2"});
  CHECK(before->article("4"));
  CHECK(after->article("4").error().code == ErrorCode::not_found);
  CHECK(after->article("3")->title == "Oil 3");
  CHECK(after->explain("oil", "1").error().code == ErrorCode::not_found);
  const auto stats = after->stats();
  REQUIRE(stats);
  CHECK(stats->articles == 3);
  CHECK(stats->latest->utc_seconds == 3 * 86'400);
  const auto report = after->check();
  REQUIRE(report);
  CHECK(report->problems.empty());
}

// A rebuilt index is that which a build makes of the same articles, record for record.
#include <doctest/doctest.h>
#include <newsidx/index.h>
#include <newsidx/repair.h>
#include <newsidx/update.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "indexer/live/index_writer.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"
#include "unit/api/built_articles.h"

using namespace newsidx;
using newsidx::testing::article;
using newsidx::testing::build_from;
using newsidx::testing::Dice;
using newsidx::testing::RandomNews;
using newsidx::testing::TemporaryFolder;

namespace {

std::uint64_t seed() {
  const char* const given = std::getenv("NEWSIDX_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : 20261128;
}

// What is written of the segments, without the numbers that no two indexes share.
std::vector<segment::SegmentInfo> segments_of(const std::string& path) {
  auto writer = indexer::IndexWriter::open(path);
  REQUIRE(writer);
  auto segments = writer->manifest().segments;
  for (auto& info : segments) {
    info.id = 0;
    info.stores.clear();
  }
  return segments;
}

segment::IndexSettings settings_of(const std::string& path) {
  return indexer::IndexWriter::open(path)->manifest().settings;
}

// As an index that another version of ICU has made.
void forge_fingerprint(const std::string& path) {
  auto writer = indexer::IndexWriter::open(path);
  REQUIRE(writer);
  segment::IndexSettings settings = writer->manifest().settings;
  settings.fingerprint = "news/4 english icu-60.1";
  REQUIRE(writer->commit({}, settings));
}

std::string answers(const std::string& path) {
  const auto index = Index::open(path);
  REQUIRE(index);
  std::string text;
  for (const char* const query : {"ab", "bb cb", "\"ab bb\"", "ab -eb", "title:ab", "a*"}) {
    const auto answer = index->search(query, {.limit = 50});
    REQUIRE(answer);
    for (const Hit& hit : answer->hits) {
      text += hit.id + ' ' + std::to_string(hit.score) + '\n';
    }
    text += std::to_string(answer->total.value_or(0)) + '\n';
  }
  return text;
}

// Deletes one article in three. @return the others
std::vector<Article> delete_some(const std::string& path, std::vector<Article> articles,
                                 Dice& dice) {
  std::vector<std::string> ids;
  std::erase_if(articles, [&](const Article& each) {
    if (!dice.one_in(3)) return false;
    ids.push_back(each.id);
    return true;
  });
  const auto removed = remove(ids, {.index_path = path});
  REQUIRE(removed);
  CHECK(removed->deleted == ids.size());
  return articles;
}

}  // namespace

TEST_CASE("a rebuilt index is that of a fresh build of the articles that are alive") {
  CAPTURE(seed());
  struct Row {
    const char* name;
    BuildOptions before;
    RebuildOptions rebuild;
    BuildOptions fresh;
  };
  const Row kRows[] = {
      {"as it was", {}, {}, {}},
      {"of several segments", {.segment_articles = 40}, {}, {}},
      {"to several segments", {}, {.segment_articles = 40}, {.segment_articles = 40}},
      {"reordered before", {.reorder = true}, {}, {.reorder = true}},
      {"not any more", {.reorder = true}, {.reorder = false}, {.reorder = false}},
      {"reordered now", {}, {.reorder = true}, {.reorder = true}},
      {"without pairs before", {.bigrams = 0}, {}, {.bigrams = 0}},
      {"with other pairs", {}, {.bigrams = 7}, {.bigrams = 7}},
      {"another language", {}, {.language = "german"}, {.language = "german"}},
      {"a language before", {.language = "french"}, {}, {.language = "french"}},
      {"a title weight", {}, {.title_weight = 5}, {.title_weight = 5}},
      {"a title weight before", {.title_weight = 3}, {}, {.title_weight = 3}},
      {"plain", {}, {.analyzer = "plain"}, {.analyzer = "plain"}},
      {"not plain any more", {.analyzer = "plain"}, {.analyzer = "news"}, {}},
      {"another fingerprint", {}, {}, {}},
  };
  std::uint64_t number = seed();
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    const TemporaryFolder folder;
    const std::string path = folder.file("index");
    RandomNews news(number, 300, true);
    Dice dice(number++);
    const std::vector<Article> articles = news.articles(0, 150);
    BuildOptions before = row.before;
    before.index_path = path;
    REQUIRE(build_from(articles, before));
    const auto alive = delete_some(path, articles, dice);
    if (std::string(row.name) == "another fingerprint") {
      forge_fingerprint(path);
      const auto refused = Index::open(path);
      REQUIRE_FALSE(refused);
      CHECK(refused.error().code == ErrorCode::unsupported);
      CHECK(refused.error().hint == Hint(HintName::rebuild));
    }
    RebuildOptions options = row.rebuild;
    options.index_path = path;
    const auto report = rebuild(options);
    REQUIRE_MESSAGE(report, (report ? "" : report.error().to_string()));
    CHECK(report->articles == alive.size());
    BuildOptions fresh = row.fresh;
    fresh.index_path = folder.file("fresh");
    REQUIRE(build_from(alive, fresh));
    CHECK(settings_of(path) == settings_of(fresh.index_path));
    CHECK(segments_of(path) == segments_of(fresh.index_path));
    CHECK(answers(path) == answers(fresh.index_path));
    CHECK(Index::open(path)->check()->problems.empty());
    for (const Article& each : alive) CHECK(Index::open(path)->article(each.id).value() == each);
  }
}

TEST_CASE("files that were read are passed over after a rebuild as before it") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  std::filesystem::create_directory(folder.file("saved"));
  for (int i = 0; i < 5; ++i) {
    std::ofstream(folder.file("saved/" + std::to_string(i) + ".jsonl"))
        << R"({"id":"a)" << i << R"(","title":"T","body":"The price of oil rose again."})" << '\n';
  }
  REQUIRE(build({folder.file("saved")}, {.index_path = path}));
  REQUIRE(rebuild({.index_path = path}));
  const auto unchanged = add({folder.file("saved")}, {.index_path = path});
  REQUIRE(unchanged);
  CHECK(unchanged->files_unchanged == 5);
  CHECK(unchanged->articles == 0);
  // Which articles are of which files is known, too.
  std::filesystem::remove(folder.file("saved/3.jsonl"));
  const auto pruned = add({folder.file("saved")}, {.index_path = path, .prune = true});
  REQUIRE(pruned);
  CHECK(pruned->deleted == 1);
  CHECK(Index::open(path)->article("a3").error().code == ErrorCode::not_found);
}

TEST_CASE("an index without stored articles is not rebuilt, nor one that there is not") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  const auto none = rebuild({.index_path = path});
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::not_found);
  CHECK_FALSE(std::filesystem::exists(path));
  REQUIRE(build_from({article("a", "T", "Oil.")}, {.index_path = path, .store_articles = false}));
  const auto refused = rebuild({.index_path = path});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::unsupported);
  CHECK(refused.error().message.find("stores no articles") != std::string::npos);
  CHECK(Index::open(path)->count("oil").value() == 1);
  forge_fingerprint(path);
  CHECK(Index::open(path).error().hint.to_string() ==
        "build the index again: it stores no articles");
}

TEST_CASE("an index of which all is deleted stays empty") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  REQUIRE(build_from({article("a", "T", "Oil.")}, {.index_path = path}));
  REQUIRE(remove({"a"}, {.index_path = path}));
  const auto report = rebuild({.index_path = path, .language = "german"});
  REQUIRE(report);
  CHECK(report->articles == 0);
  CHECK(settings_of(path).language == "german");
  CHECK(Index::open(path)->count("oil").value() == 0);
}

TEST_CASE("a rebuild that is stopped, or told nonsense, leaves the index as it is") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  REQUIRE(build_from(RandomNews(seed(), 300, true).articles(0, 100), {.index_path = path}));
  const auto before = segments_of(path);
  std::stop_source stop;
  stop.request_stop();
  const auto stopped = rebuild({.index_path = path, .stop = stop.get_token()});
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().code == ErrorCode::cancelled);
  const auto wrong = rebuild({.index_path = path, .language = "klingon"});
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == ErrorCode::invalid_argument);
  CHECK(Index::open(path)->generation() == 1);
  CHECK(segments_of(path) == before);
}

// What repair() makes of damaged indexes; the damage of every kind of file is in tests/fault.
#include <doctest/doctest.h>
#include <newsidx/index.h>
#include <newsidx/repair.h>
#include <newsidx/update.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "indexer/live/index_writer.h"
#include "segment/segment_reader.h"
#include "storage/keys.h"
#include "support/flipped_byte.h"
#include "support/temporary_folder.h"
#include "unit/api/built_articles.h"

using namespace newsidx;
using newsidx::testing::article;
using newsidx::testing::build_from;
using newsidx::testing::flip;
using newsidx::testing::TemporaryFolder;

namespace fs = std::filesystem;
using storage::Family;

namespace {

constexpr unsigned kArticles = 2000;  // enough for tables

// Texts that do not compress: the table of articles has many blocks.
std::vector<Article> articles(unsigned count = kArticles) {
  std::vector<Article> made;
  std::uint64_t state = 1;
  for (unsigned i = 0; i < count; ++i) {
    std::string noise;
    for (int k = 0; k < 60; ++k) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      noise += std::to_string(state >> 40) + ' ';
    }
    made.push_back(article("id" + std::to_string(i), "Title " + std::to_string(i),
                           "The ceasefire holds. " + noise));
  }
  return made;
}

void make(const std::string& path, bool store_articles = true) {
  REQUIRE(build_from(
      articles(),
      {.index_path = path, .store_articles = store_articles, .segment_articles = kArticles / 2}));
}

// The table that holds most of the bytes of a family, by what it says of itself.
std::string table_of(const std::string& path, Family family) {
  std::string largest;
  std::uintmax_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(path)) {
    if (entry.path().extension() != ".sst" || entry.file_size() <= bytes) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(file)), {});
    const std::string noted = "newsidx.family" + std::string(name_of(family));
    if (content.find(noted) == std::string::npos) continue;
    largest = entry.path();
    bytes = entry.file_size();
  }
  REQUIRE_FALSE(largest.empty());
  return largest;
}

void check_sound(const std::string& path) {
  const auto index = Index::open(path);
  REQUIRE_MESSAGE(index, (index ? "" : index.error().to_string()));
  const auto report = index->check();
  REQUIRE(report);
  for (const Remark& problem : report->problems) FAIL_CHECK(problem.message);
}

RepairReport repaired(const std::string& path, RepairOptions options = {}) {
  options.index_path = path;
  const auto report = repair(options);
  REQUIRE_MESSAGE(report, (report ? "" : report.error().to_string()));
  return *report;
}

}  // namespace

TEST_CASE("a sound index is left as it is") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make(path);
  const RepairReport report = repaired(path);
  CHECK(report.was_sound);
  CHECK(report.problems.empty());
  CHECK(report.articles == kArticles);
  CHECK(report.generation == 1);
  CHECK(Index::open(path)->generation() == 1);
  CHECK(std::distance(fs::directory_iterator(fs::path(path).parent_path()), {}) == 1);
  const auto none = repair({.index_path = folder.file("none")});
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::not_found);
}

TEST_CASE("lists are made anew from the stored articles, and the damaged index stays beside") {
  for (const Family family : {Family::terms, Family::norms, Family::columns, Family::ids}) {
    CAPTURE(name_of(family));
    const TemporaryFolder folder;
    const std::string path = folder.file("index");
    make(path);
    const std::string table = table_of(path, family);
    flip(table, fs::file_size(table) / 3);
    const RepairReport dry = repaired(path, {.dry_run = true});
    CHECK(dry.articles == kArticles);
    CHECK(dry.damaged_path.empty());
    const auto index = Index::open(path);  // nothing was changed
    CHECK((!index || !index->check()->problems.empty()));
    const RepairReport report = repaired(path);
    CHECK_FALSE(report.was_sound);
    CHECK_FALSE(report.problems.empty());
    CHECK(report.was_analysed);
    CHECK(report.articles == kArticles);
    CHECK(report.lost == 0);
    CHECK(report.damaged_path == path + ".damaged-1");
    CHECK(fs::exists(report.damaged_path + "/CURRENT"));
    check_sound(path);
    CHECK(Index::open(path)->count("ceasefire").value() == kArticles);
    CHECK(Index::open(path)->generation() == report.generation);
    CHECK(repaired(path).was_sound);
  }
}

TEST_CASE("articles that cannot be read are lost by name, and no others") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make(path);
  const std::string table = table_of(path, Family::docs);
  flip(table, fs::file_size(table) / 3);
  flip(table, fs::file_size(table) / 2);
  const RepairReport report = repaired(path, {.discard = true});
  CHECK(report.lost > 0);
  CHECK(report.lost < kArticles / 10);  // two blocks
  CHECK(report.lost_ids.size() == report.lost);
  CHECK(report.articles == kArticles - report.lost);
  CHECK(report.damaged_path.empty());
  CHECK_FALSE(fs::exists(path + ".damaged-1"));
  check_sound(path);
  const Index index = Index::open(path).value();
  const std::set<std::string> lost(report.lost_ids.begin(), report.lost_ids.end());
  for (const Article& each : articles()) {
    const auto found = index.article(each.id);
    CHECK(found.has_value() != lost.contains(each.id));
    if (found) CHECK(*found == each);
  }
}

TEST_CASE("deleted articles stay deleted, also where only their ids tell it") {
  for (const bool with_columns : {true, false}) {
    CAPTURE(with_columns);
    const TemporaryFolder folder;
    const std::string path = folder.file("index");
    make(path);
    REQUIRE(remove({"id5", "id1500"}, {.index_path = path}));
    if (with_columns) {
      const std::string table = table_of(path, Family::terms);
      flip(table, fs::file_size(table) / 3);
    } else {
      fs::remove(table_of(path, Family::columns));
    }
    const RepairReport report = repaired(path);
    CHECK(report.articles == kArticles - 2);
    check_sound(path);
    CHECK_FALSE(Index::open(path)->article("id5"));
    CHECK_FALSE(Index::open(path)->article("id1500"));
  }
}

TEST_CASE("without stored articles the damaged segments are left out") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make(path, false);
  const std::string table = table_of(path, Family::terms);
  flip(table, fs::file_size(table) / 2);
  const RepairReport report = repaired(path);
  CHECK_FALSE(report.was_analysed);
  CHECK(report.articles == kArticles / 2);
  CHECK(report.lost == kArticles / 2);
  CHECK(report.lost_ids.size() == kArticles / 2);
  check_sound(path);
  CHECK(Index::open(path)->count("ceasefire").value() == kArticles / 2);
}

TEST_CASE("where nothing can be read, all stays as it is") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make(path);
  for (const auto& entry : fs::directory_iterator(path)) {
    if (entry.path().extension() == ".sst") fs::resize_file(entry.path(), 100);
  }
  const auto report = repair({.index_path = path});
  REQUIRE_FALSE(report);
  CHECK(report.error().code == ErrorCode::corruption);
  CHECK(report.error().message.find("nothing can be saved") != std::string::npos);
  CHECK(fs::exists(path + "/CURRENT"));
  CHECK(std::distance(fs::directory_iterator(fs::path(path).parent_path()), {}) == 1);
}

TEST_CASE("a file of which an article is lost is read again") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  fs::create_directory(folder.file("saved"));
  const auto all = articles();
  for (unsigned file = 0; file < 20; ++file) {
    std::ofstream out(folder.file("saved/" + std::to_string(file) + ".jsonl"));
    for (unsigned i = file * 100; i < file * 100 + 100; ++i) {
      out << R"({"id":")" << all[i].id << R"(","title":")" << all[i].title << R"(","body":")"
          << all[i].body << "\"}\n";
    }
  }
  REQUIRE(build({folder.file("saved")}, {.index_path = path}));
  const std::string table = table_of(path, Family::docs);
  flip(table, fs::file_size(table) / 2);
  const RepairReport report = repaired(path);
  REQUIRE(report.lost > 0);
  const auto added = add({folder.file("saved")}, {.index_path = path});
  REQUIRE(added);
  CHECK(added->files_changed >= 1);
  CHECK(added->files_unchanged >= 17);
  CHECK(Index::open(path)->count("ceasefire").value() == kArticles);
  check_sound(path);
}

TEST_CASE("a build asks before it takes the place of a damaged index") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make(path);
  auto writer = indexer::IndexWriter::open(path);
  REQUIRE(writer);
  const std::string key = storage::segment_info_key(writer->manifest().segments[0].id);
  { auto released = std::move(*writer); }
  {
    auto store = storage::WriteStore::open(path);
    REQUIRE(store);
    REQUIRE(store->drop_keys(Family::meta, key, storage::prefix_end(key)));
  }
  const auto refused = build_from(articles(), {.index_path = path, .replaces_all = false});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::corruption);
  CHECK(refused.error().hint.to_string() == "repair(), or replaces_all to give up what it has");
  const RepairReport report = repaired(path);  // a segment's record is lost, and not its articles
  CHECK(report.articles == kArticles);
  check_sound(path);
  CHECK(build_from(articles(), {.index_path = path, .replaces_all = true}));
}

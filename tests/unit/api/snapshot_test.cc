#include <doctest/doctest.h>
#include <newsidx/index.h>
#include <newsidx/snapshot.h>

#include <filesystem>
#include <fstream>
#include <stop_token>
#include <string>
#include <vector>

#include "support/temporary_folder.h"
#include "unit/api/built_articles.h"

using namespace newsidx;
using newsidx::testing::article;
using newsidx::testing::build_from;
using newsidx::testing::TemporaryFolder;

namespace fs = std::filesystem;

namespace {

// Enough for tables.
std::vector<Article> articles(const std::string& word, unsigned count) {
  std::vector<Article> made;
  for (unsigned i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    made.push_back(article(word + number, "Title " + number, word + " ceasefire no " + number));
  }
  return made;
}

void make(const std::string& path, const std::string& word, unsigned count) {
  REQUIRE(build_from(articles(word, count), {.index_path = path}));
}

std::uint64_t count_of(const std::string& path, const std::string& word) {
  return Index::open(path)->count(word).value();
}

std::string table_in(const std::string& path) {
  for (const auto& entry : fs::directory_iterator(path)) {
    if (entry.path().extension() == ".sst") return entry.path();
  }
  return {};
}

}  // namespace

TEST_CASE("a snapshot answers as the index did when it was made") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make(path, "aleppo", 2000);
  const auto report = snapshot(path, folder.file("copy"));
  REQUIRE(report);
  CHECK(report->generation == 1);
  CHECK(report->articles == 2000);
  CHECK(report->files_linked > 0);
  make(path, "daraya", 10);
  CHECK(count_of(folder.file("copy"), "aleppo") == 2000);
  CHECK(count_of(path, "aleppo") == 0);
  CHECK(Index::open(folder.file("copy"))->check()->problems.empty());
  // A writer on the copy does not reach the index, nor the other way round.
  make(folder.file("copy"), "homs", 20);
  CHECK(count_of(path, "daraya") == 10);
  CHECK(Index::open(path)->check()->problems.empty());
  CHECK(Index::open(folder.file("copy"))->check()->problems.empty());
}

TEST_CASE("what cannot be copied leaves nothing") {
  const TemporaryFolder folder;
  const auto is_refused = [&](const std::string& path, ErrorCode code) {
    const auto report = snapshot(path, folder.file("copy"));
    REQUIRE_FALSE(report);
    CHECK(report.error().code == code);
    CHECK(report.error().message.find(path) != std::string::npos);
    CHECK_FALSE(fs::exists(folder.file("copy")));
  };
  is_refused(folder.file("nothing"), ErrorCode::not_found);
  make(folder.file("index"), "aleppo", 2000);
  fs::remove(table_in(folder.file("index")));
  is_refused(folder.file("index"), ErrorCode::corruption);
}

TEST_CASE("a snapshot becomes the index, where there is none and where there is one") {
  const TemporaryFolder folder;
  make(folder.file("index"), "aleppo", 2000);
  REQUIRE(snapshot(folder.file("index"), folder.file("copy")));
  make(folder.file("index"), "daraya", 30);
  const std::string path = folder.file("index");

  const auto refused = restore(folder.file("copy"), {.index_path = path});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::invalid_argument);
  CHECK(count_of(path, "daraya") == 30);

  const auto old = Index::open(path);
  const auto report = restore(folder.file("copy"), {.index_path = path, .replace = true});
  REQUIRE(report);
  CHECK(report->articles == 2000);
  CHECK(count_of(path, "aleppo") == 2000);
  CHECK(old->count("daraya").value() == 30);
  CHECK(old->article("daraya7")->title == "Title 7");

  REQUIRE(restore(folder.file("copy"), {.index_path = folder.file("deep/er")}));
  CHECK(count_of(folder.file("deep/er"), "aleppo") == 2000);
  CHECK(count_of(folder.file("copy"), "aleppo") == 2000);  // as it was
}

TEST_CASE("a damaged snapshot is not restored") {
  const TemporaryFolder folder;
  const std::string path = folder.file("index");
  make(folder.file("source"), "aleppo", 2000);
  REQUIRE(snapshot(folder.file("source"), folder.file("copy")));
  make(path, "daraya", 30);
  std::fstream table(table_in(folder.file("copy")));
  table.seekp(100);
  table << "damage";
  table.close();
  for (const bool replace : {true, false}) {
    const std::string target = replace ? path : folder.file("new");
    const auto report = restore(folder.file("copy"), {.index_path = target, .replace = replace});
    REQUIRE_FALSE(report);
    CHECK(report.error().code == ErrorCode::corruption);
  }
  CHECK(count_of(path, "daraya") == 30);
  CHECK_FALSE(fs::exists(folder.file("new")));
}

TEST_CASE("a restore that is stopped changes nothing") {
  const TemporaryFolder folder;
  make(folder.file("copy"), "aleppo", 20);
  make(folder.file("index"), "daraya", 30);
  std::stop_source stop;
  stop.request_stop();
  RestoreOptions options{.index_path = folder.file("index"), .replace = true};
  options.check.stop = stop.get_token();
  const auto report = restore(folder.file("copy"), options);
  REQUIRE_FALSE(report);
  CHECK(report.error().code == ErrorCode::cancelled);
  CHECK(count_of(folder.file("index"), "daraya") == 30);
  CHECK(snapshot(folder.file("copy"), folder.file("new"), stop.get_token()).error().code ==
        ErrorCode::cancelled);
  CHECK_FALSE(fs::exists(folder.file("new")));
}

TEST_CASE("only an index is replaced, and not by itself") {
  const TemporaryFolder folder;
  make(folder.file("index"), "daraya", 30);
  make(folder.file("copy"), "aleppo", 20);
  const auto code_of = [&](const std::string& from, const std::string& to) {
    const auto report =
        restore(folder.file(from), {.index_path = folder.file(to), .replace = true});
    return report ? ErrorCode::internal : report.error().code;
  };
  CHECK(code_of("index", "index") == ErrorCode::unsupported);
  fs::create_directories(folder.file("pages"));
  std::ofstream(folder.file("pages/page.txt")) << "hello";
  CHECK(code_of("copy", "pages") == ErrorCode::unsupported);
  CHECK(code_of("pages", "index") == ErrorCode::unsupported);
  CHECK(code_of("nothing", "index") == ErrorCode::not_found);
  std::ofstream(folder.file("index/page.txt")) << "hello";
  CHECK(code_of("copy", "index") == ErrorCode::unsupported);
  CHECK(count_of(folder.file("index"), "daraya") == 30);
  CHECK(fs::exists(folder.file("pages/page.txt")));
}

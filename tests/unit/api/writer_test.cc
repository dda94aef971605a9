// What a transaction of IndexWriter does, and when it is seen.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "built_articles.h"
#include "support/temporary_folder.h"

using namespace newsidx;
using newsidx::testing::article;

namespace {

constexpr std::uint64_t kLeastMemory = 32u << 20;

WriterOptions small() {
  WriterOptions options;
  options.memory_bytes = kLeastMemory;
  options.threads = 1;
  return options;
}

IndexWriter open_writer(const std::string& path, const WriterOptions& options = small()) {
  auto writer = IndexWriter::open(path, options);
  if (!writer) FAIL(writer.error().to_string());
  return *std::move(writer);
}

using Titles = std::set<std::string>;

// Of all articles.
Titles titles(const Index& index) {
  Titles found;
  SearchOptions options;
  options.limit = 100;
  const auto answer = index.search("*", options);
  if (!answer) FAIL(answer.error().to_string());
  for (const Hit& hit : answer->hits) found.insert(hit.title.text);
  CHECK(answer->total == found.size());
  CHECK(index.stats()->articles == found.size());
  return found;
}

Titles titles(const std::string& path) {
  const auto index = Index::open(path);
  if (!index) FAIL(index.error().to_string());
  return titles(*index);
}

}  // namespace

TEST_CASE("what was added is seen when commit() has returned") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  IndexWriter writer = open_writer(path);
  REQUIRE(writer.add(article("1", "One", "oil")));
  CHECK(Index::open(path).error().code == ErrorCode::not_found);
  const auto first = writer.commit();
  REQUIRE(first);
  CHECK(first->added == 1);
  CHECK(first->generation == writer.generation());
  CHECK(titles(path) == Titles{"One"});

  const Index before = Index::open(path).value();
  REQUIRE(writer.add(article("2", "Two", "oil")));
  REQUIRE(writer.add(article("1", "One again", "gas")));
  CHECK(titles(path) == Titles{"One"});
  const auto second = writer.commit();
  REQUIRE(second);
  CHECK(second->added == 2);
  CHECK(second->replaced == 1);
  CHECK(second->deleted == 0);
  CHECK(titles(path) == Titles{"One again", "Two"});
  CHECK(titles(before) == Titles{"One"});

  const auto nothing = writer.commit();
  REQUIRE(nothing);
  CHECK(nothing->generation == second->generation);
  CHECK(nothing->added == 0);
}

TEST_CASE("of each id the last call of a transaction counts") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  IndexWriter writer = open_writer(path);
  REQUIRE(writer.add(article("kept", "Kept", "oil")));
  REQUIRE(writer.add(article("old", "Old", "oil")));
  REQUIRE(writer.commit());

  REQUIRE(writer.add(article("a", "A1", "oil")));
  REQUIRE(writer.add(article("a", "A2", "oil")));  // the last one wins
  REQUIRE(writer.add(article("b", "B", "oil")));
  REQUIRE(writer.remove("b"));  // is not there
  REQUIRE(writer.remove("c"));
  REQUIRE(writer.add(article("c", "C", "oil")));  // is there
  REQUIRE(writer.add(article("d", "D1", "oil")));
  REQUIRE(writer.remove("d"));
  REQUIRE(writer.add(article("d", "D2", "oil")));
  REQUIRE(writer.remove("old"));
  REQUIRE(writer.remove("nobody"));
  const auto report = writer.commit();
  REQUIRE(report);
  CHECK(report->added == 3);
  CHECK(report->replaced == 0);
  CHECK(report->deleted == 1);
  CHECK(titles(path) == Titles{"A2", "C", "D2", "Kept"});
}

TEST_CASE("remove_matching() sees what was added before it") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  IndexWriter writer = open_writer(path);
  REQUIRE(writer.add(article("1", "One", "oil price")));
  REQUIRE(writer.add(article("2", "Two", "gas price")));
  REQUIRE(writer.add(article("3", "Three", "oil")));
  REQUIRE(writer.commit());

  REQUIRE(writer.add(article("4", "Four", "oil")));
  REQUIRE(writer.add(article("3", "Three again", "gas")));  // does not match any more
  CHECK(writer.remove_matching("oil").value() == 2);        // 1 and 4
  REQUIRE(writer.add(article("5", "Five", "oil")));
  SearchOptions senseless;
  senseless.limit = 1'000'000;
  CHECK(writer.remove_matching("oil", senseless).error().code ==
        ErrorCode::limit);  // which changes nothing
  CHECK(titles(path) == Titles{"One", "Three", "Two"});
  const auto report = writer.commit();
  REQUIRE(report);
  CHECK(titles(path) == Titles{"Five", "Three again", "Two"});
  CHECK(report->added == 2);
  CHECK(report->replaced == 1);
  CHECK(report->deleted == 1);

  CHECK(writer.remove_matching("*").value() == 3);
  writer.rollback();
  CHECK(titles(path) == Titles{"Five", "Three again", "Two"});
  CHECK(writer.remove_matching("*").value() == 3);
  REQUIRE(writer.commit());
  CHECK(titles(path).empty());
  REQUIRE(writer.add(article("6", "Six", "oil")));
  REQUIRE(writer.commit());
  CHECK(titles(path) == Titles{"Six"});
}

TEST_CASE("what was not committed is as if it had never been") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  SUBCASE("of an index that there is") {
    {
      IndexWriter writer = open_writer(path);
      REQUIRE(writer.add(article("1", "One", "oil")));
      REQUIRE(writer.commit());
      REQUIRE(writer.add(article("2", "Two", "oil")));
      REQUIRE(writer.remove("1"));
      writer.rollback();
      REQUIRE(writer.add(article("3", "Three", "oil")));
      REQUIRE(writer.commit());
      REQUIRE(writer.add(article("4", "Four", "oil")));
    }
    CHECK(titles(path) == Titles{"One", "Three"});
    CHECK(Index::open(path)->check()->problems.empty());
  }
  SUBCASE("of a new one") {
    { REQUIRE(open_writer(path).add(article("1", "One", "oil"))); }
    CHECK(Index::open(path).error().code == ErrorCode::not_found);
    CHECK((!std::filesystem::exists(path) || std::filesystem::is_empty(path)));
  }
  SUBCASE("that is not to be made") {
    WriterOptions options = small();
    options.creates = false;
    CHECK(IndexWriter::open(path, options).error().code == ErrorCode::not_found);
    CHECK(!std::filesystem::exists(path));
  }
}

TEST_CASE("there is one writer, and a second one is told which process it is") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  std::optional<IndexWriter> writer = open_writer(path);
  REQUIRE(writer->add(article("1", "One", "oil")));
  REQUIRE(writer->commit());
  const auto second = IndexWriter::open(path, small());
  REQUIRE(!second);
  CHECK(second.error().code == ErrorCode::busy);
  CHECK(second.error().message.find(std::to_string(getpid())) != std::string::npos);
  writer.reset();
  CHECK(IndexWriter::open(path, small()));
}

TEST_CASE("an index keeps its own settings") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  REQUIRE(testing::build_from({article("1", "One", "oil")},
                              {.index_path = path, .analyzer = "plain", .threads = 1}));
  IndexWriter writer = open_writer(path);
  REQUIRE(writer.add(article("2", "Two", "oils")));
  REQUIRE(writer.commit());
  CHECK(Index::open(path)->count("oil").value() == 1);  // there are no stems
  CHECK(titles(path) == Titles{"One", "Two"});
}

TEST_CASE("options that make no sense are refused") {
  const testing::TemporaryFolder folder;
  WriterOptions options = small();
  SUBCASE("memory") { options.memory_bytes = kLeastMemory - 1; }
  SUBCASE("analyzer") { options.analyzer = "latin"; }
  SUBCASE("language") { options.language = "klingon"; }
  CHECK(IndexWriter::open(folder.file("index"), options).error().code ==
        ErrorCode::invalid_argument);
}

TEST_CASE("many small commits leave few segments, with a thread that merges and without one") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  WriterOptions options = small();
  SUBCASE("with a thread") { options.merges_in_background = true; }
  SUBCASE("without one") { options.merges_in_background = false; }
  constexpr int kCommits = 60;
  IndexWriter writer = open_writer(path, options);
  std::optional<Index> reader;
  for (int i = 0; i < kCommits; ++i) {
    REQUIRE(writer.add(article(std::to_string(i), "T" + std::to_string(i), "oil")));
    REQUIRE(writer.commit());
    const auto opened = reader ? reader->refresh() : Index::open(path);
    REQUIRE(opened);
    reader = *opened;
    CHECK(reader->stats()->segments <= 15);
    CHECK(reader->count("oil").value() == static_cast<std::uint64_t>(i) + 1);
  }
  REQUIRE(writer.wait_for_merges());
  CHECK(Index::open(path)->stats()->segments <= 13);
  const auto merged = writer.merge(true);
  REQUIRE(merged);
  CHECK(merged->segments == 1);
  CHECK(merged->articles == kCommits);
  CHECK(Index::open(path)->check()->problems.empty());
}

TEST_CASE("refresh() is the newest generation, and the older handle stays") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("index");
  IndexWriter writer = open_writer(path);
  REQUIRE(writer.add(article("1", "One", "oil")));
  REQUIRE(writer.add(article("2", "Two", "oil")));
  REQUIRE(writer.commit());
  const Index first = Index::open(path).value();
  CHECK(first.refresh()->generation() == first.generation());
  REQUIRE(writer.remove("1"));  // of a segment that is shared
  REQUIRE(writer.add(article("3", "Three", "oil")));
  REQUIRE(writer.commit());
  const Index second = first.refresh().value();
  REQUIRE(writer.merge(true));
  const Index third = second.refresh().value();
  CHECK(titles(first) == Titles{"One", "Two"});
  CHECK(titles(second) == Titles{"Three", "Two"});
  CHECK(titles(third) == Titles{"Three", "Two"});
  CHECK(third.stats()->segments == 1);
  CHECK(third.generation() > second.generation());
  // An older handle is refreshed to the newest one, too.
  CHECK(titles(first.refresh().value()) == Titles{"Three", "Two"});

  // Another index in the place of the folder, with numbers that the first one had, too.
  { const IndexWriter gone = std::move(writer); }
  const std::string other = folder.file("other");
  {
    IndexWriter elsewhere = open_writer(other);
    REQUIRE(elsewhere.add(article("1", "Other", "oil")));
    REQUIRE(elsewhere.commit());
  }
  std::filesystem::rename(path, folder.file("away"));
  std::filesystem::rename(other, path);
  CHECK(titles(first.refresh().value()) == Titles{"Other"});
  CHECK(titles(first) == Titles{"One", "Two"});
}

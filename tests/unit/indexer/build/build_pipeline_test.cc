#include "indexer/build/build_pipeline.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "segment/field.h"
#include "support/temporary_folder.h"
#include "unit/indexer/article_list.h"

namespace newsidx::indexer {
namespace {

struct Fixture {
  Fixture() { options.index_path = folder.file("index"); }
  testing::TemporaryFolder folder;
  BuildSettings options;
};

struct BadRow {
  const char* name;
  void (*spoil)(BuildSettings&);
  const char* message;
};

const BadRow kBadOptions[] = {
    {"memory", [](BuildSettings& o) { o.memory_bytes = (16u << 20) - 1; }, "16M or more"},
    {"threads", [](BuildSettings& o) { o.threads = 257; }, "at most 256"},
    {"title weight 0", [](BuildSettings& o) { o.title_weight = 0; }, "from 1 to 16"},
    {"title weight 17", [](BuildSettings& o) { o.title_weight = 17; }, "from 1 to 16"},
    {"title weight with plain",
     [](BuildSettings& o) {
       o.analyzer = "plain";
       o.title_weight = 2;
     },
     "analyzer plain"},
    {"language with plain",
     [](BuildSettings& o) {
       o.analyzer = "plain";
       o.language = "german";
     },
     "knows no languages"},
    {"bigrams", [](BuildSettings& o) { o.bigrams = 1'025; }, "at most 1024"},
    {"analyzer", [](BuildSettings& o) { o.analyzer = "newz"; }, "news or plain"},
    {"language", [](BuildSettings& o) { o.language = "qqqq"; }, "qqqq"},
};

TEST_CASE("options out of range are refused before anything is written") {
  for (const BadRow& row : kBadOptions) {
    const std::string name = row.name;
    CAPTURE(name);
    Fixture fixture;
    row.spoil(fixture.options);
    const auto outcome = build_list({make_article("a", "", "text")}, fixture.options);
    REQUIRE(!outcome.has_value());
    CHECK(outcome.error().code == ErrorCode::invalid_argument);
    CHECK(outcome.error().to_string().find(row.message) != std::string::npos);
    CHECK(!std::filesystem::exists(fixture.options.index_path));
  }
}

TEST_CASE("of the articles of one id the last one is there") {
  Fixture fixture;
  const auto outcome = build_list({make_article("a", "", "first"), make_article("b", "", "other"),
                                   make_article("a", "", "second"), make_article("a", "", "third")},
                                  fixture.options);
  REQUIRE(outcome.has_value());
  CHECK(outcome->articles == 2);
  CHECK(outcome->superseded == 2);
  CHECK(check_index(fixture.options.index_path).empty());
  const testing::OpenedIndex index(fixture.options.index_path);
  const auto& segment = *index.segments()[0];
  CHECK(segment.document_count() == 2);
  CHECK(testing::need(segment.documents().article(testing::need(segment.ids().find("a")).value()))
            .body == "third");
}

TEST_CASE("empty articles are articles; their fields have no length") {
  Fixture fixture;
  const auto outcome = build_list(
      {make_article("none", "", ""), make_article("title", "One two", ""),
       make_article("body", "", "One two three"), make_article("signs", "!!!", "... --")},
      fixture.options);
  REQUIRE(outcome.has_value());
  CHECK(outcome->articles == 4);
  CHECK(check_index(fixture.options.index_path).empty());
  const testing::OpenedIndex index(fixture.options.index_path);
  const segment::SegmentInfo& info = index.segments()[0]->info();
  CHECK(info.document_count == 4);
  CHECK(info.field(segment::Field::text).document_count == 2);
  CHECK(info.field(segment::Field::text).total_length == 2 * 2 + 3);  // the title's words weigh 2
  CHECK(info.field(segment::Field::text).token_count == 5);
  CHECK(info.field(segment::Field::title).document_count == 1);
}

TEST_CASE("languages are counted by their stemmers, the default's for those not named") {
  Fixture fixture;
  const auto outcome =
      build_list({make_article("1", "", "word", "en"), make_article("2", "", "wort", "de"),
                  make_article("3", "", "word"), make_article("4", "", "字", "zh")},
                 fixture.options);
  REQUIRE(outcome.has_value());
  const testing::OpenedIndex index(fixture.options.index_path);
  const std::vector<std::pair<std::string, std::uint32_t>> expected = {
      {"english", 2}, {"german", 1}, {"none", 1}};
  CHECK(index.segments()[0]->info().languages == expected);
}

TEST_CASE("no article: nothing is committed, and what answered before still does") {
  Fixture fixture;
  REQUIRE(build_list({make_article("a", "", "text")}, fixture.options).has_value());
  const auto outcome = build_list({}, fixture.options);
  REQUIRE(!outcome.has_value());
  CHECK(outcome.error().code == ErrorCode::invalid_argument);
  const testing::OpenedIndex index(fixture.options.index_path);
  CHECK(index.manifest().generation == 1);
  CHECK(index.manifest().live_document_count() == 1);
}

TEST_CASE("a stop leaves the index as it was; a build after it is clean") {
  Fixture fixture;
  REQUIRE(build_list({make_article("a", "", "text")}, fixture.options).has_value());
  std::stop_source source;
  source.request_stop();
  fixture.options.stop = source.get_token();
  const auto outcome = build_list({make_article("b", "", "text")}, fixture.options);
  REQUIRE(!outcome.has_value());
  CHECK(outcome.error().code == ErrorCode::cancelled);
  fixture.options.stop = {};
  CHECK(testing::OpenedIndex(fixture.options.index_path).manifest().generation == 1);
  REQUIRE(
      build_list({make_article("c", "", "text"), make_article("d", "", "text")}, fixture.options)
          .has_value());
  const testing::OpenedIndex index(fixture.options.index_path);
  CHECK(index.manifest().generation == 2);
  CHECK(testing::need(index.segments()[0]->ids().find("a")) == std::nullopt);
  CHECK(testing::need(index.segments()[0]->ids().find("d")) == 1);
  CHECK(check_index(fixture.options.index_path).empty());
}

TEST_CASE("progress goes through the stages in order") {
  Fixture fixture;
  std::vector<BuildProgress::Stage> stages;
  fixture.options.on_progress = [&](const BuildProgress& progress) {
    if (stages.empty() || stages.back() != progress.stage) stages.push_back(progress.stage);
  };
  REQUIRE(build_list({make_article("a", "", "text")}, fixture.options).has_value());
  using Stage = BuildProgress::Stage;
  CHECK(stages == std::vector{Stage::reading, Stage::merging, Stage::pairing, Stage::committing});
  stages.clear();
  fixture.options.reorder = true;
  fixture.options.bigrams = 0;
  REQUIRE(build_list({make_article("a", "", "text")}, fixture.options).has_value());
  CHECK(stages ==
        std::vector{Stage::reading, Stage::reordering, Stage::merging, Stage::committing});
}

TEST_CASE("more than 131,072 articles are reordered when nobody says whether") {
  testing::Articles articles;
  for (std::uint32_t i = 0; i < 131'072; ++i) {
    articles.push_back(make_article(std::to_string(i), "", i % 2 == 0 ? "oil" : "rice"));
  }
  Fixture fixture;
  const auto is_reordered = [&] {
    REQUIRE(build_list(articles, fixture.options).has_value());
    return testing::OpenedIndex(fixture.options.index_path).manifest().segments[0].is_reordered;
  };
  CHECK(!is_reordered());
  articles.push_back(make_article("one more", "", "oil"));
  CHECK(is_reordered());
  fixture.options.reorder = false;
  CHECK(!is_reordered());
}

TEST_CASE("a new segment each so many articles; none is empty") {
  testing::Articles articles;
  for (const char* id : {"a", "b", "c", "d", "e", "f"}) {
    articles.push_back(make_article(id, "", std::string("text of ") + id));
  }
  articles.insert(articles.begin() + 3, articles[0]);  // the later one counts
  struct Row {
    std::uint32_t segment_articles;
    std::vector<std::uint32_t> sizes;
  };
  for (const auto& [segment_articles, sizes] :
       {Row{0, {6}}, Row{1, {1, 1, 1, 1, 1, 1}}, Row{2, {1, 2, 2, 1}}, Row{4, {3, 3}},
        Row{6, {5, 1}}, Row{7, {6}}}) {
    CAPTURE(segment_articles);
    Fixture fixture;
    fixture.options.segment_articles = segment_articles;
    for (std::uint64_t generation = 1; generation <= 2; ++generation) {
      const auto outcome = build_list(articles, fixture.options);
      REQUIRE(outcome.has_value());
      CHECK(outcome->articles == 6);
      CHECK(outcome->superseded == 1);
      CHECK(outcome->generation == generation);
    }
    CHECK(check_index(fixture.options.index_path).empty());
    const testing::OpenedIndex index(fixture.options.index_path);
    std::size_t next = 0;
    REQUIRE(index.segments().size() == sizes.size());
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      const segment::SegmentReader& segment = *index.segments()[i];
      REQUIRE(segment.info().live.document_count == sizes[i]);
      for (std::uint32_t document = 0; document < segment.document_count(); ++document) {
        if (segment.is_deleted(document)) continue;
        CHECK(testing::need(segment.documents().article(document)).id ==
              std::string(1, "bcadef"[next++]));
      }
    }
  }
}

TEST_CASE("more than 1,024 segments are refused, and nothing is left") {
  testing::Articles articles;
  for (int i = 0; i < 1'025; ++i) articles.push_back(make_article(std::to_string(i), "", "text"));
  Fixture fixture;
  fixture.options.segment_articles = 1;
  const auto outcome = build_list(articles, fixture.options);
  REQUIRE(!outcome.has_value());
  CHECK(outcome.error().code == ErrorCode::limit);
  CHECK(outcome.error().to_string().find("1,024 segments") != std::string::npos);
  CHECK(!std::filesystem::exists(fixture.options.index_path));
}

TEST_CASE("a stop between two segments leaves the index as it was") {
  Fixture fixture;
  REQUIRE(build_list({make_article("a", "", "text")}, fixture.options).has_value());
  std::stop_source source;
  fixture.options.stop = source.get_token();
  fixture.options.segment_articles = 1;
  fixture.options.on_progress = [&](const BuildProgress& progress) {
    if (progress.stage == BuildProgress::Stage::merging && progress.articles > 2) {
      source.request_stop();
    }
  };
  const auto outcome = build_list({make_article("b", "", "text"), make_article("c", "", "text"),
                                   make_article("d", "", "text"), make_article("e", "", "text")},
                                  fixture.options);
  REQUIRE(!outcome.has_value());
  CHECK(outcome.error().code == ErrorCode::cancelled);
  const testing::OpenedIndex index(fixture.options.index_path);
  CHECK(index.manifest().generation == 1);
  CHECK(testing::need(index.segments()[0]->ids().find("a")) == 0);
  CHECK(check_index(fixture.options.index_path).empty());
}

}  // namespace
}  // namespace newsidx::indexer

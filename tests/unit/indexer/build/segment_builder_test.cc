// One segment of a build, from batches.
#include "indexer/build/segment_builder.h"

#include <doctest/doctest.h>

#include <map>

#include "segment/source_files.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"
#include "unit/indexer/article_list.h"
#include "unit/indexer/built_segment.h"
#include "unit/indexer/segment_contents.h"

namespace newsidx::indexer {
namespace {

using testing::need;

struct Builder {
  explicit Builder(bool store_articles = true) {
    options.index_path = folder.file("index");
    options.bigrams = 20;
    options.store_articles = store_articles;
  }
  /// @return documents that were left out
  std::uint32_t build(const testing::Articles& articles, std::size_t in_batch,
                      const SegmentBuilder::Limits& limits = {}) {
    IndexWriter writer = need(IndexWriter::open(options.index_path));
    const std::uint32_t left_out = add_segment(writer, articles, options, in_batch, limits);
    need(writer.commit(writer.replacement(), index_settings(options)));
    flushes = writer.manifest().segments.at(0).id - 1;
    return left_out;
  }
  testing::TemporaryFolder folder;
  BuildSettings options;
  std::uint32_t flushes = 0;
};

// Articles of which many share an id, and the last ones of each.
struct Repeated {
  explicit Repeated(std::uint64_t seed, std::uint32_t count, std::uint32_t ids) {
    testing::RandomNews news(seed, 400, true);
    std::map<std::string, std::size_t> last;
    for (std::uint32_t i = 0; i < count; ++i) {
      Article& article = all.emplace_back(news.article(i));
      static constexpr const char* kLanguages[] = {"", "de", "fr"};
      article.lang = kLanguages[news.dice().below(3)];
      article.id = "a" + std::to_string(news.dice().below(ids));
      if (news.dice().one_in(4)) {
        for (char& c : article.title) {
          if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        }
      }
      // Words of one article alone, which may vanish.
      article.body += " rares" + std::to_string(i) + " vanishing" + article.id;
      last[article.id] = i;
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      if (last.at(all[i].id) == i) kept.push_back(all[i]);
    }
  }
  testing::Articles all, kept;
};

TEST_CASE("the last of an id wins: the segment is that of the last ones alone") {
  struct Row {
    std::uint64_t seed;
    std::uint32_t count, ids;
    std::size_t in_batch;
    bool reorder;
    SegmentBuilder::Limits limits;
  };
  const Row rows[] = {{1, 40, 15, 7, false, {}},
                      {2, 300, 120, 50, false, {1, 2}},  // flushes all the time
                      {3, 300, 500, 20, false, {200'000, 3}},
                      {4, 600, 250, 100, true, {}},
                      {5, 64, 1, 64, false, {}},
                      {6, 400, 180, 30, true, {60'000, 2}}};
  for (const Row& row : rows) {
    MESSAGE("seed " << row.seed);
    CAPTURE(row.seed);
    const Repeated articles(row.seed, row.count, row.ids);
    Builder built, expected;
    built.options.reorder = expected.options.reorder = row.reorder;
    CHECK(built.build(articles.all, row.in_batch, row.limits) ==
          articles.all.size() - articles.kept.size());
    CHECK((built.flushes > 0) == (row.limits.runs_bytes < SIZE_MAX));
    CHECK(expected.build(articles.kept, 1'000) == 0);
    CHECK(check_index(built.options.index_path).empty());
    check_same(contents_of(built.options.index_path), contents_of(expected.options.index_path));
  }
}

TEST_CASE("of articles that are not stored, what is counted of words is an upper bound") {
  MESSAGE("seed 7");
  const Repeated articles(7, 200, 60);
  Builder built(false), expected(false);
  CHECK(built.build(articles.all, 30) == articles.all.size() - articles.kept.size());
  expected.build(articles.kept, 1'000);
  CHECK(check_index(built.options.index_path).empty());
  const testing::OpenedIndex found(built.options.index_path);
  const testing::OpenedIndex wanted(expected.options.index_path);
  for (const auto field : {segment::Field::text, segment::Field::title, segment::Field::keyword}) {
    CHECK(found.manifest().segments[0].field(field).posting_count ==
          wanted.manifest().segments[0].field(field).posting_count);
  }
  const auto& more = found.segments()[0]->dictionary();
  std::size_t words = 0;
  need(wanted.segments()[0]->dictionary().visit_surfaces(
      "", "", [&](std::string_view word, std::span<const segment::SurfaceTerm>) {
        const auto counts = need(wanted.segments()[0]->dictionary().surface_counts(word));
        CHECK(need(more.surface_counts(word)).occurrences >= counts.occurrences);
        ++words;
        return true;
      }));
  CHECK(words > 100);
}

TEST_CASE("the files that articles were read from stand with the documents, also reordered ones") {
  for (const bool reorder : {false, true}) {
    CAPTURE(reorder);
    const testing::TemporaryFolder folder;
    BuildSettings options;
    options.index_path = folder.file("index");
    options.reorder = reorder;
    options.bigrams = 0;
    Batch batch;
    for (int i = 0; i < 300; ++i) {
      const std::string number = std::to_string(i);
      const std::string topic = std::to_string(i % 30);
      batch.articles.push_back(make_article("a" + number, "", "oil" + topic + " gas" + topic));
    }
    const auto analyzer_options = testing::analyzer_options("news");
    auto analyzer = need(analysis::Analyzer::create(analyzer_options));
    const std::string fingerprint = analyzer.fingerprint();
    Inverter inverter(std::move(analyzer), analyzer_options, {});
    InvertedBatch inverted = invert_batch(std::move(batch), inverter, true);
    for (std::uint32_t i = 0; i < 300; ++i) inverted.rows[i].source_file = 1000 + i;
    {
      IndexWriter writer = need(IndexWriter::open(options.index_path));
      SegmentBuilder builder(writer, options, 1, {});
      need(builder.add(std::move(inverted), 0));
      need(std::move(builder).finish([](BuildProgress::Stage, std::uint64_t, std::uint64_t) {}));
      need(writer.commit(writer.replacement(), {"news", "english", fingerprint, 2, true}));
    }
    CHECK(check_index(options.index_path).empty());
    const testing::OpenedIndex index(options.index_path);
    const auto& segment = *index.segments().at(0);
    const auto files = need(segment::read_source_files(
        std::make_shared<const storage::Store>(need(storage::Store::open(options.index_path))),
        segment.info()));
    REQUIRE(files.size() == 300);
    bool is_in_order = true;
    for (std::uint32_t document = 0; document < 300; ++document) {
      const Article article = need(segment.documents().article(document));
      CHECK("a" + std::to_string(files[document] - 1000) == article.id);
      is_in_order = is_in_order && files[document] == 1000 + document;
    }
    CHECK(is_in_order != reorder);
  }
}

}  // namespace
}  // namespace newsidx::indexer

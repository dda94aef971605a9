// One segment of a build, from batches.
#include "indexer/build/segment_builder.h"

#include <doctest/doctest.h>

#include "segment/source_files.h"
#include "support/temporary_folder.h"
#include "unit/indexer/article_list.h"

namespace newsidx::indexer {
namespace {

using testing::need;

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
      need(builder.add(std::move(inverted), 0, 0));
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

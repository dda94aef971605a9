// tests/unit/indexer/built_segment.h: articles to a segment, beside others of a writer.
#pragma once

#include <algorithm>

#include "base/hash.h"
#include "indexer/build/segment_builder.h"
#include "support/segmented_index.h"

namespace newsidx::indexer {

inline segment::IndexSettings index_settings(const BuildSettings& options) {
  const auto analyzer_options = testing::analyzer_options(options.analyzer);
  return {options.analyzer, analyzer_options.language,
          testing::need(analysis::Analyzer::create(analyzer_options)).fingerprint(),
          options.title_weight_or_default(), options.store_articles};
}

/// A number that depends on the article alone.
inline std::uint32_t source_file_of(const Article& article) {
  return static_cast<std::uint32_t>(hash64(article.id + article.body) >> 40);
}

/// Adds a segment to what the writer commits next.
/// @return documents that were left out
inline std::uint32_t add_segment(IndexWriter& writer, const testing::Articles& articles,
                                 const BuildSettings& options, std::size_t in_batch = 100,
                                 const SegmentBuilder::Limits& limits = {}) {
  const auto analyzer_options = testing::analyzer_options(options.analyzer);
  Inverter inverter(testing::need(analysis::Analyzer::create(analyzer_options)), analyzer_options,
                    {});
  SegmentBuilder builder(writer, options, 1, limits);
  for (std::size_t first = 0; first < articles.size(); first += in_batch) {
    Batch batch;
    batch.first_document = static_cast<std::uint32_t>(first);
    const std::size_t end = std::min(first + in_batch, articles.size());
    for (std::size_t i = first; i < end; ++i) batch.articles.push_back(articles[i]);
    InvertedBatch inverted = invert_batch(std::move(batch), inverter, options.store_articles);
    for (std::size_t i = first; i < end; ++i) {
      inverted.rows[i - first].source_file = source_file_of(articles[i]);
    }
    testing::need(builder.add(std::move(inverted), 0));
  }
  testing::need(std::move(builder).finish({}));
  return builder.superseded_count();
}

}  // namespace newsidx::indexer

// indexer/build/batch.h
//
// The unit of work of a build: a stretch of consecutive documents, before and after a worker.
#pragma once

#include <newsidx/article.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "indexer/invert/document_stats.h"
#include "indexer/invert/inverter.h"
#include "indexer/invert/run.h"

namespace newsidx::indexer {

struct Batch {
  std::uint32_t first_document = 0;
  std::vector<Article> articles;
  std::size_t bytes = 0;  ///< of the articles in memory
  /// DocumentStats::source_file of each; behind the last one 0.
  std::vector<std::uint32_t> source_files = {};
};

struct InvertedBatch {
  std::vector<Run> runs;
  std::vector<DocumentStats> rows;
  std::map<std::string, std::uint32_t> languages;  // stemming language -> documents
  std::vector<std::string> stored_articles;        // a document each, as segment::DocumentWriter
  std::vector<std::string> sketches;               // wants them
};

/// What an article takes in memory [bytes].
[[nodiscard]] std::size_t memory_bytes(const Article& article) noexcept;

/// What a worker does with a batch; of one that is stopped, a part.
/// @param store_articles  false: only ids and times are stored
[[nodiscard]] InvertedBatch invert_batch(Batch batch, Inverter& inverter, bool store_articles);

}  // namespace newsidx::indexer

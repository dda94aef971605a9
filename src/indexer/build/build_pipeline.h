// indexer/build/build_pipeline.h
//
// Articles to a new generation of an index.
//
//   caller's thread              workers                         caller's thread
//   next() -> batches of text ->  analyse, invert            ->   in order: segment_builder writes
//                                                                articles, collects runs, flushes
//                                                                when memory is short, merges
//                                                                -> commit
//
// Batches are consecutive stretches of documents, so runs are put in order by their numbers and the
// result does not depend on which worker did what.
//
// --memory is cut into shares once (MemoryPlan): caches of the analysers, vocabularies and logs of
// the inverters, batches under way, runs, RocksDB's cache. What depends on the input is bounded
// where it is allocated: batches by the bytes of their articles, runs by a flush, flushed segments
// that are open at once by merging them level by level, texts in keys by their size, a record by
// --max-record. Only ids and rows of documents grow with their number. tests/fault/memory_test.py
// measures the peak.
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "indexer/build/build_settings.h"

namespace newsidx::indexer {

/// Where articles come from.
class ArticleStream {
 public:
  virtual ~ArticleStream() = default;
  [[nodiscard]] virtual std::optional<Article> next() = 0;
  /// Fills in text_bytes, done_units and total_units.
  virtual void report(BuildProgress& progress) const = 0;
  /// What it holds of the memory of the build; no more than half of it.
  [[nodiscard]] virtual std::uint64_t memory_bytes() const { return 0; }
};

struct BuildOutcome {
  std::uint64_t articles = 0;
  std::uint64_t duplicates_skipped = 0;
  std::uint64_t generation = 0;
};

/// @errors invalid_argument  options out of range, or no such language
[[nodiscard]] Status check_settings(const BuildSettings& options);

/// Reads the stream to its end and commits.
/// @errors invalid_argument  options out of range, no such language, or no article in the stream
///         io, unsupported, cancelled   as newsidx::build
[[nodiscard]] Result<BuildOutcome> run_build(ArticleStream& stream, const BuildSettings& options);

}  // namespace newsidx::indexer

// indexer/merge/merger.h
//
// Many sources of consecutive stretches of documents to one segment. The result depends on the
// documents alone, not on how they were cut into stretches: the same input gives the same segment
// whatever the thread count and memory.
//
// Threads: one.   Memory: one block of one term, and what the sources hold; in another order than
// that of the sources all postings of one term (posting_sorter.h).
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "indexer/invert/document_stats.h"
#include "indexer/merge/term_source.h"
#include "segment/segment_writer.h"

namespace newsidx::indexer {

struct MergeRequest {
  std::uint32_t segment = 0;
  std::uint32_t first_document = 0;  ///< of the stretch that the sources cover
  std::uint32_t store = 0;           ///< of the articles, in the order of documents
  DocumentRange documents;           ///< rows of the stretch
  /// The documents of the stretch, counted from its first, in the order of the segment; empty: as
  /// they come.
  std::vector<std::uint32_t> order;
  [[nodiscard]] bool is_reordered() const noexcept { return !order.empty(); }
  std::vector<std::pair<std::string, std::uint32_t>> languages;
  std::uint32_t title_weight = 1;
  std::stop_token stop;
  std::function<void(std::uint64_t done, std::uint64_t total)> on_progress;  ///< in terms
};

/// @param sources  ascending and without gaps by first_document
/// @param sink     of the segment's records
/// @errors io; corruption of a flushed segment; cancelled
[[nodiscard]] Result<segment::SegmentWriter::Output> merge(
    std::vector<std::unique_ptr<TermSource>> sources, const MergeRequest& request,
    storage::RecordSink& sink);

}  // namespace newsidx::indexer

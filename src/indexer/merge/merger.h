// indexer/merge/merger.h
//
// Many sources of consecutive stretches of documents to one segment. The result depends on the
// documents alone, not on how they were cut into stretches: the same input gives the same segment
// whatever the thread count and memory.
//
// Documents may be left out: their postings are read over, and a term that has no others vanishes,
// with its surfaces. How often words are written cannot be told from lists: what the left out
// documents have of them comes from sources that are subtracted, which invert their articles again.
// Without these the counts are an upper bound.
//
// Threads: one.   Memory: one block of one term, and what the sources hold; in another order than
// that of the sources all postings of one term (posting_sorter.h); where documents are left out,
// 22 bytes for each term that vanishes.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "indexer/invert/document_stats.h"
#include "indexer/merge/term_source.h"
#include "segment/document_reader.h"
#include "segment/live_docs.h"
#include "segment/segment_writer.h"

namespace newsidx::indexer {

struct MergeRequest {
  std::uint32_t segment = 0;
  std::uint32_t first_document = 0;  ///< of the stretch that the sources cover
  DocumentRange documents;           ///< rows of the stretch, also of what is left out
  segment::DocBits left_out;         ///< of the stretch's documents; empty: all stay
  /// The documents that stay, counted from the first of the stretch, in the order of the segment;
  /// empty: as they come.
  std::vector<std::uint32_t> order;
  [[nodiscard]] bool is_reordered() const noexcept { return !order.empty(); }

  std::vector<std::uint32_t> stores;  ///< of the articles
  /// A document's store is a place in `stores`. By document of the stretch; empty: they are in the
  /// first store, numbered as documents are.
  std::span<const segment::ArticleAddress> addresses;

  /// Of two documents with one id the later one keeps it, and here the bit of the earlier one is
  /// set, as sources number it. nullptr: that is an error.
  segment::DocBits* superseded = nullptr;
  std::vector<std::pair<std::string, std::uint32_t>> languages;
  std::uint32_t title_weight = 1;
  std::stop_token stop;
  std::function<void(std::uint64_t done, std::uint64_t total)> on_progress;  ///< in terms
};

using TermSources = std::vector<std::unique_ptr<TermSource>>;

/// @param sources     ascending and without gaps by first_document
/// @param sink        of the segment's records
/// @param subtracted  of documents that are left out; only their surface counts are read
/// @errors io; corruption of a flushed segment, or of two documents with one id; cancelled
[[nodiscard]] Result<segment::SegmentWriter::Output> merge(TermSources sources,
                                                           const MergeRequest& request,
                                                           storage::RecordSink& sink,
                                                           TermSources subtracted = {});

}  // namespace newsidx::indexer

// indexer/bigrams/bigram_writer.h
//
// Lists of pairs of very frequent words: where two of them stand side by side in titles and bodies.
// They are made from the lists of the finished segment, read back side by side, so that they depend
// on the documents alone, and need no memory for what is not frequent.
//
// A pair's list has documents and frequencies, but no positions: they would double it and save
// little where the pairs have told the documents. A pair without a list occurs nowhere. Only pairs
// of two frequent words have lists: the time of a phrase is that of its rarer word, so N bounds the
// slowest phrase, and each pair with a rarer word would cost a list and gain little.
//
// Threads: one.   Memory: twice the budget, of pairs and of what is kept of the lists of the words,
// but a block of each of these at least; a piece of each for a window of a document; and a log
// (pair_sorter.h). So it does not depend on how long an article is.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "segment/segment_writer.h"
#include "storage/store.h"

namespace newsidx::indexer {

struct BigramRequest {
  std::uint32_t word_count = 0;  ///< words that count as frequent [1 to kMaxBigramWords]
  std::uint32_t title_weight = 1;
  std::size_t budget_bytes = 0;
  std::string staging_path;
  std::stop_token stop;
  std::function<void(std::uint64_t done, std::uint64_t total)> on_progress = {};  ///< in documents
};

/// So many make an index larger by half, and of the time of phrases 512 spare nearly as much.
inline constexpr std::uint32_t kMaxBigramWords = 1024;

/// @param store             has the segment's records
/// @param info              of the segment
/// @param next_term_number  of the segment (SegmentWriter::Output)
/// @param sink              of the pairs' records
/// @return the segment's info with the pairs
/// @errors io; corruption; cancelled
[[nodiscard]] Result<segment::SegmentWriter::Output> write_bigrams(
    const std::shared_ptr<const storage::Store>& store, const segment::SegmentInfo& info,
    std::uint32_t next_term_number, const BigramRequest& request, storage::RecordSink& sink);

/// The words of field text that occur most, in the order of their bytes; of equally frequent ones
/// the first.
[[nodiscard]] Result<std::vector<std::string>> most_frequent_words(
    const std::shared_ptr<const storage::Store>& store, std::uint32_t segment, std::uint32_t count);

}  // namespace newsidx::indexer

// indexer/copies/copy_search.h
//
// Finds the copies among the articles of segments: their sketches are joined, and what may be a
// copy is looked at as it is stored, so that the result is by the rule (copies/copy_rule.h).
//
// The join goes block by block: an index of the sketches of some articles, past which all that
// follow are led. The segments come from the smallest on, and of the largest one, if its own pairs
// are known, no block is made: what a commit adds is joined to a large index by reading its
// sketches once.
//
// Threads: one.   Memory: the budget for a block; 20 bytes an article; some megabytes of bodies.
// Cost: sketches are read for each block: 0.2 s a million articles; two articles for a candidate.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <span>
#include <vector>

#include "base/cancellation.h"
#include "copies/copy_rule.h"
#include "copies/stories.h"
#include "segment/segment_reader.h"

namespace newsidx::indexer {

/// A segment, and what is known of it.
struct CopySource {
  const segment::SegmentReader* reader = nullptr;
  std::uint32_t first_number = 0;  ///< of its document 0
  bool pairs_are_known = false;    ///< those of two articles of it are not looked for
};

struct CopySearchSettings {
  copies::CopyRule rule = {};
  std::uint64_t block_bytes = std::uint64_t{256} << 20;
};

struct FoundCopies {
  std::vector<copies::CopyPair> pairs;     ///< by the numbers of documents; the lower one first
  std::vector<std::uint32_t> corrections;  ///< those in pairs whose headline says so; ascending
};

/// Deleted documents are left out.
/// @errors unsupported  articles without a sketch, or that are not stored
///         corruption, io; cancelled
[[nodiscard]] Result<FoundCopies> find_copies(std::span<const CopySource> sources,
                                              const CopySearchSettings& settings,
                                              const CancellationToken& cancellation);

}  // namespace newsidx::indexer

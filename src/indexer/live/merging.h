// indexer/live/merging.h
//
// Merging as far as it is worth it, one merge and one commit after the other: what follows a
// change of the index in the thread that made it. (A writer that lives on has a merge_scheduler.h.)
//
// Threads: one, that which commits.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <span>

#include "indexer/live/index_writer.h"
#include "indexer/live/segment_merge.h"
#include "segment/manifest.h"
#include "storage/store.h"

namespace newsidx::indexer {

/// Small segments are many, and merged soon: pairs pay from here on.
inline constexpr std::uint32_t kMinBigramArticles = 4096;

/// Articles of the picked segments, with those that are deleted.
[[nodiscard]] std::uint64_t document_count_of(const segment::Manifest& manifest,
                                              std::span<const std::uint32_t> picked);

/// Merges while the policy picks segments, or all of them if `is_full`.
/// @return how often segments were merged
/// @errors as merge_segments() and IndexWriter::commit()
[[nodiscard]] Result<std::uint64_t> merge_as_worth(IndexWriter& writer, bool is_full,
                                                   MergeSettings settings);

}  // namespace newsidx::indexer

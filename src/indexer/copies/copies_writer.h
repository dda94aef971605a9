// indexer/copies/copies_writer.h
//
// Finds which articles of a new segment are copies of one another, and writes that as a record of
// it, so that a query need not. Whoever asks finds the pairs across segments, and those of segments
// without the record.
//
// Threads: one.   Memory: as find_copies(), with blocks of one size, whatever a build may take: of
// very many articles with the same words the pairs depend on the blocks, and are to depend on the
// articles alone.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <stop_token>

#include "segment/segment_info.h"
#include "segment/segment_records.h"
#include "storage/record_sink.h"
#include "storage/store.h"

namespace newsidx::indexer {

/// A smaller segment has no record: to join its sketches when somebody asks takes milliseconds, and
/// a small commit waits for nothing.
inline constexpr std::uint32_t kMinCopiesArticles = 512;

inline constexpr std::uint64_t kCopiesBlockBytes = std::uint64_t{32} << 20;

/// @param store  has the segment's records
/// @param info   of the segment
/// @param sink   of the record; nothing is put where articles have no sketches
/// @return what the digests of the segment gain
/// @errors corruption, io; cancelled
[[nodiscard]] Result<segment::SegmentRecords::Digests> write_copies_of(
    const std::shared_ptr<const storage::Store>& store, const segment::SegmentInfo& info,
    const std::stop_token& stop, storage::RecordSink& sink);

}  // namespace newsidx::indexer

// search/sorted_docs.h
//
// The order of articles with equal keys: by their ids, so that it is the same however an index was
// built, merged and reordered.
//
// Cost: few ids are read with their articles; of many the ids of a segment are gone through in
// their order, until enough of them have come.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <span>
#include <vector>

#include "base/cancellation.h"
#include "search/collector/by_column.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

/// @param entries  as ByColumn::take() gives them
/// @return the first k
/// @errors cancelled, corruption, io
[[nodiscard]] Result<std::vector<ByColumn::Entry>> first_by_key_and_id(
    std::vector<ByColumn::Entry> entries, std::size_t k,
    std::span<const segment::SegmentReader* const> segments, const CancellationToken& cancellation);

}  // namespace newsidx::search

// segment/segment_presence.h
//
// Whether a store has what its manifest names, found before anything of it is believed.
//
// A file that is missing or has a broken end takes a whole family out of RocksDB's view of the
// index, without a word: readers beside a writer must bear with files that come and go. So each
// family has to have files that can hold each segment. What is in none is in the write-ahead log,
// of which earlier parts may be lost without a word, too; but there it is little, and is compared
// with its digest.
#pragma once

#include <newsidx/result.h>

#include <array>
#include <cstdint>

#include "segment/manifest.h"
#include "storage/store.h"

namespace newsidx::segment {

/// Of each family, the bytes of keys and values that are in the log alone.
using LoggedBytes = std::array<std::uint64_t, storage::kFamilyNames.size()>;

/// @errors corruption  a part of a segment, or of a store of articles, is missing or broken; io
/// Cost: no read for what is in files; one pass over what is in the log.
[[nodiscard]] Result<LoggedBytes> find_segments(const storage::Store& store,
                                                const Manifest& manifest);

}  // namespace newsidx::segment

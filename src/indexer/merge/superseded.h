// indexer/merge/superseded.h
//
// Documents of a merge with an id that a later one has, too: the last one of an id counts.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <span>

#include "indexer/merge/term_source.h"
#include "segment/live_docs.h"

namespace newsidx::indexer {

/// Reads all ids; they come from the first one again.
/// @param sources  ascending by first_document, from document 0
/// @param bits     one a document; that of each superseded document is set
/// @errors io; corruption of a flushed segment
[[nodiscard]] Status find_superseded(std::span<const std::unique_ptr<TermSource>> sources,
                                     segment::DocBits& bits);

}  // namespace newsidx::indexer

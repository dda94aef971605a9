// indexer/reorder/forward_index.h
//
// The terms by document that the order of documents is made from (bisection.h): a sample of the
// postings of a build, read from its runs and flushed segments before these are merged.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "indexer/merge/living_documents.h"
#include "indexer/merge/term_source.h"
#include "indexer/reorder/bisection.h"

namespace newsidx::indexer {

/// Reads the lists of title and body, from where the sources stand to the end of the field. Depends
/// on the documents alone, not on how they are cut into sources.
/// @param sources  ascending and without gaps by first_document, from document 0
/// @param living   of their documents; the others are left out, and those behind them move up
/// @errors io; corruption of a flushed segment; cancelled
[[nodiscard]] Result<ForwardIndex> make_forward_index(
    std::span<const std::unique_ptr<TermSource>> sources, const LivingDocuments& living,
    std::stop_token stop);

}  // namespace newsidx::indexer

// segment/live_docs.h
//
// Which documents of a segment are alive: bits in family live, under the generation that deleted
// the others. A segment of which none was deleted has none. Format: FORMAT.md, "Live documents".
//
// A search takes the deleted ones as one more clause that must not match, so that all algorithms
// and counts leave them out; what is only right without them (counts from the directory, threshold
// seeds) asks for that. Statistics count them until a merge leaves them out.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "storage/store.h"

namespace newsidx::segment {

/// A bit a document; bits behind the last document are not set.
using DocBits = std::vector<std::uint64_t>;

[[nodiscard]] std::uint32_t count_bits(std::span<const std::uint64_t> bits) noexcept;

/// Records that the bits of a segment take.
[[nodiscard]] std::uint32_t live_chunk_count(std::uint32_t document_count) noexcept;

/// Makes the records of the bits.
/// @param live  of the documents that are alive
[[nodiscard]] Status write_live_docs(
    std::uint32_t segment, std::uint64_t generation, std::span<const std::uint64_t> live,
    const std::function<Status(std::string_view key, std::string_view value)>& sink);

/// The documents that were deleted.
/// @param live_count  documents that are alive
/// @errors corruption, io
[[nodiscard]] Result<DocBits> read_deleted_docs(const storage::Store& store, std::uint32_t segment,
                                                std::uint64_t generation,
                                                std::uint32_t document_count,
                                                std::uint32_t live_count);

}  // namespace newsidx::segment

// segment/directory.h
//
// The directory of a posting list: for each block its last document, its impact and where it is.
// Format: FORMAT.md, "List head".
//
// It is kept as arrays, apart from the blocks: a search that steps over blocks reads last documents
// and impacts in a row and touches no postings.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "segment/impact.h"

namespace newsidx::segment {

/// Where a block starts: a chunk of the list and an offset in it. Inline lists have chunk 0 only.
struct BlockAddress {
  std::uint16_t chunk = 0;
  std::uint16_t offset = 0;
  friend bool operator==(const BlockAddress&, const BlockAddress&) = default;
};

/// A chunk takes blocks as long as they fit this, so that 16 bits address their starts. A block
/// that is larger has a chunk of its own.
inline constexpr std::size_t kChunkBytes = 64 << 10;

/// Blocks in a superblock, whose impact is the largest of theirs.
inline constexpr std::size_t kSuperblockBlocks = 32;

struct Directory {
  std::vector<std::uint32_t> last_docs;
  std::vector<Impact> impacts;
  std::vector<Impact> superblock_impacts;  // not stored: found when a list is opened
  std::vector<BlockAddress> postings;
  std::vector<BlockAddress> positions;  // empty without positions

  [[nodiscard]] std::size_t block_count() const noexcept { return last_docs.size(); }
};

/// @param directory   of more than one block
/// @param max_impact  the largest of its impacts
void append_directory(std::string& out, const Directory& directory, Impact max_impact);

/// @param block_count     more than one
/// @param document_limit  documents in the segment
/// @errors corruption     anything that a writer would not have written
[[nodiscard]] Result<Directory> read_directory(ByteReader& in, std::size_t block_count,
                                               bool has_positions, Impact max_impact,
                                               std::uint32_t document_limit);

}  // namespace newsidx::segment

// segment/term_entry.h
//
// The value of a term in family `terms`: counts, the block directory, and for a short list the
// postings and positions themselves. Format: FORMAT.md, "Term entry".
//
// The directory is kept as arrays, apart from the blocks: a search that steps over blocks reads
// last documents and impacts in a row and touches no postings.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "codec/posting_block.h"
#include "segment/impact.h"
#include "segment/term_record.h"

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

struct TermEntry {
  std::uint32_t document_count = 0;    // df
  std::uint64_t occurrence_count = 0;  // unweighted, over all documents
  Impact max_impact = 0;
  bool has_positions = false;
  bool has_spans = false;  // some occurrence covers more than one position
  bool is_inline = false;
  std::uint32_t term_number = 0;  // names the chunks of a list that is not inline
  Directory directory;
  std::string_view inline_postings;  // views into the entry's bytes
  std::string_view inline_positions;

  [[nodiscard]] std::size_t postings_in_block(std::size_t block) const noexcept {
    return block + 1 < directory.block_count() ? codec::kPostingBlockSize
                                               : document_count - block * codec::kPostingBlockSize;
  }
};

void append_term_entry(std::string& out, const TermEntry& entry);

/// The counts alone.
[[nodiscard]] Result<TermCounts> parse_term_counts(std::string_view bytes);

/// @param bytes           the whole value; the views of the result point into it
/// @param document_limit  documents in the segment
/// @errors corruption     anything that a writer would not have written
[[nodiscard]] Result<TermEntry> parse_term_entry(std::string_view bytes,
                                                 std::uint32_t document_limit);

}  // namespace newsidx::segment

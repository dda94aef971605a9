// segment/term_entry.h
//
// A term as its list is opened: what the dictionary says of it, and the head of its list, which has
// the directory of its blocks, and of a short list the postings and positions themselves. Format:
// FORMAT.md, "List head".
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "codec/posting_block.h"
#include "segment/directory.h"
#include "segment/term_record.h"

namespace newsidx::segment {

struct TermEntry {
  // Of the dictionary.
  std::uint32_t document_count = 0;    // df
  std::uint64_t occurrence_count = 0;  // unweighted, over all documents
  bool has_positions = false;          // all lists of a field, or none
  bool has_spans = false;              // some occurrence covers more than one position
  bool is_inline = false;
  std::uint32_t term_number = 0;  // names the chunks of a list that is not inline

  // Of the head.
  Impact max_impact = 0;
  Directory directory;
  std::string_view inline_postings;  // views into the head's bytes
  std::string_view inline_positions;

  [[nodiscard]] std::size_t block_count() const noexcept {
    return (document_count + codec::kPostingBlockSize - 1) / codec::kPostingBlockSize;
  }
  [[nodiscard]] std::size_t postings_in_block(std::size_t block) const noexcept {
    return block + 1 < block_count() ? codec::kPostingBlockSize
                                     : document_count - block * codec::kPostingBlockSize;
  }
};

/// What the dictionary keeps of it, but for the address of its head, and how it is written.
[[nodiscard]] TermRecord record_of(const TermEntry& entry);

/// The entry without what stands in its head.
/// @param document_limit  documents in the segment
/// @errors corruption     counts that no list has
[[nodiscard]] Result<TermEntry> entry_of(const TermRecord& record, bool has_positions,
                                         std::uint32_t document_limit);

void append_list_head(std::string& out, const TermEntry& entry);

/// Adds what stands in the head to an entry.
/// @param head         the views of the entry will point into it
/// @errors corruption  anything that a writer would not have written
[[nodiscard]] Status read_list_head(std::string_view head, std::uint32_t document_limit,
                                    TermEntry& entry);

}  // namespace newsidx::segment

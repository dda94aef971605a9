// segment/term_record.h
//
// What the dictionary of a segment says of a term: its counts, and where its list is.
// Format: FORMAT.md, "Term dictionary".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "segment/surface_entry.h"

namespace newsidx::segment {

/// How many documents have a term, and how often.
struct TermCounts {
  std::uint32_t document_count = 0;    ///< df [>= 1]
  std::uint64_t occurrence_count = 0;  ///< unweighted, over all documents [>= document_count]
  friend bool operator==(const TermCounts&, const TermCounts&) = default;
};

/// Where the list of a term begins (read_list_head() in term_entry.h), among those of the terms of
/// its page.
struct HeadAddress {
  std::uint32_t page = 0;    ///< of the dictionary's field
  std::uint16_t chunk = 0;   ///< of the page [from 0]
  std::uint32_t offset = 0;  ///< in the chunk [bytes]
  std::uint32_t size = 0;    ///< [bytes]
  friend bool operator==(const HeadAddress&, const HeadAddress&) = default;
};

struct TermRecord {
  TermCounts counts = {};
  bool is_inline = true;          ///< the list is in its head, and not in chunks of its own
  bool has_spans = false;         ///< some occurrence covers more than one position
  std::uint32_t term_number = 0;  ///< names the chunks of a list that is not inline
  /// Of field text: how the term is written as a word, where it is one before stemming, too.
  std::optional<SurfaceCounts> as_surface = std::nullopt;
  HeadAddress head = {};
  friend bool operator==(const TermRecord&, const TermRecord&) = default;
};

}  // namespace newsidx::segment

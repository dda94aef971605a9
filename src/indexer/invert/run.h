// indexer/invert/run.h
//
// The postings of a stretch of documents, inverted and kept in memory, packed and in the order of
// the final index, until they are merged into a segment.
//
//   run    := record*                            ascending by key
//   record := key:prefixed payload:prefixed      key = field:u8 term
//   payload of a term    := document_count (document gap, count, occurrence*)*    all varints
//                           of field text: is_surface [occurrences capitals shouted] forms in
//                           front, and count is count * 2 + has_others; where it has others, a
//                           form for each occurrence stands behind the occurrences
//   forms                := form_count (letter_case + 4 * is_term:u8 [surface:prefixed])*
//                           the commonest first; a surface that is the term is left out
//   occurrence           := gap * 4 + span - 1
//   payload of a keyword := document_count document gap*
//   payload of a surface := occurrences capitals shouted; its key is surface "\0" term, which
//   differ
//
// Document gaps start from the run's first document (the first gap is the distance to it).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newsidx::indexer {

inline constexpr std::uint8_t kFormIsTerm = 4;  ///< of the head of a form

struct Run {
  std::uint32_t first_document = 0;
  std::uint32_t document_count = 0;
  std::string bytes;
  std::uint64_t record_count = 0;
  std::vector<std::pair<std::string, std::uint32_t>> ids;  // external id, document; ascending

  [[nodiscard]] std::size_t memory_bytes() const noexcept {
    std::size_t size = bytes.capacity() + ids.capacity() * sizeof(ids[0]);
    for (const auto& [id, document] : ids) size += id.capacity();
    return size;
  }
};

}  // namespace newsidx::indexer

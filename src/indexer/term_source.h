// indexer/term_source.h
//
// What the merger reads: terms in key order with the postings of a stretch of documents. A run in
// memory (run_source.h) and a flushed segment (segment_source.h) are the two kinds.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "codec/position_block.h"

namespace newsidx::indexer {

/// Takes one posting; documents are numbered as in the build.
class PostingSink {
 public:
  virtual ~PostingSink() = default;
  [[nodiscard]] virtual Status add(std::uint32_t document, std::uint32_t freq,
                                   const std::vector<codec::Occurrence>& occurrences) = 0;
};

class TermSource {
 public:
  virtual ~TermSource() = default;

  /// Stands on a term: key() is field:u8 term; of a surface field:u8 surface "\0" term.
  [[nodiscard]] virtual bool valid() const = 0;
  [[nodiscard]] virtual std::string_view key() const = 0;
  [[nodiscard]] virtual Status next() = 0;

  /// Hands out all postings of the term, ascending. Not for surfaces.
  [[nodiscard]] virtual Status read_postings(PostingSink& sink) = 0;

  [[nodiscard]] virtual std::uint32_t first_document() const = 0;
  /// The next external id, ascending, with its document.
  /// @return false at the end
  [[nodiscard]] virtual Result<bool> next_id(std::string& id, std::uint32_t& document) = 0;
  [[nodiscard]] virtual std::uint64_t term_count() const = 0;
};

}  // namespace newsidx::indexer

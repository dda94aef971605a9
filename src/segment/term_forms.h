// segment/term_forms.h
//
// How the occurrences of one term are written, block by block of its posting list.
//
// Threads: one.   Memory: its bytes, and one decoded piece.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "segment/form_piece.h"

namespace newsidx::segment {

class TermForms {
 public:
  struct Piece {
    FormStretch stretch;
    std::string bytes;
  };

  /// What tells about an occurrence, and some behind it.
  struct Part {
    const FormPiece* piece;  ///< the same object, with other contents, once another one is needed
    bool is_new;             ///< it is another piece than that of the call before
    std::uint32_t end;       ///< behind its last occurrence of the block
    std::span<const FormPiece::Exception> exceptions;  ///< of the block, from the occurrence on
  };

  TermForms() = default;
  /// @param pieces  each may follow the one before
  TermForms(std::string term, std::vector<Piece> pieces)
      : term_(std::move(term)), pieces_(std::move(pieces)) {}

  [[nodiscard]] const std::string& term() const noexcept { return term_; }

  /// @errors corruption
  [[nodiscard]] Result<Part> part_at(FormPlace occurrence);

 private:
  [[nodiscard]] Status read_piece_at(FormPlace occurrence);

  std::string term_;
  std::vector<Piece> pieces_;
  FormPiece piece_;
  FormPlace begin_, end_;  // of what it covers; nothing at first
};

}  // namespace newsidx::segment

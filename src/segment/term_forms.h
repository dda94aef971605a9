// segment/term_forms.h
//
// How the occurrences of one term are written, block by block of its posting list.
//
// Threads: one.   Memory: its bytes, and one decoded piece.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "segment/form_piece.h"

namespace newsidx::segment {

class TermForms {
 public:
  struct Piece {
    FormPieceHead blocks;
    std::string bytes;
  };

  TermForms() = default;
  /// @param pieces  ascending by block
  TermForms(std::string term, std::vector<Piece> pieces)
      : term_(std::move(term)), pieces_(std::move(pieces)) {}

  [[nodiscard]] const std::string& term() const noexcept { return term_; }

  /// The piece that covers a block; the same object, with other contents, once another one is
  /// asked for.
  /// @param is_new  set when it is another piece than that of the call before
  /// @errors corruption
  [[nodiscard]] Result<const FormPiece*> piece_of(std::uint32_t block, bool& is_new);

 private:
  std::string term_;
  std::vector<Piece> pieces_;
  FormPiece piece_;  // covers no block at first
};

}  // namespace newsidx::segment

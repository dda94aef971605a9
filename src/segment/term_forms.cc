#include "segment/term_forms.h"

#include <algorithm>

#include "base/status_macros.h"

namespace newsidx::segment {

// Where no piece covers a block, all is written as the term itself, up to the next piece.
Result<const FormPiece*> TermForms::piece_of(std::uint32_t block, bool& is_new) {
  is_new = block < piece_.first_block || block - piece_.first_block >= piece_.block_count;
  if (!is_new) return &piece_;
  const auto behind = std::ranges::upper_bound(
      pieces_, block, {}, [](const Piece& piece) { return piece.blocks.first_block; });
  const std::uint32_t end = behind == pieces_.end() ? UINT32_MAX : behind->blocks.first_block;
  std::uint32_t begin = 0;
  if (behind != pieces_.begin()) {
    const Piece& piece = *(behind - 1);
    begin = piece.blocks.first_block + piece.blocks.block_count;
    if (block < begin) {
      NEWSIDX_ASSIGN_OR_RETURN(piece_, read_form_piece(piece.bytes, term_));
      return &piece_;
    }
  }
  piece_ = FormPiece{begin, end - begin, {{term_, LetterCase::lower}}, {}, {}};
  return &piece_;
}

}  // namespace newsidx::segment

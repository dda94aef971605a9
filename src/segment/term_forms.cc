#include "segment/term_forms.h"

#include <algorithm>

#include "base/status_macros.h"

namespace newsidx::segment {

Result<TermForms::Part> TermForms::part_at(FormPlace occurrence) {
  const bool is_new = occurrence < begin_ || occurrence >= end_;
  if (is_new) NEWSIDX_RETURN_IF_ERROR(read_piece_at(occurrence));
  const auto exceptions = piece_.exceptions_of(occurrence.block);
  const auto from =
      std::ranges::lower_bound(exceptions, occurrence.place, {}, &FormPiece::Exception::place);
  return Part{&piece_,
              is_new,
              end_.block == occurrence.block ? end_.place : UINT32_MAX,
              {from, exceptions.end()}};
}

// Where no piece covers a block, all is written as the term itself, up to the next piece.
Status TermForms::read_piece_at(FormPlace occurrence) {
  const auto next = std::ranges::upper_bound(
      pieces_, occurrence, {}, [](const Piece& piece) { return piece.stretch.first; });
  FormPlace plain_begin;
  if (next != pieces_.begin()) {
    const Piece& piece = *(next - 1);
    const FormPlace end = {piece.stretch.first.block + piece.stretch.block_count, 0};
    if (occurrence < end) {
      NEWSIDX_ASSIGN_OR_RETURN(piece_, read_form_piece(piece.bytes, term_));
      begin_ = piece.stretch.first;
      end_ = next == pieces_.end() ? end : std::min(end, next->stretch.first);
      return {};
    }
    plain_begin = end;
  }
  piece_ = FormPiece{{}, {{term_, LetterCase::lower}}, {}, {}};
  begin_ = plain_begin;
  end_ = next == pieces_.end() ? FormPlace{UINT32_MAX, 0} : next->stretch.first;
  return {};
}

}  // namespace newsidx::segment

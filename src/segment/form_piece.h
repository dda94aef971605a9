// segment/form_piece.h
//
// How the occurrences of a term in a stretch of its posting blocks are written: the commonest form,
// and which occurrences have others. Format: FORMAT.md, "Forms".
//
// An occurrence is named by its block and its place among the block's occurrences, those of all its
// documents in a row. So a block's exceptions can be read without its positions.
//
// Memory: 8 bytes an exception, once a piece is decoded.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "segment/word_form.h"

namespace newsidx::segment {

struct FormPiece {
  std::uint32_t first_block = 0;
  std::uint32_t block_count = 0;
  std::vector<WordForm> forms;  ///< the commonest in front

  struct Exception {
    std::uint32_t place = 0;  ///< among the occurrences of its block
    std::uint32_t form = 0;   ///< an index into forms, not 0
  };
  std::vector<Exception> exceptions;
  std::vector<std::uint32_t> ends;  ///< of each block's exceptions; empty: there are none

  [[nodiscard]] std::span<const Exception> exceptions_of(std::uint32_t block) const noexcept;
};

/// Appends a piece; nothing where all occurrences are the term itself in small letters.
/// @param numbers  of each occurrence, in `table`
/// @param ends     of each block's occurrences in `numbers`
/// @return whether there was anything to say
bool append_form_piece(std::string& out, std::string_view term, const FormTable& table,
                       std::uint32_t first_block, std::span<const std::uint32_t> numbers,
                       std::span<const std::uint32_t> ends);

/// Of a piece only which blocks it covers.
struct FormPieceHead {
  std::uint32_t first_block = 0;
  std::uint32_t block_count = 0;
};
/// @errors corruption
[[nodiscard]] Result<FormPieceHead> read_form_piece_head(std::string_view bytes);

/// @errors corruption
[[nodiscard]] Result<FormPiece> read_form_piece(std::string_view bytes, std::string_view term);

}  // namespace newsidx::segment

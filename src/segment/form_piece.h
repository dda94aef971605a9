// segment/form_piece.h
//
// How the occurrences of a term in a stretch of its posting blocks are written: the commonest form,
// and which occurrences have others. Format: FORMAT.md, "Forms".
//
// An occurrence is named by its block and its place among the block's occurrences, those of all its
// documents in a row. So a block's exceptions can be read without its positions.
//
// Memory: 8 bytes an exception, once a piece is decoded; kMaxPieceOccurrences bounds them, for a
// block with more is told by several pieces.
#pragma once

#include <newsidx/result.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "segment/word_form.h"

namespace newsidx::segment {

inline constexpr std::uint32_t kMaxPieceOccurrences = 1u << 20;

/// An occurrence of a term.
struct FormPlace {
  std::uint32_t block = 0;
  std::uint32_t place = 0;  ///< among the occurrences of the block
  friend auto operator<=>(const FormPlace&, const FormPlace&) = default;
};

/// What a piece covers: from an occurrence to the end of a block, or to where the next piece goes
/// on within that block.
struct FormStretch {
  FormPlace first;
  std::uint32_t block_count = 0;

  /// Whether a piece of this stretch may be the next one behind one of `before`.
  [[nodiscard]] bool may_follow(const FormStretch& before) const noexcept;
};

struct FormPiece {
  FormStretch stretch;
  std::vector<WordForm> forms;  ///< the commonest in front

  struct Exception {
    std::uint32_t place = 0;  ///< among the occurrences of its block
    std::uint32_t form = 0;   ///< an index into forms, not 0
  };
  std::vector<Exception> exceptions;
  std::vector<std::uint32_t> ends;  ///< of each block's exceptions; empty: there are none

  [[nodiscard]] std::span<const Exception> exceptions_of(std::uint32_t block) const noexcept;
};

/// Occurrences in a row that are written alike.
struct FormRun {
  std::uint32_t number = 0;  ///< of the form, in a FormTable
  std::uint32_t end = 0;     ///< in occurrences of the piece
};

/// Whether all occurrences are the term itself in small letters: such a piece need not be written,
/// unless it begins or ends within a block.
[[nodiscard]] bool is_plain(std::string_view term, const FormTable& table,
                            std::span<const FormRun> runs) noexcept;

/// @param runs  of all occurrences of the piece, at least one
/// @param ends  of each block's occurrences
void append_form_piece(std::string& out, std::string_view term, const FormTable& table,
                       FormPlace first, std::span<const FormRun> runs,
                       std::span<const std::uint32_t> ends);

/// Of a piece only what it covers.
/// @errors corruption
[[nodiscard]] Result<FormStretch> read_form_stretch(std::string_view bytes);

/// @errors corruption
[[nodiscard]] Result<FormPiece> read_form_piece(std::string_view bytes, std::string_view term);

}  // namespace newsidx::segment

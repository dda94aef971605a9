// segment/document_pieces.h
//
// A stored article is kept in pieces of at most 1 MiB, so that no value of an index is large.
// Format: FORMAT.md, "Stored article".
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx::segment {

/// Bytes of the article in a piece, but in the last one.
inline constexpr std::size_t kPieceBytes = 1u << 20;

/// In the place of a piece, behind all of them: sketches of articles (sketches.h).
inline constexpr std::uint16_t kSketchesPiece = UINT16_MAX;

/// Puts an article together from its pieces.
class PieceJoiner {
 public:
  /// @param value  of the first piece; kept as a view as long as there is no other
  /// @errors corruption; the same for add()
  [[nodiscard]] static Result<PieceJoiner> start(std::string_view value);

  /// Pieces that are to be added.
  [[nodiscard]] std::uint16_t missing() const noexcept { return missing_; }
  /// The number of the piece that is wanted next [1 to 65,534].
  [[nodiscard]] std::uint16_t next() const noexcept { return next_; }
  [[nodiscard]] Status add(std::string_view value);

  /// REQUIRES missing() == 0; valid as long as the joiner and the first piece.
  [[nodiscard]] std::string_view bytes() const noexcept { return next_ == 1 ? first_ : joined_; }

 private:
  std::string_view first_;
  std::string joined_;
  std::uint16_t missing_ = 0;
  std::uint16_t next_ = 1;
};

/// @return the value of the first piece
/// @errors limit  more than 65,534 pieces
[[nodiscard]] Result<std::string> first_piece(std::string_view article);
/// @return the value of a further one, or nothing behind the last
[[nodiscard]] std::string_view further_piece(std::string_view article,
                                             std::uint16_t piece) noexcept;

}  // namespace newsidx::segment

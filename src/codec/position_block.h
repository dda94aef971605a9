// codec/position_block.h
//
// Where the term stands in each document of a posting block. Format: FORMAT.md, "Position block".
//
// An occurrence has a position and a span: 1 for a word, 2 to 4 for a joined compound ("cease-fire"
// under the term "ceasefir"), which covers the positions of its parts.
//
// Written by position_block_writer.h.
#pragma once

#include <newsidx/result.h>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "codec/posting_block.h"

namespace newsidx::codec {

struct Occurrence {
  std::uint32_t position = 0;
  std::uint32_t span = 1;  ///< positions covered [1 to 4]
  [[nodiscard]] std::uint32_t end() const noexcept { return position + span; }
  friend auto operator<=>(const Occurrence&, const Occurrence&) = default;
};

inline constexpr std::uint32_t kMaxSpan = 4;
inline constexpr std::size_t kPositionPadding = 16;
/// A gap and a span fit 32 bits.
inline constexpr std::uint32_t kMaxPosition = (1u << 30) - 1;

/// Only the sizes are checked: open() makes every later read safe, but positions of damaged bytes
/// may be any number. The chunk's checksum is what tells them (segment/check.h).
///
/// Made for who asks a few documents of a block: only their values are unpacked, and a group as a
/// whole only when it is asked for again.
class PositionBlock {
 public:
  static constexpr std::uint32_t kPieceSize = 64 * kGroupSize;  ///< occurrences

  struct PieceStart {
    std::uint32_t index = 0;     ///< among the occurrences of the document
    std::uint32_t position = 0;  ///< of the occurrence before
  };

  /// Whether open() reads `freqs`, and whether spans are other than 1. Of bytes that open() would
  /// refuse, anything.
  [[nodiscard]] static bool needs_freqs(std::string_view bytes) noexcept;
  [[nodiscard]] static bool has_spans(std::string_view bytes) noexcept;

  /// @param bytes  starts at the block and may go on behind it
  /// @param freqs  of the posting block, as many as documents; only looked at if needs_freqs(bytes)
  /// @errors corruption
  [[nodiscard]] Status open(std::string_view bytes, std::span<const std::uint32_t> freqs);

  /// Occurrences of the document at `index` of the block, ascending. Appends to `out`.
  void append_occurrences(std::size_t index, std::vector<Occurrence>& out);

  /// The next piece of them, for a document that may have millions. Appends to `out`.
  /// @param from  where the piece begins: {} for the first; moved to the next one
  /// @return false when that was the last piece
  bool append_piece(std::size_t index, PieceStart& from, std::vector<Occurrence>& out);

  /// Their positions alone, ascending; valid until the next call. Behind the last one stand
  /// kPositionPadding times UINT32_MAX, so that loops can be vectorised without a rest.
  [[nodiscard]] std::span<const std::uint32_t> positions(std::size_t index);

  [[nodiscard]] std::uint32_t count(std::size_t index) const noexcept {
    return starts_[index + 1] - starts_[index];
  }
  /// Of the block itself, without what stands behind it.
  [[nodiscard]] std::size_t size_bytes() const noexcept { return size_bytes_; }
  [[nodiscard]] std::uint32_t total_count() const noexcept { return total_; }

 private:
  [[nodiscard]] bool read_counts(ByteReader& in, std::uint8_t flags,
                                 std::span<const std::uint32_t> freqs) noexcept;
  [[nodiscard]] bool read_groups(ByteReader& in);
  [[nodiscard]] const std::uint32_t* values_of(std::size_t group, std::size_t first,
                                               std::size_t end, std::uint32_t* room) noexcept;
  template <class Visit>
  void for_each_stretch(std::uint32_t at, std::uint32_t end, Visit visit);

  std::string_view data_;        // the packed groups
  std::string_view group_bits_;  // a byte a group
  bool has_spans_ = false;
  std::uint32_t total_ = 0;
  std::size_t size_bytes_ = 0;
  std::size_t asked_group_ = SIZE_MAX;       // the group of the last document
  std::size_t decoded_group_ = SIZE_MAX;     // the group in group_values_
  std::vector<std::uint32_t> group_starts_;  // bytes before each
  std::vector<std::uint32_t> positions_;
  std::array<std::uint32_t, kPostingBlockSize + 1> starts_;  // of each document's occurrences
  std::array<std::uint32_t, kGroupSize + kPositionPadding> group_values_;
};

}  // namespace newsidx::codec

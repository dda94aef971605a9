// codec/position_block.h
//
// Where the term stands in each document of a posting block. Format: FORMAT.md, "Position block".
//
// An occurrence has a position and a span: 1 for a word, 2 to 4 for a joined compound ("cease-fire"
// under the term "ceasefir"), which covers the positions of its parts.
#pragma once

#include <newsidx/result.h>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/posting_block.h"

namespace newsidx::codec {

struct Occurrence {
  std::uint32_t position = 0;
  std::uint32_t span = 1;  ///< positions covered [1 to 4]
  [[nodiscard]] std::uint32_t end() const noexcept { return position + span; }
  friend auto operator<=>(const Occurrence&, const Occurrence&) = default;
};

inline constexpr std::uint32_t kMaxSpan = 4;
/// A gap and a span fit 32 bits.
inline constexpr std::uint32_t kMaxPosition = (1u << 30) - 1;

/// Appends one block.
/// REQUIRES positions <= kMaxPosition.
/// @param counts       occurrences in each document [>= 1]; their sum is occurrences.size()
/// @param freqs        of the posting block; counts are stored only where they differ from these
/// @param occurrences  of all documents in a row, each document's strictly ascending
void append_position_block(std::string& out, std::span<const std::uint32_t> counts,
                           std::span<const std::uint32_t> freqs,
                           std::span<const Occurrence> occurrences);

/// Only the sizes are checked: open() makes every later read safe, but positions of damaged bytes
/// may be any number. The chunk's checksum is what tells them (segment/check.h).
class PositionBlock {
 public:
  /// @param bytes  starts at the block and may go on behind it
  /// @param freqs  of the posting block, as many as documents
  /// @errors corruption
  [[nodiscard]] Status open(std::string_view bytes, std::span<const std::uint32_t> freqs);

  /// Occurrences of the document at `index` of the block, ascending. Appends to `out`.
  void append_occurrences(std::size_t index, std::vector<Occurrence>& out);

  [[nodiscard]] std::uint32_t count(std::size_t index) const noexcept {
    return starts_[index + 1] - starts_[index];
  }
  /// Of the block itself, without what stands behind it.
  [[nodiscard]] std::size_t size_bytes() const noexcept { return size_bytes_; }
  [[nodiscard]] std::uint32_t total_count() const noexcept { return total_; }

 private:
  void decode_group(std::size_t group) noexcept;

  std::string_view data_;        // the packed groups
  std::string_view group_bits_;  // a byte a group
  bool has_spans_ = false;
  std::uint32_t total_ = 0;
  std::size_t size_bytes_ = 0;
  std::array<std::uint32_t, kPostingBlockSize + 1> starts_{};  // of each document's occurrences
  // Groups are found by scanning group_bits_; the last place is remembered.
  std::size_t decoded_group_ = SIZE_MAX;
  std::size_t scan_group_ = 0;
  std::size_t scan_offset_ = 0;
  std::array<std::uint32_t, kGroupSize> values_{};
};

}  // namespace newsidx::codec

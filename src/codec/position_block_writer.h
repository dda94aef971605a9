// codec/position_block_writer.h
//
// Occurrences to one position block, packed as they come: a document with a hundred million
// occurrences takes what its packed gaps take, and no list of them. Format: FORMAT.md, "Position
// block".  Read by position_block.h.
//
// Threads: one.   Memory: the packed block and one group.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "codec/bitpack.h"
#include "codec/position_block.h"

namespace newsidx::codec {

class PositionBlockWriter {
 public:
  /// Starts an empty block; buffers are kept.
  void clear() noexcept;

  /// The occurrences that are added next are of the block's next document.
  /// REQUIRES fewer than kPostingBlockSize documents so far, and occurrences of the last one.
  void start_document() noexcept;

  /// Adds occurrences of the document, all of them or the next ones.
  /// REQUIRES a document; strictly ascending over all calls for it; positions <= kMaxPosition.
  void add(std::span<const Occurrence> occurrences);

  /// Appends the block.
  /// @param freqs  of the posting block; counts are stored only where they differ from these
  void append_to(std::string& out, std::span<const std::uint32_t> freqs);

  [[nodiscard]] bool has_spans() const noexcept { return has_spans_; }
  /// Occurrences of all documents; a block holds at most 2^32 - 1.
  [[nodiscard]] std::uint64_t total_count() const noexcept { return total_; }

 private:
  void put(std::uint32_t gap);
  void pack_group();
  void widen_for_spans();

  std::array<std::uint32_t, kPostingBlockSize> counts_{};  // of each document
  std::size_t document_count_ = 0;
  std::uint64_t total_ = 0;
  std::uint32_t before_ = 0;  // the document's last position
  bool has_spans_ = false;
  std::array<std::uint32_t, kGroupSize> group_{};  // gaps not packed yet
  std::size_t group_size_ = 0;
  std::string group_bits_;  // of the packed groups, a byte each
  std::string packed_;
};

}  // namespace newsidx::codec

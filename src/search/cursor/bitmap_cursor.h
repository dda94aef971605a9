// search/cursor/bitmap_cursor.h: documents whose bits are set, or those whose are not, with score
// 0: those that are deleted, in a range, or outside of it.
#pragma once

#include <algorithm>
#include <bit>
#include <span>

#include "search/cursor/cursor.h"

namespace newsidx::search {

/// A bit a document, from the lowest bit of the first word on. Bits behind the last document are 0.
using DocBitmap = std::span<const std::uint64_t>;

class BitmapCursor final : public Cursor {
 public:
  /// @param bits  must outlive the cursor
  explicit BitmapCursor(DocBitmap bits) : BitmapCursor(bits, count_of(bits)) {}
  /// @param count  of the bits that are set
  BitmapCursor(DocBitmap bits, std::uint64_t count)
      : BitmapCursor(bits, count, bits.size() * 64, 0) {}
  /// Those of `document_count` documents whose bits are not set.
  /// @param count  of the bits that are set
  [[nodiscard]] static BitmapCursor outside(DocBitmap bits, std::uint64_t count,
                                            std::uint32_t document_count) {
    return {bits, document_count - count, document_count, ~std::uint64_t{0}};
  }

  void next() override {
    ++doc_;
    settle();
  }
  void next_geq(std::uint32_t target) override {
    if (target <= doc_) return;
    doc_ = target;
    settle();
  }
  Score score() override { return 0; }
  Score max_score(std::uint32_t, std::uint32_t) override { return 0; }
  std::uint64_t cost() const override { return cost_; }
  std::optional<std::uint64_t> exact_count() const override { return cost_; }
  Status status() const override { return {}; }
  bool fills_bitset_fast() const override { return true; }
  void fill_bitset(std::uint32_t begin, std::uint32_t end, std::uint64_t* words) override {
    if (doc_ >= end) return;
    const auto stop = static_cast<std::uint32_t>(std::min<std::uint64_t>(end, document_count_));
    std::uint64_t wanted = ~std::uint64_t{0} << (doc_ % 64);
    for (std::uint32_t at = doc_ / 64; at * 64 < stop; ++at) {
      if (stop - at * 64 < 64) wanted &= (std::uint64_t{1} << (stop - at * 64)) - 1;
      words[at - begin / 64] |= word(at) & wanted;
      wanted = ~std::uint64_t{0};
    }
    next_geq(end);
  }

 private:
  BitmapCursor(DocBitmap bits, std::uint64_t cost, std::uint64_t document_count,
               std::uint64_t flipped)
      : bits_(bits), cost_(cost), document_count_(document_count), flipped_(flipped) {
    doc_ = 0;
    settle();
  }

  static std::uint64_t count_of(DocBitmap bits) {
    std::uint64_t count = 0;
    for (const std::uint64_t word : bits) count += static_cast<std::uint64_t>(std::popcount(word));
    return count;
  }
  [[nodiscard]] std::uint64_t word(std::size_t at) const { return bits_[at] ^ flipped_; }

  // From doc_, which may not be one of them, to the next that is.
  void settle() {
    if (doc_ >= document_count_) {
      doc_ = kNoMoreDocs;
      return;
    }
    std::size_t at = doc_ / 64;
    std::uint64_t left = word(at) & (~std::uint64_t{0} << (doc_ % 64));
    while (left == 0 && ++at < bits_.size()) left = word(at);
    const std::uint64_t found = at * 64 + static_cast<unsigned>(std::countr_zero(left));
    doc_ = left == 0 || found >= document_count_ ? kNoMoreDocs : static_cast<std::uint32_t>(found);
  }

  DocBitmap bits_;
  std::uint64_t cost_;
  std::uint64_t document_count_;
  std::uint64_t flipped_;  // in each word
};

}  // namespace newsidx::search

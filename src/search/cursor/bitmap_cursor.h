// search/cursor/bitmap_cursor.h: documents whose bits are set, with score 0: those that are
// deleted, or in a range.
#pragma once

#include <bit>
#include <span>

#include "search/cursor/cursor.h"

namespace newsidx::search {

/// A bit a document, from the lowest bit of the first word on. Bits behind the last document are 0.
using DocBitmap = std::span<const std::uint64_t>;

class BitmapCursor final : public Cursor {
 public:
  /// @param bits  must outlive the cursor
  explicit BitmapCursor(DocBitmap bits) : bits_(bits) {
    for (const std::uint64_t word : bits) cost_ += static_cast<std::uint64_t>(std::popcount(word));
    doc_ = 0;
    settle();
  }
  /// @param count  of the bits that are set
  BitmapCursor(DocBitmap bits, std::uint64_t count) : bits_(bits), cost_(count) {
    doc_ = 0;
    settle();
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
    std::uint64_t wanted = ~std::uint64_t{0} << (doc_ % 64);
    for (std::uint32_t at = doc_ / 64; at < bits_.size() && at * 64 < end; ++at) {
      if (end - at * 64 < 64) wanted &= (std::uint64_t{1} << (end - at * 64)) - 1;
      words[at - begin / 64] |= bits_[at] & wanted;
      wanted = ~std::uint64_t{0};
    }
    next_geq(end);
  }

 private:
  // From doc_, which may have no bit, to the next that has one.
  void settle() {
    std::size_t at = doc_ / 64;
    if (doc_ == kNoMoreDocs || at >= bits_.size()) {
      doc_ = kNoMoreDocs;
      return;
    }
    std::uint64_t word = bits_[at] & (~std::uint64_t{0} << (doc_ % 64));
    while (word == 0 && ++at < bits_.size()) word = bits_[at];
    doc_ = word == 0 ? kNoMoreDocs
                     : static_cast<std::uint32_t>(at * 64) +
                           static_cast<std::uint32_t>(std::countr_zero(word));
  }

  DocBitmap bits_;
  std::uint64_t cost_ = 0;
};

}  // namespace newsidx::search

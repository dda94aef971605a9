// search/cursor/outside_bits_cursor.h: documents whose bits are not set, with score 0: those
// outside of a range.
#pragma once

#include <algorithm>
#include <bit>

#include "search/cursor/bitmap_cursor.h"
#include "search/cursor/cursor.h"

namespace newsidx::search {

class OutsideBitsCursor final : public Cursor {
 public:
  /// @param bits            of `document_count` documents; must outlive the cursor
  /// @param count           of the bits that are set
  OutsideBitsCursor(DocBitmap bits, std::uint64_t count, std::uint32_t document_count)
      : bits_(bits), cost_(document_count - count), document_count_(document_count) {
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
    const std::uint32_t stop = std::min(end, document_count_);
    std::uint64_t wanted = ~std::uint64_t{0} << (doc_ % 64);
    for (std::uint32_t at = doc_ / 64; at * 64 < stop; ++at) {
      if (stop - at * 64 < 64) wanted &= (std::uint64_t{1} << (stop - at * 64)) - 1;
      words[at - begin / 64] |= ~bits_[at] & wanted;
      wanted = ~std::uint64_t{0};
    }
    next_geq(end);
  }

 private:
  // From doc_, which may have its bit set, to the next that has not.
  void settle() {
    std::size_t at = doc_ / 64;
    if (doc_ >= document_count_) {
      doc_ = kNoMoreDocs;
      return;
    }
    std::uint64_t word = ~bits_[at] & (~std::uint64_t{0} << (doc_ % 64));
    while (word == 0 && ++at < bits_.size()) word = ~bits_[at];
    doc_ = static_cast<std::uint32_t>(at * 64) + static_cast<std::uint32_t>(std::countr_zero(word));
    if (word == 0 || doc_ >= document_count_) doc_ = kNoMoreDocs;
  }

  DocBitmap bits_;
  std::uint64_t cost_;
  std::uint32_t document_count_;
};

}  // namespace newsidx::search

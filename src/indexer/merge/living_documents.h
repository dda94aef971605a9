// indexer/merge/living_documents.h
//
// The documents of a merge that stay, numbered in a row: those that were deleted, or replaced by
// later ones, are left out. A rank over bits, with a count for each word of them.
//
// Threads: any number.   Memory: 1.5 bits a document; nothing where all stay.   Cost: a popcount.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "segment/live_docs.h"

namespace newsidx::indexer {

class LivingDocuments {
 public:
  static constexpr std::uint32_t kLeftOut = UINT32_MAX;

  /// @param count     documents before any is left out
  /// @param left_out  a bit for each; empty: all stay. Must outlive this
  LivingDocuments(std::uint32_t count, std::span<const std::uint64_t> left_out)
      : left_out_(left_out) {
    if (left_out.empty()) {
      size_ = count;
      return;
    }
    before_.reserve(left_out.size());
    for (const std::uint64_t word : left_out) {
      before_.push_back(size_);
      size_ += 64 - static_cast<std::uint32_t>(std::popcount(word));
    }
    size_ = count - segment::count_bits(left_out);
  }

  [[nodiscard]] bool are_all() const noexcept { return left_out_.empty(); }
  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }

  [[nodiscard]] bool is_left_out(std::uint32_t document) const noexcept {
    return !left_out_.empty() && (left_out_[document / 64] >> (document % 64) & 1) != 0;
  }
  /// Of the documents below this one, those that stay. REQUIRES document <= count
  [[nodiscard]] std::uint32_t before(std::uint32_t document) const noexcept {
    if (left_out_.empty()) return document;
    const std::uint32_t word = document / 64;
    if (word == before_.size()) return size_;
    const std::uint64_t below = (std::uint64_t{1} << (document % 64)) - 1;
    return before_[word] + static_cast<std::uint32_t>(std::popcount(~left_out_[word] & below));
  }
  /// The number of a document, or kLeftOut.
  [[nodiscard]] std::uint32_t number_of(std::uint32_t document) const noexcept {
    return is_left_out(document) ? kLeftOut : before(document);
  }

 private:
  std::span<const std::uint64_t> left_out_;
  std::vector<std::uint32_t> before_;  // by word
  std::uint32_t size_ = 0;
};

/// Sets the bit of a document.
inline void set_bit(segment::DocBits& bits, std::uint32_t document) {
  bits[document / 64] |= std::uint64_t{1} << (document % 64);
}

}  // namespace newsidx::indexer

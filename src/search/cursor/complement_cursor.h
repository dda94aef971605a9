// search/cursor/complement_cursor.h: the documents that another cursor lacks, with score 0. What a
// filter lets pass, its complement excludes: so a union stays one, and is pruned as such.
#pragma once

#include <algorithm>
#include <utility>

#include "search/collector/collector.h"
#include "search/cursor/cursor.h"

namespace newsidx::search {

class ComplementCursor final : public Cursor {
 public:
  /// @param kept            stands on its first document at or behind `begin`
  /// @param begin           where this one begins
  /// @param document_count  of the segment
  ComplementCursor(CursorPtr kept, std::uint32_t begin, std::uint32_t document_count)
      : kept_(std::move(kept)), document_count_(document_count) {
    doc_ = begin;
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
  std::uint64_t cost() const override {
    return document_count_ - std::min<std::uint64_t>(kept_->cost(), document_count_);
  }
  Status status() const override { return kept_->status(); }
  bool fills_bitset_fast() const override { return kept_->fills_bitset_fast(); }
  void fill_bitset(std::uint32_t begin, std::uint32_t end, std::uint64_t* words) override {
    if (doc_ >= end) return;
    MatchWindow kept;
    const std::uint32_t stop = std::min({end, document_count_, begin + kMatchWindowDocs});
    if (kept_->doc() < stop) kept_->fill_bitset(begin, stop, kept.words.data());
    std::uint64_t wanted = ~std::uint64_t{0} << (doc_ % 64);
    for (std::uint32_t at = (doc_ - begin) / 64; begin + at * 64 < stop; ++at) {
      const std::uint32_t left = stop - (begin + at * 64);
      if (left < 64) wanted &= (std::uint64_t{1} << left) - 1;
      words[at] |= ~kept.words[at] & wanted;
      wanted = ~std::uint64_t{0};
    }
    doc_ = stop;
    settle();
  }

 private:
  // From doc_, which the other may have, to the next that it lacks. A fault ends both.
  void settle() {
    if (doc_ < document_count_) kept_->next_geq(doc_);
    while (doc_ < document_count_ && kept_->doc() == doc_) {
      kept_->next();
      ++doc_;
    }
    if (doc_ >= document_count_) doc_ = kNoMoreDocs;
  }

  CursorPtr kept_;
  std::uint32_t document_count_;
};

}  // namespace newsidx::search

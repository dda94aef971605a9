// search/cursor/unscored_cursor.h: the documents of another cursor, with score 0: frequencies are
// not looked at.
#pragma once

#include <utility>

#include "search/cursor/cursor.h"

namespace newsidx::search {

class UnscoredCursor final : public Cursor {
 public:
  explicit UnscoredCursor(CursorPtr scored) : scored_(std::move(scored)) { doc_ = scored_->doc(); }

  void next() override {
    scored_->next();
    doc_ = scored_->doc();
  }
  void next_geq(std::uint32_t target) override {
    scored_->next_geq(target);
    doc_ = scored_->doc();
  }
  Score score() override { return 0; }
  Score max_score(std::uint32_t, std::uint32_t) override { return 0; }
  std::uint64_t cost() const override { return scored_->cost(); }
  std::optional<std::uint64_t> exact_count() const override { return scored_->exact_count(); }
  Status status() const override { return scored_->status(); }
  bool fills_bitset_fast() const override { return scored_->fills_bitset_fast(); }
  void fill_bitset(std::uint32_t begin, std::uint32_t end, std::uint64_t* words) override {
    scored_->fill_bitset(begin, end, words);
    doc_ = scored_->doc();
  }

 private:
  CursorPtr scored_;
};

}  // namespace newsidx::search

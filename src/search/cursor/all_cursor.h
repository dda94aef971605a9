// search/cursor/all_cursor.h: every document of a segment, with score 0.
#pragma once

#include "search/cursor/cursor.h"

namespace newsidx::search {

class AllCursor final : public Cursor {
 public:
  explicit AllCursor(std::uint32_t document_count) : document_count_(document_count) {
    doc_ = document_count > 0 ? 0 : kNoMoreDocs;
  }

  void next() override { next_geq(doc_ + 1); }
  void next_geq(std::uint32_t target) override {
    if (target > doc_) doc_ = target < document_count_ ? target : kNoMoreDocs;
  }
  Score score() override { return 0; }
  Score max_score(std::uint32_t, std::uint32_t) override { return 0; }
  std::uint64_t cost() const override { return document_count_; }
  std::optional<std::uint64_t> exact_count() const override { return document_count_; }
  Status status() const override { return {}; }

 private:
  std::uint32_t document_count_;
};

}  // namespace newsidx::search

// search/cursor/term_cursor.h: the documents of one list.
#pragma once

#include <memory>

#include "search/cursor/cursor.h"
#include "search/scoring/term_scorer.h"

namespace newsidx::search {

class TermCursor final : public Cursor {
 public:
  TermCursor(std::shared_ptr<const segment::PostingList> list, const TermScorer& scorer);

  void next() override {
    postings_.next();
    doc_ = postings_.doc();
  }
  void next_geq(std::uint32_t target) override {
    postings_.next_geq(target);
    doc_ = postings_.doc();
  }
  Score score() override { return scorer_.score(postings_.freq(), doc_); }
  /// Occurrences in doc() as scored. REQUIRES doc() != kNoMoreDocs.
  [[nodiscard]] std::uint32_t freq() { return postings_.freq(); }
  Score max_score(std::uint32_t begin, std::uint32_t end) override;
  std::uint32_t block_end(std::uint32_t begin) override;
  std::uint64_t cost() const override { return postings_.entry().document_count; }
  std::optional<std::uint64_t> exact_count() const override { return cost(); }
  Status status() const override { return postings_.status(); }
  void next_batch(std::uint32_t end, ScoredBatch& batch) override;
  void next_batch_without(const std::uint64_t* excluded, std::uint32_t begin, std::uint32_t end,
                          ScoredBatch& batch) override;
  void add_scores(ScoredBatch& batch, Occur occur) override;
  void accumulate(std::uint32_t end, ScoreWindow& window) override;
  bool fills_bitset_fast() const override { return true; }
  void fill_bitset(std::uint32_t begin, std::uint32_t end, std::uint64_t* words) override;

 private:
  segment::PostingCursor postings_;
  TermScorer scorer_;
};

/// The largest impact of the blocks that can hold a document in [begin, end).
[[nodiscard]] segment::Impact largest_impact(segment::PostingCursor& postings, std::uint32_t begin,
                                             std::uint32_t end) noexcept;

}  // namespace newsidx::search

// search/cursor/union_cursor.h
//
// Documents of any of its parts: the sum of the parts' scores, or the best of them (dis_max).
//
// A prefix may have hundreds of parts: asking each of them document by document costs a hundred
// times what their postings do. So when the union is iterated densely, the parts' postings are
// taken in batches into a window of documents, which grows while documents are wanted one after
// another. When it is skipped, or no scores are wanted, there is no window: only the parts that
// were passed are moved.
#pragma once

#include <memory>
#include <vector>

#include "search/cursor/cursor.h"

namespace newsidx::search {

enum class Combine : std::uint8_t { sum, dis_max };

class UnionCursor final : public Cursor {
 public:
  /// REQUIRES parts not empty.
  UnionCursor(Cursors parts, Combine combine);
  ~UnionCursor() override;

  void next() override { next_geq(doc_ + 1); }
  void next_geq(std::uint32_t target) override;
  Score score() override;
  Score max_score(std::uint32_t begin, std::uint32_t end) override;
  std::uint64_t cost() const override { return cost_; }
  Status status() const override { return first_fault(parts_); }
  void next_batch(std::uint32_t end, ScoredBatch& batch) override;
  void accumulate(std::uint32_t end, ScoreWindow& window) override;
  bool fills_bitset_fast() const override;
  void fill_bitset(std::uint32_t begin, std::uint32_t end, std::uint64_t* words) override;

 private:
  struct Window;

  // A part that has documents left, with the first of them, so that all are looked over quickly.
  struct Waiting {
    std::uint32_t doc;
    Cursor* part;
  };

  [[nodiscard]] bool is_in_window() const noexcept { return doc_ < window_end_; }
  [[nodiscard]] Score combined(Score a, Score b) const noexcept {
    return combine_ == Combine::sum ? a + b : std::max(a, b);
  }
  void go_to_parts(std::uint32_t target);
  void fill_window();
  void take_all(Waiting& waiting);
  template <class Visit>
  void visit_window(std::uint32_t end, Visit visit);

  Cursors parts_;
  Combine combine_;
  std::uint64_t cost_ = 0;
  // None is before doc_ or, where that is in the window, before the window's end.
  std::vector<Waiting> waiting_;
  std::unique_ptr<Window> window_;  // made when it is needed: it is large
  std::uint32_t window_end_ = 0;    // behind the window's documents
  std::uint32_t window_docs_ = 0;   // how many it covers
  bool wants_scores_ = false;       // somebody asked since it was filled
};

}  // namespace newsidx::search

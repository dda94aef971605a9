// search/cursor/union_cursor.h
//
// Documents of any of its parts: the sum of the parts' scores, or the best of them. The parts wait
// in a heap by their documents, so that a thousand of them (a prefix) cost a logarithm.
#pragma once

#include "search/cursor/cursor.h"

namespace newsidx::search {

enum class Combine : std::uint8_t { sum, best };

class UnionCursor final : public Cursor {
 public:
  /// REQUIRES parts not empty.
  UnionCursor(Cursors parts, Combine combine);

  void next() override;
  void next_geq(std::uint32_t target) override;
  Score score() override;
  Score bound(std::uint32_t begin, std::uint32_t end) override;
  std::uint64_t cost() const override { return cost_; }
  Status status() const override { return first_fault(parts_); }
  bool marks_fast() const override;
  void mark(std::uint32_t begin, std::uint32_t end, std::uint64_t* words) override;

 private:
  void settle();
  void gather();
  void advance(Cursor& part, std::uint32_t target);

  Cursors parts_;
  Combine combine_;
  std::uint64_t cost_ = 0;
  std::vector<Cursor*> waiting_;  // a heap, the least document in front; behind doc()
  std::vector<Cursor*> current_;  // those that stand on doc()
  bool is_settled_ = true;        // after mark() all parts are in waiting_, which is no heap
};

}  // namespace newsidx::search

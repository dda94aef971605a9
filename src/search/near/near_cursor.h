// search/near/near_cursor.h
//
// Of the documents of a cursor those in which words stand near each other, scored as they are
// there. Positions are read last: what the score rules out is not looked at.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "search/cursor/cursor.h"
#include "search/near/near_matcher.h"

namespace newsidx::search {

class NearCursor final : public Cursor {
 public:
  /// @param all      documents that have the words, with their scores; on its first one
  /// @param context  that of the matcher; ends the cursor when its time is over
  /// @param end      documents from here on are not shown
  NearCursor(CursorPtr all, std::unique_ptr<NearContext> context, NearMatcherPtr matcher,
             std::uint32_t end)
      : all_(std::move(all)),
        context_(std::move(context)),
        matcher_(std::move(matcher)),
        end_(end) {
    settle();
  }

  void next() override { next_geq(doc_ + 1); }
  void next_geq(std::uint32_t target) override;
  Score score() override { return all_->score(); }
  Score max_score(std::uint32_t begin, std::uint32_t end) override {
    return doc_ >= end ? 0 : all_->max_score(begin, end);
  }
  std::uint32_t block_end(std::uint32_t begin) override { return all_->block_end(begin); }
  void set_min_competitive_score(Score threshold) override { threshold_ = threshold; }
  std::uint64_t cost() const override { return all_->cost(); }
  Status status() const override;

 private:
  void settle();

  CursorPtr all_;
  std::unique_ptr<NearContext> context_;
  NearMatcherPtr matcher_;
  std::uint32_t end_;
  Score threshold_ = 0;
  std::vector<Stretch> places_;  // working memory
};

}  // namespace newsidx::search

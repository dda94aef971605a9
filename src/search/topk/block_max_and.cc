#include <algorithm>

#include "base/try.h"
#include "search/cursor/conjunction_cursor.h"
#include "search/topk/top_k.h"

namespace newsidx::search {
namespace {

class BlockMaxAnd {
 public:
  BlockMaxAnd(Cursors required, Cursors optional, Cursors excluded, std::uint32_t document_count,
              TopDocs& top)
      : required_(std::move(required)),
        optional_(std::move(optional)),
        excluded_(std::move(excluded)),
        document_count_(document_count),
        top_(top) {
    sort_by_cost(required_);
    for (const Cursors* parts : {&required_, &optional_}) {
      for (const CursorPtr& part : *parts) scored_.push_back(part.get());
    }
    rest_.resize(scored_.size() + 1);
  }

  Status run(const std::stop_token& stop) {
    Cursor& lead = *required_[0];
    while (lead.doc() != kNoMoreDocs) {
      if (stop.stop_requested()) return stopped();
      // What a part was seen to lack, the others need not show.
      std::uint32_t begin = lead.doc();
      for (const CursorPtr& part : required_) begin = std::max(begin, part->doc());
      if (begin > lead.doc()) {
        lead.next_geq(begin);
        continue;
      }
      const std::uint32_t end = std::min(lead.block_end(begin), document_count_);
      if (bound_stretch(begin, end) < top_.entry_score()) {
        lead.next_geq(end);
      } else {
        rank_stretch(end);
      }
    }
    for (const Cursors* parts : {&required_, &optional_, &excluded_}) {
      NEWSIDX_RETURN_IF_ERROR(first_fault(*parts));
    }
    return {};
  }

 private:
  // rest_[i] := what the parts from i on can add to a score in [begin, end).
  std::uint64_t bound_stretch(std::uint32_t begin, std::uint32_t end) {
    rest_.back() = 0;
    for (std::size_t i = scored_.size(); i-- > 0;) {
      rest_[i] = rest_[i + 1] + (scored_[i]->doc() < end ? scored_[i]->bound(begin, end) : 0);
    }
    return rest_[0];
  }

  // Adds part after part to the documents that can still enter.
  void rank_stretch(std::uint32_t end) {
    Cursor& lead = *required_[0];
    while (lead.doc() < end) {
      lead.take_batch(end, batch_);
      for (std::size_t i = 1; i < scored_.size(); ++i) {
        batch_.keep_from(top_.least_with(rest_[i]));
        if (batch_.size == 0) break;
        scored_[i]->complete(batch_, i < required_.size() ? Occur::required : Occur::optional);
      }
      insert_all(batch_, excluded_, top_);
    }
  }

  Cursors required_;
  Cursors optional_;
  Cursors excluded_;
  std::uint32_t document_count_;
  TopDocs& top_;
  std::vector<Cursor*> scored_;      // required ones, rarest first, then optional ones
  std::vector<std::uint64_t> rest_;  // bounds of the parts from each on
  ScoredBatch batch_;
};

}  // namespace

Status rank_by_block_max_and(Cursors required, Cursors optional, Cursors excluded,
                             std::uint32_t document_count, const std::stop_token& stop,
                             TopDocs& top) {
  return BlockMaxAnd(std::move(required), std::move(optional), std::move(excluded), document_count,
                     top)
      .run(stop);
}

}  // namespace newsidx::search

#include "search/near/near_cursor.h"

#include "base/status_macros.h"

namespace newsidx::search {

// From where all_ stands to the next document with a place.
void NearCursor::settle() {
  constexpr std::uint64_t kWorkPerDocument = 64;
  for (; all_->doc() < end_; all_->next()) {
    if (context_->is_over_after(kWorkPerDocument)) break;
    if (threshold_ > 0 && all_->score() < threshold_) continue;
    const std::uint32_t doc = all_->doc();
    context_->parts.go_to(doc);
    context_->places = 0;
    places_.clear();
    matcher_->append(doc, true, places_);
    if (places_.empty() || context_->is_over_after(places_.size())) continue;
    doc_ = doc;
    return;
  }
  doc_ = kNoMoreDocs;
}

void NearCursor::next_geq(std::uint32_t target) {
  if (doc_ >= target) return;
  all_->next_geq(target);
  settle();
}

Status NearCursor::status() const {
  if (context_->has_too_many) {
    return fail(ErrorCode::limit,
                "an article has more than 4,194,304 places of words near each other",
                "smaller distances, or fewer in one another");
  }
  if (context_->pace != nullptr && context_->pace->is_over()) return cancelled_error();
  NEWSIDX_RETURN_IF_ERROR(all_->status());
  NEWSIDX_RETURN_IF_ERROR(matcher_->status());
  return context_->parts.status();
}

}  // namespace newsidx::search

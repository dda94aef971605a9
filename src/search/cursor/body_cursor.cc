#include "search/cursor/body_cursor.h"

#include <utility>

namespace newsidx::search {

void BodyCursor::settle() {
  for (; all_.doc() < end_;
       all_.next_geq(all_.doc() + 1)) {  // not next(): a fault may have ended it
    if (pace_ != nullptr && pace_->ends_after(1)) break;
    if (!is_in_body()) continue;
    doc_ = all_.doc();
    return;
  }
  doc_ = kNoMoreDocs;
}

void BodyCursor::next_geq(std::uint32_t target) {
  if (doc_ >= target) return;
  all_.next_geq(target);
  settle();
}

Status BodyCursor::status() const {
  if (pace_ != nullptr && pace_->is_over()) return cancelled_error();
  return all_.status();
}

BodyTermCursor::BodyTermCursor(std::unique_ptr<TermCursor> text,
                               std::shared_ptr<const segment::PostingList> title,
                               std::uint32_t title_weight, std::uint32_t end,
                               PacedCancellation* pace)
    : BodyCursor(*text, end, pace), text_(std::move(text)), title_weight_(title_weight) {
  if (title != nullptr) title_.emplace(std::move(title));
  settle();
}

bool BodyTermCursor::is_in_body() {
  if (!title_) return true;
  title_->next_geq(text_->doc());
  if (title_->doc() != text_->doc()) return true;
  return text_->freq() > std::uint64_t{title_->freq()} * title_weight_;
}

Status BodyTermCursor::status() const {
  if (title_ && !title_->status()) return title_->status();
  return BodyCursor::status();
}

BodyPhraseCursor::BodyPhraseCursor(std::unique_ptr<PhraseCursor> phrase,
                                   std::span<const std::uint32_t> title_lengths, std::uint32_t end,
                                   PacedCancellation* pace)
    : BodyCursor(*phrase, end, pace), phrase_(std::move(phrase)), title_lengths_(title_lengths) {
  settle();
}

bool BodyPhraseCursor::is_in_body() {
  return phrase_->last_start() >= title_lengths_[phrase_->doc()];
}

}  // namespace newsidx::search

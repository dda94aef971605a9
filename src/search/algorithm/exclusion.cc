#include "search/algorithm/exclusion.h"

#include <algorithm>

#include "base/status_macros.h"
#include "search/cursor/conjunction_cursor.h"

namespace newsidx::search {
namespace {

// A list with fewer documents than one in so many has blocks that are slower to fill in, and leaves
// most documents to be scored anyway.
constexpr std::uint64_t kDense = 3;

// To fill a window takes about as long as so many look-ups.
constexpr std::uint32_t kLookUpsPerWindow = 256;

bool is_dense(const Cursor& cursor, const Scan& scan) {
  return cursor.fills_bitset_fast() && cursor.cost() * kDense > scan.document_count;
}

}  // namespace

Exclusion::Exclusion(Cursors must_not, const Scan& scan) : scan_(scan) {
  for (CursorPtr& cursor : must_not) {
    (is_dense(*cursor, scan) ? dense_ : others_).push_back(std::move(cursor));
  }
}

// Where a window was filled, the next one will be, too.
void Exclusion::next_batch(Cursor& cursor, std::uint32_t end, ScoredBatch& batch) {
  if (!is_filled_) return cursor.next_batch(end, batch);
  if (cursor.doc() >= end_) {
    start_window(cursor.doc());
    fill_window(cursor.doc());
  }
  cursor.next_batch_without(excluded_.words.data(), begin_, std::min(end, end_), batch);
}

void Exclusion::drop_others(ScoredBatch& batch) {
  if (empty() && scan_.is_over()) batch.size = 0;
  if (others_.empty()) return;
  batch.drop_if([&](std::uint32_t doc) { return any_has(others_, doc) || scan_.is_over(); });
}

void Exclusion::drop_dense(ScoredBatch& batch) {
  if (dense_.empty()) return;
  batch.drop_if([&](std::uint32_t doc) {
    if (doc >= end_) start_window(doc);
    if (!is_filled_ && ++asked_ > kLookUpsPerWindow) fill_window(doc);
    return is_filled_ ? excluded_.has(doc - begin_) : any_has(dense_, doc) || scan_.is_over();
  });
}

void Exclusion::start_window(std::uint32_t doc) {
  begin_ = doc / 64 * 64;
  end_ = std::min(begin_ + kMatchWindowDocs, scan_.document_count);
  asked_ = 0;
  is_filled_ = false;
}

// With bits from `doc` on; what is before it is not asked for again.
void Exclusion::fill_window(std::uint32_t doc) {
  excluded_.clear();
  for (const CursorPtr& cursor : dense_) {
    cursor->next_geq(doc);
    if (cursor->doc() < end_) cursor->fill_bitset(begin_, end_, excluded_.words.data());
  }
  is_filled_ = true;
}

Status Exclusion::status() const {
  NEWSIDX_RETURN_IF_ERROR(first_fault(dense_));
  return first_fault(others_);
}

}  // namespace newsidx::search

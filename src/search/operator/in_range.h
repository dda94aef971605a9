// search/operator/in_range.h: how documents are searched for that have a date or number in a range.
#pragma once

#include <memory>

#include "query/operator/in_range.h"
#include "search/cursor/bitmap_cursor.h"
#include "search/operator/operators.h"

namespace newsidx::search {

inline double score_limit(const query::InRangeNode&, double, const Weights&) { return 0; }

inline std::uint64_t estimated_cost(const query::InRangeNode& node, std::uint64_t) {
  return node.docs->document_count;
}

inline Result<CursorPtr> make_cursor(const query::InRangeNode& node, double,
                                     const CursorFactory& factory) {
  const auto* const docs = node.docs->of(factory.segment());
  if (docs == nullptr || docs->count == 0) return CursorPtr();
  return factory.placed(std::make_unique<BitmapCursor>(docs->bits, docs->count));
}

inline Status explain(const query::InRangeNode& node, double, Cursor&, Explainer&,
                      Explanation& result) {
  result.description = node.text + ": a range, without score";
  return {};
}

inline void add_highlight_terms(const query::InRangeNode&, double, HighlightTerms&) {}

}  // namespace newsidx::search

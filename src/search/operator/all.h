// search/operator/all.h: how every document is searched for.
#pragma once

#include "query/operator/all.h"
#include "search/cursor/all_cursor.h"
#include "search/operator/operators.h"

namespace newsidx::search {

inline double score_limit(const query::AllNode&, double, const Weights&) { return 0; }

inline std::uint64_t estimated_cost(const query::AllNode&, std::uint64_t document_count) {
  return document_count;
}

inline Result<CursorPtr> make_cursor(const query::AllNode&, double, const CursorFactory& factory) {
  return factory.placed(std::make_unique<AllCursor>(factory.segment().document_count()));
}

inline Status explain(const query::AllNode&, double, Cursor&, Explainer&, Explanation& result) {
  result.description = "* (every article)";
  return {};
}

inline void add_highlight_terms(const query::AllNode&, double, HighlightTerms&) {}

}  // namespace newsidx::search

// search/operator/nothing.h: no document is searched for.
#pragma once

#include "query/operator/nothing.h"
#include "search/operator/operators.h"

namespace newsidx::search {

inline double score_limit(const query::NothingNode&, double, const Weights&) { return 0; }

inline std::uint64_t estimated_cost(const query::NothingNode&, std::uint64_t) { return 0; }

inline Result<CursorPtr> make_cursor(const query::NothingNode&, double, const CursorFactory&) {
  return CursorPtr();
}

inline Status explain(const query::NothingNode&, double, Cursor&, Explainer&, Explanation&) {
  return {};
}

inline void add_highlight_terms(const query::NothingNode&, double, HighlightTerms&) {}

}  // namespace newsidx::search

#include "search/operator/cursor_factory.h"

#include "base/status_macros.h"
#include "search/operator/operators.h"
#include "segment/field.h"
#include "segment/impact_parameters.h"

namespace newsidx::search {

using query::PlanNode;
using segment::Field;

CursorPtr CursorFactory::placed(CursorPtr cursor) const {
  cursor->next_geq(range_.begin);
  return cursor;
}

Result<CursorPtr> CursorFactory::make(const PlanNode& node, double boost) const {
  return make_cursor(node, boost, *this);
}

Result<CursorFactory::Clauses> CursorFactory::make_all(const std::vector<PlanNode>& nodes,
                                                       double boost) const {
  constexpr std::uint64_t kWorkPerCursor = 256;
  Clauses clauses;
  for (const PlanNode& node : nodes) {
    if (pace_ != nullptr && pace_->ends_after(kWorkPerCursor)) return cancelled_error();
    NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, make(node, boost));
    if (cursor != nullptr) {
      clauses.cursors.push_back(std::move(cursor));
    } else {
      clauses.complete = false;
    }
  }
  return clauses;
}

TermScorer CursorFactory::scorer(Field field, double weight) const {
  const TfTable& tf_table = weights_.tf_table(field);
  const double average =
      field == Field::keyword
          ? 1
          : segment_.info().field(is_of_title(field) ? Field::title : Field::text).average_length();
  const auto [k1, b] = segment_.info().impact_parameters;
  const bool has_impacts =
      tf_table.parameters() == Bm25Parameters{k1, field == Field::keyword ? 0 : b};
  return {weight, quantizer_, tf_table, segment_.norms(field), average, has_impacts};
}

}  // namespace newsidx::search

// query/plan_builder.h: what the parts of the planner share, the plan that is being made and its
// lists.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "query/plan.h"
#include "query/planner.h"

namespace newsidx::query {

class PlanBuilder {
 public:
  /// @param all_capitals  all words of the query are
  PlanBuilder(const PlannerContext& context, bool all_capitals, Remarks remarks)
      : context_(context), all_capitals_(all_capitals) {
    plan_.remarks = std::move(remarks);
  }

  [[nodiscard]] const PlannerContext& context() const noexcept { return context_; }
  [[nodiscard]] bool all_capitals() const noexcept { return all_capitals_; }
  [[nodiscard]] Plan& plan() noexcept { return plan_; }
  [[nodiscard]] Remarks& remarks() noexcept { return plan_.remarks; }
  [[nodiscard]] std::string fold(std::string_view text) const {
    return context_.analyzer.fold(text);
  }

  /// Counts lists leaf by leaf, so that a query beyond the limit is refused before it costs much.
  /// @errors limit
  [[nodiscard]] Status add_lists(std::size_t count);

  /// Opens the list of field and term that `list` names. @errors cancelled, corruption, io
  [[nodiscard]] Status open_list(ListRef& list) const;

 private:
  const PlannerContext& context_;
  bool all_capitals_;
  Plan plan_;
};

}  // namespace newsidx::query

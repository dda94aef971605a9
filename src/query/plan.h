// query/plan.h
//
// A query after analysis and against an index: which lists to read and how to combine them. Made by
// planner.h, carried out by search/.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "query/plan_node.h"
#include "query/remarks.h"

namespace newsidx::query {

/// What narrows a query by its fields.
struct AppliedFilter {
  std::string field;
  std::string text;  ///< "2016-08", "ap or afp"
};

struct Plan {
  PlanNode root;
  Remarks remarks;                   ///< prefixes that were cut, what capitals mean, ...
  std::vector<std::string> missing;  ///< words, phrases and prefixes that no document has
  std::vector<AppliedFilter> filters;
  std::string time_zone;       ///< of dates in it; empty: there are none
  bool has_text = true;        ///< words are looked for, not fields and ranges alone
  std::size_t list_count = 0;  ///< leaves
  bool has_compounds = false;  ///< that are looked for in one piece, and have parts
};

}  // namespace newsidx::query

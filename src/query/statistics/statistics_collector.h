// query/statistics/statistics_collector.h
//
// Finds which questions the plan of a query may ask, and answers them for one index: what this
// index adds to a StatisticsSum in a round.
//
// All indexes must find the same questions, or some would be missing in the sum. So none goes by
// its own answers: where the sum of earlier rounds has none, one is assumed, and the query is
// planned several times: as if all words were there and as if none was, as if all names before
// colons were fields and as if none was, as if capitals meant something and as if they did not.
//
// Cost: a plan for each combination that matters: one for words alone, three with a compound, up to
// twelve.
#pragma once

#include <newsidx/result.h>

#include <optional>

#include "query/plan.h"
#include "query/planner.h"
#include "query/statistics/local_statistics.h"
#include "query/statistics/statistics_sum.h"
#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

/// Adds the index's answers that `known`, the sum so far, does not have.
/// @param context  its `statistics` are not asked
/// @param answers  numbers, names, prefixes, and what is of the last round
/// @return the plan of the query, where nothing was open any more
/// @errors those of make_plan() that do not depend on what is open; cancelled, corruption, io
[[nodiscard]] Result<std::optional<Plan>> collect_statistics(const SyntaxNode& root,
                                                             const PlannerContext& context,
                                                             const StatisticsSum& known,
                                                             StatisticsSum& answers);

}  // namespace newsidx::query

// query/planner.h
//
// A syntax tree to a plan: analyse words as the articles were, expand prefixes, look up document
// frequencies, simplify. The plan depends on the query and on what the statistics say: so indexes
// that are asked with the same statistics make the same plan, each with its own lists.
//
// Rewrites: a word without letters or digits is dropped; groups of one are unwrapped; groups of the
// same kind are merged; the same word twice counts twice but is read once; what cannot match is
// removed; in a list of words side by side, function words are left out (list_use.h), and a
// compound counts by its parts. Fields and ranges beside words filter and do not score
// (filter_planner.h).
#pragma once

#include <newsidx/result.h>

#include <span>
#include <string_view>

#include "analysis/query_analyzer.h"
#include "base/cancellation.h"
#include "query/list_cache.h"
#include "query/plan.h"
#include "query/statistics/statistics_source.h"
#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

class SynonymMap;

struct PlannerContext {
  analysis::QueryAnalyzer& analyzer;
  const ListCache& lists;                 ///< of the index
  StatisticsSource& statistics;           ///< what the plan goes by
  const CancellationToken& cancellation;  ///< looked at for each list
  /// Compounds that stand alone are looked for by their parts: no article has them in one piece.
  bool compounds_in_parts = false;
  bool both_spellings = false;      ///< British and American ones stand for one another
  std::string_view time_zone = {};  ///< of dates: analysis::TimeZone::named()
  const SynonymMap* synonyms = nullptr;
};

/// @errors invalid_argument  a field that the index does not have, but one that is written alike
///         cancelled         interrupted
///         limit             more than 1,024 lists after expansion
///         corruption, io    from the dictionaries
/// @param remarks  of the parser: those of the plan follow
[[nodiscard]] Result<Plan> make_plan(const SyntaxNode& root, const PlannerContext& context,
                                     Remarks remarks = {});

}  // namespace newsidx::query

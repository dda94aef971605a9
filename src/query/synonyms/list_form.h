// query/synonyms/list_form.h: forms of several words among words side by side.
#pragma once

#include <cstddef>

#include "query/plan_builder.h"
#include "query/synonyms/synonym_map.h"
#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

/// The longest form of two words or more that the clauses from `at` on are: words of one field and
/// one sign, without boosts, that are not excluded. Its `words` are their number; 0 where there is
/// none, or no list of synonyms.
[[nodiscard]] SynonymMatch list_form(const BooleanSyntax& list, std::size_t at,
                                     const PlanBuilder& builder);

}  // namespace newsidx::query

// query/plan.h
//
// A query after analysis and against an index: which lists to read and how to combine them. Made by
// planner.h, carried out by search/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "query/plan_node.h"
#include "query/remarks.h"
#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

/// What narrows a query by its fields.
struct AppliedFilter {
  std::string field;
  std::string text;  ///< "2016-08", "ap or afp"
};

/// A word of the query that stands for several of the index.
struct ExpandedWord {
  std::string written;             ///< "evacuat*", "evac*tion", "daraya~1"
  std::uint64_t found_count = 0;   ///< words that it stands for
  bool is_counted = true;          ///< false: there are more
  std::vector<std::string> terms;  ///< of those that are searched, the most frequent ones
  bool are_synonyms = false;       ///< `terms` are forms of a list of synonyms
};

/// A word of letters that no article has, for "did you mean".
struct UnknownWord {
  Place place;       ///< of the piece of the query that it stands in
  std::string text;  ///< as it is written there
};

struct Plan {
  PlanNode root;
  Remarks remarks;                   ///< prefixes that were cut, what capitals mean, ...
  std::vector<std::string> missing;  ///< words, phrases and prefixes that no document has
  std::vector<AppliedFilter> filters;
  std::vector<ExpandedWord> expanded;
  std::vector<UnknownWord> unknown;  ///< without what is excluded
  std::string time_zone;             ///< of dates in it; empty: there are none
  bool has_text = true;              ///< words are looked for, not fields and ranges alone
  std::size_t list_count = 0;        ///< leaves
  bool has_compounds = false;        ///< that are looked for in one piece, and have parts
};

}  // namespace newsidx::query

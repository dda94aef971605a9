// query/list_use.h
//
// Which clauses of a list ("the siege of Daraya") say what to look for.
#pragma once

#include <vector>

#include "analysis/query_analyzer.h"
#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

struct ListUse {
  struct Clause {
    /// A function word that nothing was done to (no sign, field, boost or quotes), where an article
    /// may or must match anything else.
    bool left_out = false;
    /// What the analyser said of it, where it was asked; nullptr elsewhere.
    analysis::QueryWords words;
  };
  std::vector<Clause> clauses;
  /// Two clauses or more remain that an article may or must match.
  bool in_optional_list = false;
};

/// Of a boolean that is no list, nothing is left out and no clause is beside others.
[[nodiscard]] ListUse use_of(const BooleanSyntax& boolean, analysis::QueryAnalyzer& analyzer,
                             bool all_capitals);

/// True when all of them are function words; also when there are none.
[[nodiscard]] bool are_stop_words(const std::vector<analysis::QueryWord>& words);

}  // namespace newsidx::query

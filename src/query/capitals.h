// query/capitals.h: whether a query is written all in capitals, which decides what capitals mean.
#pragma once

#include "analysis/analyzer.h"
#include "query/syntax_tree.h"

namespace newsidx::query {

/// Of its words, not of its operators.
[[nodiscard]] bool is_all_capitals(const SyntaxNode& root, analysis::Analyzer& analyzer);

}  // namespace newsidx::query

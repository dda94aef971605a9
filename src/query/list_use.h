// query/list_use.h
//
// Which clauses of a list ("the siege of Daraya") say what to look for.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "analysis/analyzer.h"
#include "query/syntax_tree.h"

namespace newsidx::query {

struct ListUse {
  /// By clause: a function word that nothing was done to (no sign, field, boost or quotes), where
  /// an article may or must match anything else.
  std::vector<bool> left_out;
  /// By clause: what the analyser said of it, where it was asked.
  std::vector<std::optional<std::vector<analysis::QueryWord>>> words;
  /// Two clauses or more remain that an article may or must match.
  bool beside_others = false;
};

using AnalyzeLeaf = std::function<std::vector<analysis::QueryWord>(const SyntaxNode&)>;

/// Of a boolean that is no list, nothing is left out and no clause is beside others.
[[nodiscard]] ListUse use_of(const SyntaxNode& boolean, const AnalyzeLeaf& analyze);

/// True when all of them are function words; also when there are none.
[[nodiscard]] bool are_stop_words(const std::vector<analysis::QueryWord>& words);

}  // namespace newsidx::query

#include "query/expansion_planner.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "query/plan_nodes.h"

namespace newsidx::query {

using segment::Field;

Result<bool> ExpansionPlanner::plan(const PrefixSyntax& prefix, Field field, PlanNode& out) {
  const std::string start = builder_.fold(prefix.text);
  if (start.empty()) return false;
  if (has_units(prefix.text, true)) {  // words in them begin and end anywhere
    return words_.plan(prefix.text, field, WordUse::phrase, nullptr, out);
  }
  NEWSIDX_ASSIGN_OR_RETURN(Expansion expansion, builder_.context().statistics.expand(field, start));
  NEWSIDX_RETURN_IF_ERROR(plan_expansion(prefix, std::move(expansion), out));
  return true;
}

Result<bool> ExpansionPlanner::plan(const PatternSyntax& syntax, Field field, PlanNode& out) {
  std::string written = to_string(syntax.pattern());
  if (has_units(syntax.text, false)) {
    builder_.remarks().warn("'" + written + "' is read as text: its script has no blanks");
    return words_.plan(written, field, WordUse::phrase, nullptr, out);
  }
  const WordPattern pattern =
      folded(syntax.pattern(), [this](std::string_view text) { return builder_.fold(text); });
  NEWSIDX_ASSIGN_OR_RETURN(Expansion expansion,
                           builder_.context().statistics.expand(field, key_of(pattern)));
  NEWSIDX_RETURN_IF_ERROR(
      plan_lists(syntax, std::move(written), "more letters", std::move(expansion), out));
  if (pattern.kind != WordPattern::Kind::wildcard) return true;
  PlanNode as_text;
  NEWSIDX_ASSIGN_OR_RETURN(const bool has_words,
                           words_.plan(syntax.text, field, WordUse::phrase, nullptr, as_text));
  if (!has_words || as_text.matches_nothing()) return true;
  std::vector<PlanNode> alternatives;
  if (!out.matches_nothing()) alternatives.push_back(std::move(out));
  alternatives.push_back(std::move(as_text));
  out = dis_max(std::move(alternatives));
  return true;
}

Status ExpansionPlanner::plan_expansion(const PrefixSyntax& prefix, Expansion expansion,
                                        PlanNode& out) {
  return plan_lists(prefix, prefix.text + '*', "a longer prefix", std::move(expansion), out);
}

Status ExpansionPlanner::plan_lists(const SyntaxLeaf& leaf, std::string written, const char* hint,
                                    Expansion expansion, PlanNode& out) {
  if (expansion.found_count > expansion.lists.size()) {
    builder_.remarks().warn(
        {"'" + written + "' stands for " + (expansion.is_counted ? "" : "more than ") +
             std::to_string(expansion.found_count) + " words: only the " +
             std::to_string(kMaxPrefixExpansions) + " most frequent are searched",
         hint});
  }
  NEWSIDX_RETURN_IF_ERROR(builder_.add_lists(expansion.lists.size()));
  if (!leaf.field.empty()) written = leaf.field + ':' + written;
  ExpandedWord word{std::move(written), expansion.found_count, expansion.is_counted, {}, false};
  std::vector<PlanNode> alternatives;
  for (ListRef& list : expansion.lists) {
    word.terms.push_back(list.term);
    alternatives.push_back(node_of(std::move(list)));
  }
  builder_.plan().expanded.push_back(std::move(word));
  out = dis_max(std::move(alternatives));
  return {};
}

// Of a script without blanks. @param at_begin  the first word alone
bool ExpansionPlanner::has_units(const std::string& text, bool at_begin) const {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (at_begin ? is_ascii(text.front()) : std::ranges::all_of(text, is_ascii)) return false;
  const analysis::QueryWords words =
      builder_.context().analyzer.analyze(text, builder_.all_capitals());
  if (at_begin) return !words->empty() && words->front().has_units;
  return std::ranges::any_of(*words, &analysis::QueryWord::has_units);
}

}  // namespace newsidx::query

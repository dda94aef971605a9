#include "query/capitals.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "analysis/shouting.h"
#include "base/status_macros.h"
#include "query/syntax/characters.h"
#include "query/text_field.h"
#include "segment/field.h"

namespace newsidx::query {
namespace {

// Of a keyword field, or of what is none after all: beside words it tells nothing of their
// capitals.
bool is_of_field(const SyntaxLeaf& leaf) {
  return !leaf.field.empty() && !is_text_field(leaf.field);
}

template <class Is>
bool has_byte(const SyntaxNode& node, Is is) {
  if (const SyntaxLeaf* const leaf = node.leaf()) {
    return !is_of_field(*leaf) && std::ranges::any_of(leaf->text, is);
  }
  return std::ranges::any_of(
      node.clauses(), [is](const SyntaxClause& clause) { return has_byte(clause.node, is); });
}

// Where nearly all is in capitals (an old wire), the few words that are not tell nothing.
constexpr std::uint64_t kArticlesPerOccurrence = 8;

// Small letters, and other bytes that may be part of one.
bool is_no_capital(char c) { return is_small(c) || static_cast<unsigned char>(c) >= 0x80; }

// True of nearly all queries, and found out at their first word.
bool has_small_letters(const SyntaxNode& node) { return has_byte(node, is_small); }

// Numbers have none.
bool may_have_capitals(const SyntaxNode& node) {
  return has_byte(node,
                  [](char c) { return is_capital(c) || static_cast<unsigned char>(c) >= 0x80; });
}

// The words of a query without its operators: whether they are all in capitals decides what
// capitals mean.
std::string words_of(const SyntaxNode& node) {
  if (const SyntaxLeaf* const leaf = node.leaf()) {
    return is_of_field(*leaf) ? std::string() : leaf->text + ' ';
  }
  std::string words;
  for (const SyntaxClause& clause : node.clauses()) words += words_of(clause.node);
  return words;
}

}  // namespace

bool is_all_capitals(const SyntaxNode& root, analysis::Analyzer& analyzer) {
  return !has_small_letters(root) && may_have_capitals(root) &&
         is_all_capitals_query(analyzer, words_of(root));
}

std::vector<bool> shouted_clauses(const BooleanSyntax& list) {
  const std::vector<SyntaxClause>& clauses = list.clauses;
  std::vector<bool> shouted;
  if (clauses.size() < analysis::kShoutedWords) return shouted;
  for (std::size_t first = 0; first < clauses.size();) {
    std::size_t past = first;
    std::size_t words = 0;
    for (; past < clauses.size(); ++past) {
      const auto& [occur, node] = clauses[past];
      const auto* const word = node.as<WordSyntax>();
      if (word == nullptr || !word->field.empty()) break;
      if (occur == Occur::must_not || has_byte(node, is_no_capital)) break;
      if (std::ranges::count_if(word->text, is_capital) >= 2) ++words;
    }
    if (words >= analysis::kShoutedWords) {
      shouted.resize(clauses.size());
      std::fill(shouted.begin() + static_cast<std::ptrdiff_t>(first),
                shouted.begin() + static_cast<std::ptrdiff_t>(past), true);
    }
    first = past + 1;
  }
  return shouted;
}

Result<bool> CapitalsRule::decide(const analysis::QueryWord& word) const {
  if (word.is_function_word_otherwise) return true;
  NEWSIDX_ASSIGN_OR_RETURN(const segment::SurfaceCounts counts,
                           builder_.context().statistics.surface_counts(word.capitals));
  if (counts.capitals * 2 <= counts.occurrences) return false;
  ListRef in_capitals{segment::Field::text_caps, word.capitals};
  NEWSIDX_RETURN_IF_ERROR(builder_.open_list(in_capitals));
  return counts.occurrences * kArticlesPerOccurrence >= in_capitals.document_frequency;
}

Result<bool> CapitalsRule::asks_for_capitals(const analysis::QueryWord& word) {
  if (word.capitals.empty()) return false;
  const auto known = decided_.find(word.capitals);
  if (known != decided_.end()) return known->second;
  NEWSIDX_ASSIGN_OR_RETURN(const bool decision, decide(word));
  decided_.emplace(word.capitals, decision);
  return decision;
}

}  // namespace newsidx::query

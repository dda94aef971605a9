#include "query/capitals.h"

#include <algorithm>
#include <string>

namespace newsidx::query {
namespace {

template <class Is>
bool has_byte(const SyntaxNode& node, Is is) {
  return std::ranges::any_of(node.text, is) ||
         std::ranges::any_of(node.clauses, [is](const SyntaxNode::Clause& clause) {
           return has_byte(clause.node, is);
         });
}

// True of nearly all queries, and found out at their first word.
bool has_small_letters(const SyntaxNode& node) {
  return has_byte(node, [](char c) { return c >= 'a' && c <= 'z'; });
}

// Numbers have none.
bool may_have_capitals(const SyntaxNode& node) {
  return has_byte(
      node, [](char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; });
}

// The words of a query without its operators: whether they are all in capitals decides what
// capitals mean.
std::string words_of(const SyntaxNode& node) {
  std::string words = node.kind == SyntaxNode::Kind::boolean ? "" : node.text + ' ';
  for (const SyntaxNode::Clause& clause : node.clauses) words += words_of(clause.node);
  return words;
}

}  // namespace

bool is_all_capitals(const SyntaxNode& root, analysis::Analyzer& analyzer) {
  return !has_small_letters(root) && may_have_capitals(root) &&
         is_all_capitals_query(analyzer, words_of(root));
}

}  // namespace newsidx::query

#include "query/syntax/near_chain.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <tuple>
#include <utility>

#include "base/assert.h"
#include "base/status_macros.h"
#include "query/syntax/syntax_error.h"

namespace newsidx::query {
namespace {

auto rank_of(const NearOperator& near) {
  const bool is_of_words = near.unit == NearOperator::Unit::words;
  return std::tuple(near.unit, is_of_words ? near.distance : 0);
}

SyntaxNode joined(SyntaxNode first, SyntaxNode second, const NearOperator& near) {
  const Place place = {first.place.begin, second.place.end};
  NearSyntax node;
  node.near = near;
  node.clauses.push_back({Occur::must, std::move(first)});
  node.clauses.push_back({near.excludes ? Occur::must_not : Occur::must, std::move(second)});
  return {std::move(node), 1, place};
}

Failure refused(std::string_view query, const SyntaxNode& node, std::string_view what,
                std::string_view name, Hint hint) {
  return syntax_error(query, node.place,
                      std::string(what) + " within an operand of " + std::string(name),
                      std::move(hint));
}

}  // namespace

Status check_near_operand(std::string_view query, const SyntaxNode& node, std::string_view name) {
  const std::string near(name);
  if (const auto* const group = node.as<BooleanSyntax>()) {
    for (const auto& [occur, child] : group->clauses) {
      if (occur == Occur::must_not) {
        return refused(query, node, "a word is excluded", name,
                       Hint("a NOT ", near, " b, or the excluded word outside the brackets"));
      }
      if (occur == Occur::must) {
        return refused(query, node, "all words are asked for", name,
                       Hint("OR in the brackets, or a ", near, " c AND b ", near, " c"));
      }
      NEWSIDX_RETURN_IF_ERROR(check_near_operand(query, child, name));
    }
    return {};
  }
  if (node.as<AllSyntax>() != nullptr) {
    return refused(query, node, "'*' alone stands", name, "\"a * b\" for any word between two");
  }
  if (node.as<RangeSyntax>() != nullptr) {
    return refused(query, node, "a range stands", name,
                   "the range beside it: (a NEAR/5 b) AND date:2016");
  }
  const auto* const phrase = node.as<PhraseSyntax>();
  if (phrase != nullptr && phrase->slop > 0) {
    return refused(query, node, "a phrase with '~' stands", name,
                   Hint("(a NEAR/3 b) ", near, " c in the place of \"a b\"~2"));
  }
  return {};
}

Result<SyntaxNode> near_chain(std::string_view query, std::vector<SyntaxNode> operands,
                              const std::vector<NearOperator>& operators) {
  NEWSIDX_CHECK(operands.size() == operators.size() + 1);
  std::vector<NearOperator> left = operators;
  for (std::size_t at = 0; at < operands.size(); ++at) {
    NEWSIDX_RETURN_IF_ERROR(
        check_near_operand(query, operands[at], to_string(operators[at == 0 ? 0 : at - 1])));
  }
  while (!left.empty()) {
    const auto nearest = std::ranges::min_element(left, {}, rank_of);
    const auto at = static_cast<std::size_t>(nearest - left.begin());
    operands[at] = joined(std::move(operands[at]), std::move(operands[at + 1]), *nearest);
    operands.erase(operands.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    left.erase(nearest);
  }
  return std::move(operands[0]);
}

}  // namespace newsidx::query

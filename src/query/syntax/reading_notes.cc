#include "query/syntax/reading_notes.h"

#include <cstdint>
#include <string>

#include "base/utf8.h"

namespace newsidx::query {
namespace {

std::string shown(std::string_view operand) {
  constexpr std::size_t kMostBytes = 80;
  if (operand.size() <= kMostBytes) return std::string(operand);
  return std::string(operand.substr(0, utf8_floor(operand, kMostBytes))) + "…";
}

// "* Syria: talks", as an item of a list is pasted.
bool has_star_beside_words(const BooleanSyntax& list) {
  bool has_star = false, has_word = false;
  for (const auto& [occur, node] : list.clauses) {
    if (occur != Occur::should) continue;
    const auto* const all = node.as<AllSyntax>();
    const bool is_star = all != nullptr && all->field.empty();
    has_star = has_star || is_star;
    has_word = has_word || !is_star;
  }
  return has_star && has_word;
}

// "oil OR gas NEAR/5 price" may be meant as in other systems, where OR binds tighter.
void note_near_beside_or(const BooleanSyntax& group, std::string_view query, Remarks& remarks) {
  if (group.is_list) return;
  for (const auto& [occur, node] : group.clauses) {
    const auto* const near = node.as<NearSyntax>();
    if (occur != Occur::should || near == nullptr || query[node.place.begin] == '(') continue;
    const std::string name = to_string(near->near);
    remarks.note(
        {name + " binds tighter than OR", "brackets for either word: (a OR b) " + name + " c"});
    return;
  }
}

// @param first  where the first operand of the query begins
void note_within(const SyntaxNode& node, bool is_excluded, std::uint32_t first,
                 std::string_view query, Remarks& remarks) {
  const auto [begin, end] = node.place;
  // "NOT a AND NOT b" is a group without brackets of its own
  const auto* const group = node.as<BooleanSyntax>();
  const bool is_operand = group == nullptr || begin < group->clauses.front().node.place.begin;
  if (is_excluded && is_operand) {
    if (begin == first) return;
    remarks.note({"articles with '" + shown(query.substr(begin, end - begin)) + "' are left out",
                  Hint(HintName::literal, " for the text as it is")});
    return;
  }
  if (group == nullptr) return;
  note_near_beside_or(*group, query, remarks);
  if (group->is_list && has_star_beside_words(*group)) {
    remarks.note(
        {"'*' stands for all articles", Hint("\\* or ", HintName::literal, " for the sign")});
  }
  for (const SyntaxClause& clause : group->clauses) {
    note_within(clause.node, is_excluded || clause.occur == Occur::must_not, first, query, remarks);
  }
}

}  // namespace

void note_reading(const SyntaxNode& root, std::string_view query, Remarks& remarks) {
  note_within(root, false, root.place.begin, query, remarks);
}

}  // namespace newsidx::query

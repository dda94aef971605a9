// query/syntax/syntax_tree.h
//
// A query as it was written, before analysis: what parser.h makes and planner.h reads.
//
// Grammar (operators are upper case; blanks separate):
//
//   query     = { clause } ;                             clauses side by side: OR (AND with --all)
//   clause    = [ "+" | no ] or_group ;
//   or_group  = and_group { "OR" and_group } ;           "OR" binds tighter than blanks,
//   and_group = near { "AND" [ no ] near } ;             "AND" tighter than "OR"
//   near      = operand { [ "NOT" ] distance operand } ; near_operator.h, near_chain.h
//   no        = "-" | "NOT" | "!" ;                       "&&" and "||" are "AND" and "OR"
//   operand   = [ field ":" ] ( [ "=" ] ( word | phrase ) | prefix | pattern
//                             | [ count | case ] "(" query ")" )
//               [ "^" number ] | "*" | field ":" range ;   range_text.h
//   phrase    = '"' text '"' [ "~" number ] ;            "*" within it: any one word
//   prefix    = word "*" ;  count = "atleast" number ;   "hlead(a)" is hlead:(a)
//   case      = "caps" | "allcaps" | "nocaps" ;          of all words in the brackets
//   pattern   = wo*r?d | word "~" [ "1" | "2" ] | "/" regex "/" ;     pattern_text.h
//                                                        escapes: "\" before any character
//
// "+" holds for the whole or_group after it: +a OR b requires one of the two. "-" and "NOT" bind
// tightest of all: NOT a AND b finds b without a. One side of an OR cannot be negative alone.
//
// What people paste follows no grammar. Before it is parsed: a line of capitals is a headline
// (headline.h), operators of other systems are refused (foreign_operators.h), quotes are told from
// inches and from running text (quotes.h), and what lacks its other half or its operand is left out
// or is a word (token_repair.h). An answer says so. Literal text has no grammar at all.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/letter_case.h"
#include "query/pattern/word_pattern.h"
#include "query/syntax/near_operator.h"
#include "query/syntax/occur.h"

namespace newsidx::query {

/// Bytes [begin, end) of the query text, for messages with a caret.
struct Place {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Place&, const Place&) = default;
};

/// What is looked for in a field.
struct SyntaxLeaf {
  std::string text;       ///< unescaped, not analysed
  std::string field;      ///< empty: title and body; title:(a b) gives its field to a and to b
  bool is_exact = false;  ///< =word: unstemmed
  LetterCases letter_cases = kAllLetterCases;  ///< caps(word), caps(nocaps(word)): none is left

  [[nodiscard]] bool has_form() const noexcept {
    return is_exact || letter_cases != kAllLetterCases;
  }
};
struct WordSyntax : SyntaxLeaf {};    ///< a word
struct PrefixSyntax : SyntaxLeaf {};  ///< the part before the star

/// What stands for several words: `text` is that of the pattern.
struct PatternSyntax : SyntaxLeaf {
  WordPattern::Kind kind = WordPattern::Kind::wildcard;
  std::uint8_t edits = 0;  ///< of a fuzzy word

  [[nodiscard]] WordPattern pattern() const { return {kind, text, edits}; }
};

/// The words between quotes.
struct PhraseSyntax : SyntaxLeaf {
  std::uint32_t slop = 0;  ///< of "a b"~2: how many moves of a word make the phrase of a text
};

/// Dates or numbers, as range_text.h reads them; of a date field also a single date.
struct RangeSyntax : SyntaxLeaf {};

/// "*": every article.
struct AllSyntax {
  std::string field;  ///< for the planner to judge
};

struct SyntaxClause;
struct BooleanSyntax {
  std::vector<SyntaxClause> clauses;
  bool is_list = false;  ///< clauses side by side, without AND and OR between them
};

/// Two operands that stand near each other: words, phrases, prefixes, any of several, or operands
/// that are near themselves.
struct NearSyntax {
  std::vector<SyntaxClause> clauses;  ///< two; the second must_not where it is not to be near
  NearOperator near;
};

/// An operand, as of nearness, that an article has so many times: "atleast5(oil)".
struct AtLeastSyntax {
  std::vector<SyntaxClause> clauses;  ///< one
  std::uint32_t count = 1;
};

struct SyntaxNode {
  std::variant<WordSyntax, PhraseSyntax, PrefixSyntax, PatternSyntax, RangeSyntax, AllSyntax,
               BooleanSyntax, NearSyntax, AtLeastSyntax>
      kind;
  float boost = 1;  ///< > 0
  Place place = {};

  /// The node's own, if it is of this kind.
  template <class Kind>
  [[nodiscard]] const Kind* as() const noexcept {
    return std::get_if<Kind>(&kind);
  }
  template <class Kind>
  [[nodiscard]] Kind* as() noexcept {
    return std::get_if<Kind>(&kind);
  }
  /// Of a word, phrase, prefix or pattern; nullptr of others.
  [[nodiscard]] const SyntaxLeaf* leaf() const noexcept;
  [[nodiscard]] SyntaxLeaf* own_leaf() noexcept;
  /// Of what holds others; of a leaf none.
  [[nodiscard]] std::span<const SyntaxClause> clauses() const noexcept;
  [[nodiscard]] std::span<SyntaxClause> own_clauses() noexcept;
};

struct SyntaxClause {
  Occur occur = Occur::should;
  SyntaxNode node;
};

/// A leaf as it was typed, for a message; empty of what holds others.
[[nodiscard]] std::string as_written(const SyntaxNode& node);

/// All words of the node are to be written in one of these cases, too.
void keep_letter_cases(SyntaxNode& node, LetterCases cases);

}  // namespace newsidx::query

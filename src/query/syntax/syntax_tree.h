// query/syntax/syntax_tree.h
//
// A query as it was written, before analysis: what parser.h makes and planner.h reads.
//
// Grammar (operators are upper case; blanks separate):
//
//   query     = { clause } ;                             clauses side by side: OR (AND with --all)
//   clause    = [ "+" | no ] or_group ;
//   or_group  = and_group { "OR" and_group } ;           "OR" binds tighter than blanks,
//   and_group = operand { "AND" [ no ] operand } ;       "AND" tighter than "OR"
//   no        = "-" | "NOT" | "!" ;                       "&&" and "||" are "AND" and "OR"
//   operand   = [ field ":" ] ( word | phrase | prefix | "(" query ")" ) [ "^" number ] | "*" ;
//   phrase    = '"' text '"' ;   prefix = word "*" ;     escapes: "\" before any character
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
#include <string>
#include <vector>

#include "query/syntax/occur.h"

namespace newsidx::query {

/// Bytes [begin, end) of the query text, for messages with a caret.
struct Place {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Place&, const Place&) = default;
};

struct SyntaxNode {
  enum class Kind : std::uint8_t {
    word,     ///< `text`: a word, unescaped, not analysed
    phrase,   ///< `text`: the words between quotes, unescaped
    prefix,   ///< `text`: the part before the star
    all,      ///< "*": every article; with a field, for the planner to judge
    boolean,  ///< `clauses`
  };
  struct Clause;

  Kind kind = Kind::word;
  std::string text;
  std::string field;  ///< empty: title and body; title:(a b) gives its field to a and to b
  float boost = 1;    ///< > 0
  std::vector<Clause> clauses;
  bool is_list = false;  ///< a boolean of clauses side by side, without AND and OR between them
  Place place;
};

struct SyntaxNode::Clause {
  Occur occur = Occur::should;
  SyntaxNode node;
};

}  // namespace newsidx::query

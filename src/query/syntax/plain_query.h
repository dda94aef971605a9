// query/syntax/plain_query.h
//
// Most queries of machines, and many of people: words of small ASCII letters and digits, phrases of
// such words in straight quotes, each with a sign or none, and blanks between them. In such a query
// there is nothing to repair, to refuse or to warn of, and its tree is made at once: tokens and the
// rules of the grammar are a third of the time that a count of one or two words takes.
#pragma once

#include <optional>
#include <string_view>

#include "query/syntax/parser.h"
#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

/// @return the tree that the grammar makes; nullopt where the query has anything else in it
[[nodiscard]] std::optional<SyntaxNode> parse_plain(std::string_view query,
                                                    DefaultOperator default_operator);

}  // namespace newsidx::query

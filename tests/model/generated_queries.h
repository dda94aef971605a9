// tests/model/generated_queries.h
//
// Queries out of the articles themselves: words as they are written there, side by side, required,
// or in a row.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/syntax/syntax_tree.h"
#include "support/random_news.h"

namespace newsidx::testing {

enum class QueryShape : std::uint8_t { any, all, phrase };

struct GeneratedQuery {
  QueryShape shape = QueryShape::any;
  std::string text;        // as typed
  query::SyntaxNode tree;  // as meant
};

/// Makes one query of the shape from the words of `article_text`; empty when it has too few words.
[[nodiscard]] GeneratedQuery generate_query(std::string_view article_text, QueryShape shape,
                                            Dice& dice);

}  // namespace newsidx::testing

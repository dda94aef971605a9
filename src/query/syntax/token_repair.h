// query/syntax/token_repair.h
//
// Tokens of pasted text made fit for the grammar: brackets that are not in pairs, operators without
// a word on both sides and signs before an operator are left out, with a warning; a field without
// a value is a word.
//
// Cost: linear.
#pragma once

#include <string_view>
#include <vector>

#include "query/remarks.h"
#include "query/syntax/lexer.h"

namespace newsidx::query {

[[nodiscard]] std::vector<Token> repaired(std::vector<Token> tokens, std::string_view query,
                                          Remarks& remarks);

}  // namespace newsidx::query

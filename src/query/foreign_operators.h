// query/foreign_operators.h
//
// Operators of other systems, which are refused with the form to use: read as words they would
// silently find something else.
#pragma once

#include <newsidx/result.h>

#include <string_view>

namespace newsidx::query {

/// @errors parse  NEAR, NEAR/5, ADJ, w/5, pre/5, /s, /p between words; "a b"~5, word~2;
///                [2016 TO 2017], {a TO b}; each where it can be nothing else
[[nodiscard]] Status refuse_foreign_operators(std::string_view query);

}  // namespace newsidx::query

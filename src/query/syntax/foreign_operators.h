// query/syntax/foreign_operators.h
//
// Operators of other systems, which are refused with the form to use: read as words they would
// silently find something else. What stands in a phrase, and what prose has too ("4 /5 stars",
// "~50 people", "[sic]"), is text.
//
// Cost: linear.
#pragma once

#include <newsidx/result.h>

#include <string_view>

#include "query/remarks.h"

namespace newsidx::query {

/// @param remarks  warned where it cannot be told ("SYRIA NEAR DAMASCUS", XOR, SAME, N3, W3,
///                 2015..2016): read as words
/// @errors parse  NEAR, ADJ, WITHIN, ANDNOT, w/seg between words; NEAR(a b), AROUND(5);
///                headline(a), atleast(a); hd=a, rst=a; "a b"/5; word~3, word~0.8; [2016 TO 2017]
///                and {a TO b} without a field
[[nodiscard]] Status refuse_foreign_operators(std::string_view query, Remarks& remarks);

}  // namespace newsidx::query

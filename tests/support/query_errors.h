// tests/support/query_errors.h: the only forms for which a query is refused as one; everything else
// that people type or paste is read.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace newsidx::testing {

[[nodiscard]] inline bool is_listed_parse_error(std::string_view message) {
  constexpr std::array<std::string_view, 16> kForms = {
      "empty query",
      "a sign stands before the field",   // title:-a
      "the boost is out of range",        // a^0
      "the boosts around one another",    // (a^100 b)^100
      "one side of OR is only excluded",  // a OR -b
      "is no operator here",              // a NEAR b, a w/seg b
      "is no form of a field here",       // headline(oil), hd=oil
      "behind a word '~' takes one",      // syria~3
      "behind a phrase is no operator",   // "a b"/5
      "the distance is out of range",     // a NEAR/0 b
      "within an operand of",             // (a AND b) NEAR/5 c
      "no place in a text",               // source:ap NEAR/5 b
      "a range needs a field",            // [2016 TO 2017]
      "a range is of dates or numbers",   // title:>5
      "is no date",                       // date:2016-13
      "the regular expression is wrong",  // /syr(/
  };
  return std::ranges::any_of(
      kForms, [&](std::string_view form) { return message.find(form) != std::string_view::npos; });
}

}  // namespace newsidx::testing

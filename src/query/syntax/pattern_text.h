// query/syntax/pattern_text.h
//
// Which pieces of a query stand for several words, and which are text that has the same signs: a
// question, a footnote, a censored word, a path.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "query/pattern/word_pattern.h"

namespace newsidx::query {

/// A piece without blanks as a wildcard or a fuzzy word.
///
/// A wildcard has three letters or digits in a row, or four of which two are side by side, and a
/// letter among them ("sh*t" and "M*A*S*H" are text); no two wildcards in a row ("f**king");
/// nothing but letters, digits and "'", "-", "." beside them. A "?" at its end is punctuation, as
/// are apostrophes around it; one before a capital parts sentences ("next?China"). A star at its
/// end alone is a prefix. Before
/// "~", "~1" or "~2" stand three letters or digits at least.
/// @return nothing of text
[[nodiscard]] std::optional<WordPattern> read_pattern(std::string_view piece);

/// Where the regular expression ends whose "/" stands at `at`: behind its other "/", which a blank,
/// a bracket, a boost or the end of the query follows.
/// @return `at` where none begins: of paths ("/tmp/file") and of what has no letter ("/5/")
[[nodiscard]] std::size_t regex_end(std::string_view query, std::size_t at);

}  // namespace newsidx::query

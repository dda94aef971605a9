// analysis/language_choice.h
//
// The language that somebody names for the articles that name none.
//
// Threads: pure functions.   Cost: some ms where a name has to be told from all languages.
#pragma once

#include <newsidx/result.h>

#include <string_view>

namespace newsidx::analysis {

/// @param name  as find_language() takes it
/// @errors invalid_argument  no language that is written today; the message lists the nearest names
[[nodiscard]] Status check_language(std::string_view name);

}  // namespace newsidx::analysis

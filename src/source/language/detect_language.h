// source/language/detect_language.h
//
// The language of a text that names none, by its script and its words (CLD2: Google's naive
// Bayesian classifier over quadgrams, and over scripts where one script is one language).
//
// Threads: a pure function.   Cost: 25 to 50 MB/s, of at most the first 1 KB.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

/// @param text  UTF-8; an article's title and body, plain
/// @return an ISO 639-1 code where there is one ("de", "zh", "he"); "" where the text is too short,
///         mixed, or otherwise not to be told
[[nodiscard]] std::string detect_language(std::string_view text);

}  // namespace newsidx::source

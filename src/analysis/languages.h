// analysis/languages.h
//
// Languages by number. The public names and codes are in analyzer.h (language_name()).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace newsidx::analysis {

/// The place of a language in language_names(), or kNoStemmer.
using LanguageId = std::uint8_t;
inline constexpr LanguageId kNoStemmer = 31;  // fits the five bits of a cache context
inline constexpr std::string_view kNoStemmerName = "none";

/// How many languages have a stemmer: their numbers are 0 to this less one.
[[nodiscard]] LanguageId language_count();

/// "english" for its number, "none" for kNoStemmer.
[[nodiscard]] std::string_view name_of(LanguageId language);

/// The language of a code or name ("en", "en-GB", "eng", "English"), kNoStemmer for languages of
/// the world that Snowball does not know ("zh", "Chinese") and for "none"; nothing for what is no
/// language at all ("", "und", "??").
[[nodiscard]] std::optional<LanguageId> find_language(std::string_view code);

}  // namespace newsidx::analysis

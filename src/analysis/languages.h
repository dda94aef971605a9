// analysis/languages.h
//
// Languages by number. The public names and codes are in analyzer.h (language_name()).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/scripts.h"

namespace newsidx::analysis {

/// The number of a language of which the analysis knows rules, or kNoStemmer for all others. The
/// first are those with a stemmer, in the order of language_names().
using LanguageId = std::uint8_t;
inline constexpr LanguageId kNoStemmer = 31;  // fits the five bits of a cache context
inline constexpr std::string_view kNoStemmerName = "none";

/// How many languages have rules: their numbers are 0 to this less one.
[[nodiscard]] LanguageId language_count();

/// The rules of a language beside its stemmer.
enum class LanguageRule : std::uint8_t {
  none = 0,
  groups_digits_by_blank = 1,  ///< 10 000
  groups_digits_by_dot = 2,    ///< 10.000
  keeps_accents = 4,           ///< a letter with another accent is another letter (Vietnamese)
};
[[nodiscard]] bool has_rule(LanguageId language, LanguageRule rule) noexcept;

/// The language in which a word of an article is taken to be: that of the article if it writes the
/// script of the word, else the default language if that does, else the one that the script makes
/// likely (Cyrillic: Russian). kNoStemmer for a script of which no language has a stemmer.
[[nodiscard]] LanguageId language_of_word(Script script, LanguageId of_article,
                                          LanguageId default_language) noexcept;

/// "ru": what tells the terms of a language from those of others; "-" for kNoStemmer.
[[nodiscard]] std::string_view tag_of(LanguageId language);

/// "english" for its number, "none" for kNoStemmer.
[[nodiscard]] std::string_view name_of(LanguageId language);

/// The language of a code or name ("en", "en-GB", "eng", "English", "Deutsch"), kNoStemmer for
/// languages of the world that Snowball does not know ("zh", "Chinese") and for "none"; nothing for
/// what is no language at all ("", "und", "??").
[[nodiscard]] std::optional<LanguageId> find_language(std::string_view code);

/// Whether a language that find_language() knows is one of those that have a stemmer or rules, or
/// that ICU knows a script of today for ("polish", "zh"); "none", too. Not Klingon.
[[nodiscard]] bool is_in_use(std::string_view code);

/// Names in English of all languages in use, folded, in no order: {"english", "polish", ...}.
[[nodiscard]] std::vector<std::string> names_in_use();

}  // namespace newsidx::analysis

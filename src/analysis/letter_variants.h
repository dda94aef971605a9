// analysis/letter_variants.h
//
// Letters that are written in several ways without making another word: digits of all scripts,
// Arabic and Persian forms of a letter, Indic nasal signs, traditional and simplified Chinese.
// Models: the normalisation filters of Lucene's language analysers.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::analysis {

/// Before stemming, of case-folded text: digits are ASCII's; Persian yeh and kaf the Arabic ones;
/// the signs of a Hebrew abbreviation go (צה״ל, צה"ל, ג'ורג' within); in Devanagari nukta goes and
/// a nasal before a stop of its own row is anusvara (हिन्दी, हिंदी); Chinese is simplified. `out` is
/// replaced. REQUIRES well-formed UTF-8. Cost: linear; the first Chinese character of the process
/// takes some milliseconds.
void unify_letters(std::string_view text, std::string& out);

/// Behind stemming, whose rules know these apart: alef with hamza or madda is alef, alef maksura
/// yeh, teh marbuta heh.
[[nodiscard]] char32_t unified_arabic_letter(char32_t point) noexcept;

}  // namespace newsidx::analysis

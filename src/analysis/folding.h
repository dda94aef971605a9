// analysis/folding.h
//
// What makes two spellings of a word one: case, width, ligatures, accents, vowel points.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::analysis {

/// Writes every apostrophe (see unicode.h) as U+0027. `out` is replaced.
void straighten_apostrophes(std::string_view text, std::string& out);

/// Lower case of all-ASCII text: what fold_case() gives for it, without ICU.
void fold_case_ascii(std::string_view text, std::string& out);

/// NFKC case folding (full-width and ligatures become plain, "ß" "ss", soft hyphens vanish). Also
/// drops marks that are no part of the spelling: Arabic vowel signs and tatweel, Hebrew points,
/// Cyrillic stress marks, the dot that case folding leaves of a Turkish "İ"; and unifies letters
/// (letter_variants.h).
/// `out` is replaced. REQUIRES well-formed UTF-8.
void fold_case(std::string_view text, std::string& out);

/// Drops the accents of Latin and Greek letters of case-folded text, and maps letters whose stroke
/// or ligature Unicode does not take apart: ı i, ł l, ø o, đ ð d, ħ h, ŧ t, æ ae, œ oe, þ th, ё е.
/// Marks of other scripts make letters of their own (й, ї, आ) and stay, but those of Arabic's alef.
/// `out` is replaced. REQUIRES well-formed UTF-8.
void fold_diacritics(std::string_view text, std::string& out);

}  // namespace newsidx::analysis

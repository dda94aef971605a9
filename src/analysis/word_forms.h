// analysis/word_forms.h
//
// From a written word to the forms under which it is indexed: "Syria’s" -> surface and term
// "syria".
//
// Threads: one former, one thread (it owns stemmers, made when a language is first met).
// Cost: mostly the stemmer (stemmer.h).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "analysis/languages.h"
#include "analysis/stemmer.h"

namespace newsidx::analysis {

inline constexpr std::size_t kMaxTermBytes = 255;   ///< longer terms and surfaces are cut
inline constexpr std::size_t kMaxJoinedBytes = 64;  ///< longer compounds have no joined form

struct WordForms {
  std::string base;     ///< what the stemmer reads: case-folded, without dots, "'s", "l'"
  std::string surface;  ///< base without accents; empty when nothing is left: the word is no token
  std::string term;     ///< stem without accents
  bool has_letter = false;
  bool all_capitals = false;  ///< two or more capitals and no other letter
  bool is_acronym = false;    ///< written with dots ("U.S.")
  bool is_stop_word = false;  ///< a function word, unless its capitals say that it is a name
};

class WordFormer {
 public:
  /// @param written  one written word (written_words.h), well-formed UTF-8
  void form(std::string_view written, LanguageId language, WordForms& forms);

  /// The joined form of neighbouring parts of a compound ("cease", "fire" -> "ceasefire").
  /// @return false when they have none: no part has a letter ("2010-2012"), or it would be too long
  [[nodiscard]] bool join(std::span<const WordForms> parts, LanguageId language, WordForms& joined);

 private:
  void fold(std::string_view written, LanguageId language, WordForms& forms);
  void finish(LanguageId language, WordForms& forms);
  Stemmer& stemmer(LanguageId language);

  std::array<std::optional<Stemmer>, kNoStemmer + 1> stemmers_;
  std::string straight_;  // the word with plain apostrophes and without the dots of an acronym
  std::string scratch_;
};

}  // namespace newsidx::analysis

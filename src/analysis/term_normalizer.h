// analysis/term_normalizer.h
//
// From a written word to the forms under which it is indexed: "Syria’s" -> surface and term
// "syria".
//
// The same letters are one word in one language and another word in the next ("par" is "for" in
// French and a stem of "para" in Spanish). So a term is tagged with the language that stemmed it:
// "para/es". Those of the default language have no tag, nor have words that no stemmer knows:
// numbers, and words of scripts without stemmed languages.
//
// Threads: one normalizer, one thread (it owns stemmers, made when a language is first met).
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
#include "analysis/words.h"

namespace newsidx::analysis {

inline constexpr std::size_t kMaxTermBytes = 255;   ///< longer terms and surfaces are cut
inline constexpr std::size_t kMaxTagBytes = 3;      ///< within them, of a term: "/es"
inline constexpr std::size_t kMaxJoinedBytes = 64;  ///< longer compounds have no joined form

struct NormalizedWord {
  std::string base;      ///< what the stemmer reads: case-folded, without dots and "'s"
  std::string surface;   ///< base without accents; empty when nothing is left: the word is no token
  std::string term;      ///< stem without accents, with the tag of its language (tagged())
  std::string capitals;  ///< folded, of a word of two or more capitals and no other letter, and of
                         ///< the plural of one ("MPs": "mp"); else empty
  std::string singular;  ///< the term of that singular where the stemmer does not make it
  LanguageId language = kNoStemmer;  ///< in which the word was taken to be
  bool has_letter = false;
  bool has_tag = false;       ///< the term is tagged
  bool is_acronym = false;    ///< written with dots ("U.S.")
  bool is_stop_word = false;  ///< a function word: it is not stemmed
};

class TermNormalizer {
 public:
  /// @param default_language  whose terms have no tag
  explicit TermNormalizer(LanguageId default_language) : default_language_(default_language) {}

  /// @param text      well-formed UTF-8
  /// @param language  of the article
  void normalize(std::string_view text, const Word& word, LanguageId language,
                 NormalizedWord& forms);

  /// The joined form of neighbouring parts of a compound ("cease", "fire" -> "ceasefire").
  /// @param is_number  the parts are groups of digits
  /// @return false when they have none: no part has a letter ("2010-2012"), or it would be too long
  [[nodiscard]] bool join(std::span<const NormalizedWord> parts, bool is_number,
                          LanguageId language, NormalizedWord& joined);

 private:
  void fold(std::string_view written, LanguageId of_article, NormalizedWord& forms);
  void place(Script script, LanguageId of_article, NormalizedWord& forms) const;
  void finish(bool may_be_stop_word, NormalizedWord& forms);
  void make_term(const std::string& base, const NormalizedWord& forms, std::string& term);
  void note_capitals(std::string_view written, NormalizedWord& forms);
  Stemmer& stemmer(LanguageId language);

  LanguageId default_language_;
  std::array<std::optional<Stemmer>, kNoStemmer + 1> stemmers_;
  std::string straight_;  // the word with plain apostrophes and without the dots of an acronym
  std::string scratch_;
};

}  // namespace newsidx::analysis

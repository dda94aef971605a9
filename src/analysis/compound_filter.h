// analysis/compound_filter.h
//
// The rules that make tokens of words: which kinds, at which positions, over which bytes. The slow
// and only definition; news_analyzer.h remembers what it says.
//
// A compound is indexed by its parts and in one piece: "cease-fire" is "ceas" at position 7, "fire"
// at 8, and "ceasefir" at 7 with a span of two positions. A phrase goes on where the occurrence
// before it ends, so "ceasefire agreement" and "cease fire agreement" both find "cease-fire
// agreement", and neither finds "cease-fire peace agreement". Terms of a second kind for joined
// forms would double the lists that each word has to read; a span costs two bits, and only in
// blocks that have one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "analysis/languages.h"
#include "analysis/span.h"
#include "analysis/term_normalizer.h"
#include "analysis/words.h"

namespace newsidx::analysis {

struct PendingToken {
  std::string term;
  std::string surface;
  TermKind kind = TermKind::word;
  bool is_stop_word = false;
  std::uint8_t span = 1;
  std::uint32_t position = 0;
  Span bytes;
  std::uint32_t word = Token::kNoWord;
};

/// Compounds of more parts than this have no joined form of the whole, only of neighbours.
inline constexpr std::size_t kMaxJoinedParts = 4;

class CompoundFilter {
 public:
  explicit CompoundFilter(LanguageId default_language) : normalizer_(default_language) {}

  /// Appends the tokens of all `words` of `text`: per position the word, its capitals, then the
  /// joined forms that start there. REQUIRES that none is a unit.
  /// @param is_shouted  the words stand among capitals, where case says nothing
  /// @param position    of the first token
  /// @return positions used [count]
  std::uint32_t add(std::string_view text, std::span<const Word> words, LanguageId language,
                    bool is_shouted, std::uint32_t position, std::vector<PendingToken>& tokens);

  /// The same for words[0], which is a unit, and its pair with words[1], where it is joined to
  /// that.
  std::uint32_t add_unit(std::string_view text, std::span<const Word> words, LanguageId language,
                         std::uint32_t position, std::vector<PendingToken>& tokens);

  [[nodiscard]] TermNormalizer& normalizer() noexcept { return normalizer_; }

 private:
  std::uint32_t add_compound(LanguageId language, bool is_shouted, std::uint32_t position,
                             std::vector<PendingToken>& tokens);
  void add_word(std::size_t part, bool is_shouted, std::uint32_t position,
                std::vector<PendingToken>& tokens);
  void add_joined(std::size_t first, std::size_t count, LanguageId language, std::uint32_t position,
                  std::vector<PendingToken>& tokens);

  TermNormalizer normalizer_;
  std::vector<NormalizedWord> parts_;  // of the compound (or lone word) being read
  std::vector<Span> places_;           // of the parts
  std::vector<Join> joins_;            // of each part to the next
  NormalizedWord joined_;
};

}  // namespace newsidx::analysis

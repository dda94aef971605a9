// analysis/token_drafts.h
//
// The rules that make tokens of words: which kinds, at which positions, over which bytes. The slow
// and only definition; news_analyzer.h remembers what it says.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "analysis/languages.h"
#include "analysis/span.h"
#include "analysis/word_forms.h"
#include "analysis/written_words.h"

namespace newsidx::analysis {

struct TokenDraft {
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

class TokenDrafter {
 public:
  /// Appends the tokens of all `words` of `text`: per position the word, its capitals where
  /// `mixed_case` lets case count, then the joined forms that start there.
  /// @param position  of the first token
  /// @return positions used [count]
  std::uint32_t draft(std::string_view text, std::span<const WrittenWord> words,
                      LanguageId language, bool mixed_case, std::uint32_t position,
                      std::vector<TokenDraft>& drafts);

  [[nodiscard]] WordFormer& former() noexcept { return former_; }

 private:
  std::uint32_t draft_compound(LanguageId language, bool mixed_case, std::uint32_t position,
                               std::vector<TokenDraft>& drafts);
  void draft_joined(std::size_t first, std::size_t count, LanguageId language,
                    std::uint32_t position, std::vector<TokenDraft>& drafts);

  WordFormer former_;
  std::vector<WordForms> parts_;  // of the compound (or lone word) being drafted
  std::vector<Span> places_;      // of the parts
  WordForms joined_;
};

}  // namespace newsidx::analysis

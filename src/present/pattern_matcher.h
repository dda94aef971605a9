// present/pattern_matcher.h
//
// Finds a query's patterns in the tokens of a text: single words, compounds and phrases.
//
// Of a text only the tokens that some pattern asks for are kept. A phrase is then matched from each
// token that can begin it, slot by slot, with the set of positions that each slot can end at; so
// many ways to write a word do not multiply.
//
// Cost: one hash look-up a token; a phrase costs its slots for each occurrence of its first word.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/analyzer.h"
#include "base/cancellation.h"
#include "search/highlight_term.h"

namespace newsidx::present {

/// Where a pattern matches: bytes [begin, end) of the text.
struct TextMatch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t pattern = 0;  ///< its number
  friend bool operator==(const TextMatch&, const TextMatch&) = default;
};

class PatternMatcher {
 public:
  explicit PatternMatcher(const std::vector<search::HighlightTerm>& patterns);

  struct Matches {
    std::vector<TextMatch> of_patterns;       ///< by begin, then end, then pattern
    std::vector<std::uint32_t> token_begins;  ///< ascending: where words may be parted
  };
  enum class Part : std::uint8_t { title, body };
  /// @param pace  may be nullptr; when it is over, the matches are those found until then
  [[nodiscard]] Matches match(analysis::Analyzer& analyzer, std::string_view text,
                              std::string_view lang, Part part,
                              PacedCancellation* pace = nullptr) const;

 private:
  using TermNumber = std::uint32_t;
  using Sequence = std::vector<TermNumber>;
  using Slot = std::vector<Sequence>;  // its alternatives

  struct Compiled {
    std::vector<Slot> slots;
    search::FieldScope scope = search::FieldScope::text;

    [[nodiscard]] bool is_looked_for_in(Part part) const noexcept {
      if (scope == search::FieldScope::text) return true;
      return (scope == search::FieldScope::title) == (part == Part::title);
    }
  };
  // A token that some pattern asks for.
  struct Found {
    TermNumber term = 0;
    std::uint32_t position = 0;
    std::uint32_t span = 1;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  // The end of a match so far: the position that follows, and the last byte's successor.
  struct End {
    std::uint32_t position = 0;
    std::uint32_t byte = 0;
  };
  class Collector;

  // What patterns ask of a term.
  struct Asked {
    TermNumber number = 0;
    // The same, where it is to be written in one of several ways, with a number of its own.
    std::vector<std::pair<TermNumber, std::vector<segment::FormFilter>>> forms;
  };

  TermNumber number_of(const analysis::QueryTerm& term, const search::HighlightTerm& pattern);
  [[nodiscard]] std::uint32_t phrase_end(const std::vector<Found>& found, const Compiled& pattern,
                                         std::uint32_t position, PacedCancellation* pace) const;

  std::unordered_map<std::string, Asked> numbers_;  // of keys: the kind, then the term
  TermNumber next_number_ = 0;
  std::vector<Compiled> patterns_;
  std::vector<std::vector<std::uint32_t>> patterns_by_first_term_;
};

}  // namespace newsidx::present

// brute_force/token_table.h
//
// A corpus as one array of word numbers, and what can be read off it by looking at all of it: in
// which articles a word occurs how often, and where a phrase stands.
//
// Threads: const after load().   Cost: 4 bytes a token.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace newsidx::bench {

using WordId = std::uint32_t;
inline constexpr WordId kUnknownWord = UINT32_MAX;

/// An article and how often something occurs in it.
struct Occurrence {
  std::uint32_t document = 0;
  std::uint32_t frequency = 0;
};

class TokenTable {
 public:
  /// @throws std::runtime_error as CorpusReader does
  void load(const std::string& corpus);

  [[nodiscard]] std::uint32_t document_count() const {
    return static_cast<std::uint32_t>(starts_.size() - 1);
  }
  [[nodiscard]] std::uint64_t token_count() const { return tokens_.size(); }
  [[nodiscard]] std::span<const WordId> tokens_of(std::uint32_t document) const {
    return std::span(tokens_).subspan(starts_[document], starts_[document + 1] - starts_[document]);
  }
  [[nodiscard]] WordId number_of(std::string_view word) const;

  /// The articles of each word that `is_wanted`, ascending; the others' lists stay empty.
  [[nodiscard]] std::vector<std::vector<Occurrence>> occurrences(
      const std::vector<bool>& is_wanted) const;

  [[nodiscard]] std::size_t word_count() const { return numbers_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const {
      return std::hash<std::string_view>()(word);
    }
  };

  std::unordered_map<std::string, WordId, Hash, std::equal_to<>> numbers_;
  std::vector<WordId> tokens_;             // of all articles, one after the other
  std::vector<std::size_t> starts_ = {0};  // of each article in tokens_, and the end
};

/// How often the words stand side by side, in this order; occurrences may overlap.
[[nodiscard]] std::uint32_t phrase_frequency(std::span<const WordId> tokens,
                                             std::span<const WordId> phrase);

}  // namespace newsidx::bench

// present/passage_score.h
//
// Compares windows of a text by the matches in them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/cancellation.h"
#include "present/pattern_matcher.h"

namespace newsidx::present {

/// Counts the characters (code points) before a byte of a text, in constant time.
class CharIndex {
 public:
  explicit CharIndex(std::string_view text, PacedCancellation* pace = nullptr);

  /// REQUIRES byte <= text.size(), and that the pace was not over.
  [[nodiscard]] std::uint32_t before(std::uint32_t byte) const noexcept;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> before_block_;
};

/// A window that may be shown.
struct Candidate {
  std::uint32_t begin_char = 0;
  std::uint32_t occurrence = 0;  ///< the number of the first match in it, or of one behind that
};

class WindowScorer {
 public:
  /// @param matches  by their begins; must outlive the scorer
  /// @param max_chars    the length of a window
  /// @param pace         may be nullptr; when it is over, best_of() means nothing
  WindowScorer(const std::vector<TextMatch>& matches, const std::vector<float>& weights,
               const CharIndex& chars, std::uint32_t max_chars, PacedCancellation* pace = nullptr);

  struct Best {
    Candidate candidate;
    std::uint32_t last_occurrence = 0;  ///< in the window
    double score = 0;
  };
  /// The best of candidates with ascending begins, the earliest of equals; nothing of none.
  [[nodiscard]] std::optional<Best> best_of(const std::vector<Candidate>& candidates);

 private:
  struct Place {
    std::uint32_t begin_char;
    std::uint32_t end_char;
    std::uint32_t pattern;
  };
  // Whole numbers, so that what is added and taken away again leaves no trace.
  using Points = std::int64_t;

  [[nodiscard]] Points points_of(std::uint32_t pattern, std::uint32_t count) const;
  void change(std::uint32_t occurrence, int difference);
  [[nodiscard]] double score_of(std::uint32_t first, std::uint32_t last) const;

  std::vector<Place> places_;
  std::vector<Points> weights_;
  std::vector<Points> closeness_;      // summed over the pairs of neighbours before each place
  std::vector<std::uint32_t> pairs_;   // and their number
  std::vector<std::uint32_t> counts_;  // of each pattern in the present window
  Points points_ = 0;                  // of the present window
  std::uint32_t max_chars_;
  PacedCancellation* pace_;
};

}  // namespace newsidx::present

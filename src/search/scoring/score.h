// search/scoring/score.h
//
// Scores are whole numbers: a term's contribution is rounded down once, and sums of whole numbers
// do not depend on their order. So every algorithm, thread count and way of cutting an index into
// segments gives the very same scores, not almost the same ones as floating-point sums would.
//
// The step is 2^-shift; the shift is chosen per query, from its weights alone, so that no sum can
// overflow: a relative error of about 2^-24 a term, that of a float.
#pragma once

#include <cmath>
#include <cstdint>

namespace newsidx::search {

using Score = std::uint32_t;

class ScoreQuantizer {
 public:
  /// @param limit  no score of the query exceeds this [> 0]
  explicit ScoreQuantizer(double limit) noexcept {
    // 2^30 leaves room for the bounds, which exceed their scores by a few steps each.
    int exponent = 0;
    std::frexp(limit, &exponent);  // limit < 2^exponent
    shift_ = 30 - exponent;
  }

  [[nodiscard]] double to_steps(double score) const noexcept { return std::ldexp(score, shift_); }
  [[nodiscard]] double to_score(Score steps) const noexcept { return std::ldexp(steps, -shift_); }

 private:
  int shift_ = 0;
};

}  // namespace newsidx::search

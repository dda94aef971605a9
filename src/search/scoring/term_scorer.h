// search/scoring/term_scorer.h
//
// Frequencies and lengths to the scores of one term or phrase, and impacts to bounds on them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "search/scoring/bm25.h"
#include "search/scoring/score.h"

namespace newsidx::search {

class TermScorer {
 public:
  /// @param weight           limit of the scores [>= 0; no more than that of the quantizer]
  /// @param tf_table, norms  of the list's field; must outlive the scorer
  /// @param segment_average  mean length in the segment, for which its impacts were made [tokens]
  /// @param has_impacts      the impacts were made for the table's k1 and b
  TermScorer(double weight, ScoreQuantizer quantizer, const TfTable& tf_table,
             std::span<const std::uint8_t> norms, double segment_average, bool has_impacts) noexcept
      : weight_(static_cast<float>(quantizer.to_steps(weight))),
        tf_table_(&tf_table),
        norms_(norms) {
    max_score_ = static_cast<Score>(weight_) + 1;
    // An impact holds for the segment's average length: i = freq / (freq + half). For a larger
    // average the same document is relatively shorter; its half shrinks, at most by the ratio of
    // the averages, and with it (1 - i) / i = half / freq.
    half_ratio_ = std::min(1.0, segment_average / tf_table.average_length());
    constexpr double kRounding = 1 + 1e-6;  // of saturations to floats
    per_impact_ = has_impacts ? static_cast<double>(weight_) * kRounding / kScale : 0;
  }

  [[nodiscard]] Score score(std::uint32_t freq, std::uint32_t doc) const noexcept {
    return static_cast<Score>(weight_ * tf_table_->at(freq, norms_[doc]));
  }
  [[nodiscard]] Score max_score(segment::Impact impact) const noexcept {
    if (per_impact_ == 0) return max_score_;
    double scaled = impact;
    if (half_ratio_ < 1) scaled *= kScale / (impact + (kScale - impact) * half_ratio_);
    return std::min(max_score_, static_cast<Score>(per_impact_ * scaled + 1));
  }
  [[nodiscard]] Score max_score() const noexcept { return max_score_; }

 private:
  static constexpr double kScale = segment::kImpactScale;

  float weight_;
  const TfTable* tf_table_;
  std::span<const std::uint8_t> norms_;
  Score max_score_ = 0;
  double half_ratio_ = 1;
  double per_impact_ = 0;  // 0: impacts are of no use
};

}  // namespace newsidx::search

#include "cli/time_left.h"

namespace newsidx::cli {
namespace {

// What went before counts for a stage as if so much of the whole had been done at that rate.
constexpr double kTrustedShare = 0.03;

}  // namespace

std::optional<double> TimeLeft::update(std::string_view stage, double share, double passed) {
  if (stage != stage_) {
    const bool is_first = stage_.empty();  // it began with the work
    stage_ = stage;
    begin_share_ = is_first ? 0 : share;
    begin_passed_ = is_first ? 0 : passed;
  }
  if (share <= 0 || share >= 1 || passed <= 0) return std::nullopt;
  const double rate_before =  // seconds for the whole
      begin_share_ > 0 ? begin_passed_ / begin_share_ : passed / share;
  const double rate = (passed - begin_passed_ + kTrustedShare * rate_before) /
                      (share - begin_share_ + kTrustedShare);
  return rate * (1 - share);
}

}  // namespace newsidx::cli

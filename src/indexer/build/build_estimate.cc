#include "indexer/build/build_estimate.h"

#include <algorithm>

#include "indexer/build/segment_builder.h"

namespace newsidx::indexer {
namespace {

// Time beside that of reading the same articles, with one thread (JSON lines of news, measured).
constexpr double kReorderCost = 0.15;
constexpr double kMergeCost = 0.2;
constexpr double kReorderedMergeCost = 0.4;
constexpr double kPairCost = 0.1;
constexpr double kCostPerPairWord = 0.00025;

}  // namespace

BuildEstimate::BuildEstimate(const BuildSettings& options, unsigned threads,
                             std::uint32_t reorderable)
    : options_(options), serial_(std::max(threads, 1u)), reorderable_(reorderable) {}

// Of the articles that are to be expected in a segment.
bool BuildEstimate::will_reorder(std::uint64_t articles, double share_read) const {
  if (options_.reorder) return *options_.reorder;
  double expected = static_cast<double>(articles) / std::max(share_read, 1e-9);
  if (options_.segment_articles > 0) {
    expected = std::min(expected, static_cast<double>(options_.segment_articles));
  }
  return expected > static_cast<double>(kMinReordered) && expected <= reorderable_;
}

double BuildEstimate::share_done(const BuildProgress& progress, std::uint64_t input_done,
                                 std::uint64_t input_total) const {
  using Stage = BuildProgress::Stage;
  if (progress.stage == Stage::committing) return 1;
  const bool is_read = progress.stage != Stage::reading && options_.segment_articles == 0;
  const auto total = static_cast<double>(is_read ? input_done : input_total);
  if (total == 0) return -1;
  const double done = std::min(static_cast<double>(input_done), total);
  const bool is_reordered = will_reorder(progress.articles, done / total);
  const double reorder = is_reordered ? kReorderCost : 0;
  const double merge = (is_reordered ? kReorderedMergeCost : kMergeCost) * serial_;
  const double pair =
      options_.bigrams > 0 ? (kPairCost + kCostPerPairWord * options_.bigrams) * serial_ : 0;

  const double of_stage = progress.total_units == 0
                              ? 0
                              : std::min(1.0, static_cast<double>(progress.done_units) /
                                                  static_cast<double>(progress.total_units));
  double behind_reading = 0;  // for each byte of the segment at hand
  if (progress.stage == Stage::reordering) behind_reading = of_stage * reorder;
  if (progress.stage == Stage::merging) behind_reading = reorder + of_stage * merge;
  if (progress.stage == Stage::pairing) behind_reading = reorder + merge + of_stage * pair;
  const double each = reorder + merge + pair;
  const double work =
      done + std::min(finished_, done) * each + std::max(done - finished_, 0.0) * behind_reading;
  return std::min(1.0, work / (total * (1 + each)));
}

}  // namespace newsidx::indexer

// indexer/build/build_estimate.h
//
// How much of a build is done, all its stages counted: the input is read, then for each segment
// articles are put in order, lists merged, and pairs found, where these are asked for.
//
// Work is counted in bytes of the input; what a stage takes of time beside the reading of so many
// is a constant that was measured. Where it is another in truth, the share is off in between, and
// right at the end.
//
// Threads: one.
#pragma once

#include <cstdint>

#include "indexer/build/build_settings.h"

namespace newsidx::indexer {

class BuildEstimate {
 public:
  /// @param threads      that read and order; lists are merged by one
  /// @param reorderable  articles of a segment that memory suffices to order
  BuildEstimate(const BuildSettings& options, unsigned threads, std::uint32_t reorderable);

  /// @param progress    how far the stage has come
  /// @param input_done  bytes of the input that were read
  /// @param input_total  of all; 0: not known
  /// @return of the whole build [0 to 1]; negative: not known
  [[nodiscard]] double share_done(const BuildProgress& progress, std::uint64_t input_done,
                                  std::uint64_t input_total) const;

  /// What was read so far is in segments that are complete.
  void end_segment(std::uint64_t input_done) { finished_ = static_cast<double>(input_done); }

 private:
  [[nodiscard]] bool will_reorder(std::uint64_t articles, double share_read) const;

  const BuildSettings& options_;
  double serial_;  // what a second of one thread is beside one of all
  std::uint32_t reorderable_;
  double finished_ = 0;
};

}  // namespace newsidx::indexer

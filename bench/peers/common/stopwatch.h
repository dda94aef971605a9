// common/stopwatch.h
//
// Times queries in process by the rule of README.md: passes that do not count until they stop
// getting faster, then passes that do.
//
// Threads: one.   Cost: the clock is read twice a query.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/command.h"

namespace newsidx::bench {

struct TimingOptions {
  unsigned passes = 10;  ///< that count
  double max_seconds =
      60;  ///< of warming, and again of counting; at least one pass of each is made
};

/// One query's times. A query that is not supported has none.
struct Timing {
  double minimum_us = 0;
  double median_us = 0;
  std::uint64_t result = 0;  ///< the count where the command counts, otherwise the number of hits
};

/// @return one entry for each query, in their order
[[nodiscard]] std::vector<std::optional<Timing>> time_queries(
    Engine& engine, const Command& command, const std::vector<std::string>& queries,
    const TimingOptions& options);

}  // namespace newsidx::bench

// common/stopwatch.h
//
// Times queries in process by the rule of README.md: passes that do not count until two floors are
// reached and nothing gets faster, then passes that do. Or each query once.
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
  double warm_seconds = 1;               ///< warming takes no less ...
  std::uint64_t warm_executions = 1000;  ///< ... and asks no fewer queries
  bool once = false;                     ///< one pass, no warming but with `warm_queries`
  bool forgets = false;  ///< before each query that counts, Engine::forget(), then a few of
                         ///< `warm_queries`, untimed
  std::vector<std::string> warm_queries{};  ///< warm with these; empty: with the queries themselves
};

/// What was asked before it counted.
struct Warming {
  double seconds = 0;
  std::uint64_t executions = 0;
  bool is_steady = false;  ///< both floors were reached, and the last passes were no faster
};

/// One query's times. A query that is not supported has none.
struct Timing {
  double minimum_us = 0;
  double median_us = 0;
  std::uint64_t result = 0;  ///< the count where the command counts, otherwise the number of hits
};

struct Timings {
  Warming warming;
  std::vector<std::optional<Timing>> of_queries;  ///< one for each query, in their order
};

[[nodiscard]] Timings time_queries(Engine& engine, const Command& command,
                                   const std::vector<std::string>& queries,
                                   const TimingOptions& options);

}  // namespace newsidx::bench

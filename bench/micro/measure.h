// micro/measure.h
//
// What every measurement does beside its work: it checks its result once before it is timed, and
// says how much was done.
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <stdexcept>
#include <string>

namespace newsidx::bench {

/// Ends the program when a result is not what it must be: a wrong result is not worth timing.
inline void check(bool is_right, const std::string& what) {
  if (!is_right) throw std::runtime_error("wrong result: " + what);
}

/// @param items, bytes  that one iteration worked on; 0 bytes: none are reported
inline void report(benchmark::State& state, std::uint64_t items, std::uint64_t bytes = 0) {
  const auto iterations = static_cast<std::int64_t>(state.iterations());
  state.SetItemsProcessed(iterations * static_cast<std::int64_t>(items));
  if (bytes > 0) state.SetBytesProcessed(iterations * static_cast<std::int64_t>(bytes));
}

}  // namespace newsidx::bench

// tests/support/counting_clock.h
//
// A clock for the deadline of an CancellationToken that counts how often it is asked, so that tests
// of deadlines measure no time: the deadline passes at the n-th question.
#pragma once

#include <atomic>
#include <cstdint>

#include "base/cancellation.h"

namespace newsidx::testing {

/// One at a time.
class CountingClock {
 public:
  CountingClock() { count = 0; }

  /// The answer to this question, from 1, is the first that says that the time is over.
  [[nodiscard]] static CancellationToken::Clock::time_point deadline_at(std::uint64_t question) {
    return CancellationToken::Clock::time_point(CancellationToken::Clock::duration(question));
  }
  [[nodiscard]] static CancellationToken::Clock::time_point deadline_never() {
    return CancellationToken::Clock::time_point::max();
  }
  [[nodiscard]] static CancellationToken::Clock::time_point now() noexcept {
    return CancellationToken::Clock::time_point(CancellationToken::Clock::duration(++count));
  }
  [[nodiscard]] static std::uint64_t questions() { return count; }

 private:
  static inline std::atomic<std::uint64_t> count = 0;
};

}  // namespace newsidx::testing

// base/interrupt.h
//
// Why a long call may end early: its caller asked for the stop, or its time is over. Asked by
// chunk, window or term; a call that is interrupted fails with `cancelled`, and the one who set the
// deadline makes an answer of what was found, if was_late().
//
// Threads: any number.   Cost: without a deadline, that of a std::stop_token.
#pragma once

#include <newsidx/result.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <stop_token>
#include <utility>

namespace newsidx {

class Interrupt {
 public:
  using Clock = std::chrono::steady_clock;

  Interrupt() = default;
  explicit Interrupt(std::stop_token stop, std::optional<Clock::time_point> deadline = {})
      : stop_(std::move(stop)), deadline_(deadline) {}

  [[nodiscard]] bool requested() const noexcept {
    if (stop_.stop_requested()) return true;
    if (!deadline_ || Clock::now() < *deadline_) return false;
    was_late_.store(true, std::memory_order_relaxed);
    return true;
  }

  /// Somebody was told so because the time was over.
  [[nodiscard]] bool was_late() const noexcept {
    return was_late_.load(std::memory_order_relaxed) && !stop_.stop_requested();
  }
  /// The call failed for no other reason than its time.
  [[nodiscard]] bool was_late(const Error& error) const noexcept {
    return error.code == ErrorCode::cancelled && was_late();
  }

 private:
  std::stop_token stop_;
  std::optional<Clock::time_point> deadline_;
  mutable std::atomic<bool> was_late_ = false;
};

/// The answer to a request.
[[nodiscard]] inline Failure interrupted() { return fail(ErrorCode::cancelled, "stopped"); }

}  // namespace newsidx

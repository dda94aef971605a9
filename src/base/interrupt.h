// base/interrupt.h
//
// Why a long call may end early: its caller asked for the stop, or its time is over. Asked by
// chunk, window or term; a call that is interrupted fails with `cancelled`, and the one who set the
// deadline makes an answer of what was found, if was_late().
//
// Loops of many small steps ask through a PacedInterrupt, by the work that was done.
//
// Threads: an Interrupt, any number; a PacedInterrupt, one.
// Cost: without a deadline, that of a std::stop_token.
#pragma once

#include <newsidx/result.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <utility>

namespace newsidx {

class Interrupt {
 public:
  using Clock = std::chrono::steady_clock;
  using Now = Clock::time_point (*)() noexcept;

  Interrupt() = default;
  /// @param now  what the deadline is compared with; tests count how often it is asked
  explicit Interrupt(std::stop_token stop, std::optional<Clock::time_point> deadline = {},
                     Now now = Clock::now)
      : stop_(std::move(stop)), deadline_(deadline), now_(now) {}

  [[nodiscard]] bool requested() const noexcept {
    if (stop_.stop_requested()) return true;
    if (!deadline_ || now_() < *deadline_) return false;
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
  Now now_ = Clock::now;
  mutable std::atomic<bool> was_late_ = false;
};

/// Asks an interrupt each time that some work has been done. Once it was told to end, it stays so.
class PacedInterrupt {
 public:
  /// Steps of a few nanoseconds each between two questions: well below a millisecond.
  static constexpr std::uint64_t kWorkPerQuestion = 16'384;

  explicit PacedInterrupt(const Interrupt& interrupt) noexcept : interrupt_(interrupt) {}

  /// Counts work: documents, positions, tokens, bytes.
  /// @return whether to end
  bool ends_after(std::uint64_t work) noexcept {
    work_ += work;
    if (work_ >= kWorkPerQuestion) {
      work_ = 0;
      is_over_ = is_over_ || interrupt_.requested();
    }
    return is_over_;
  }
  [[nodiscard]] bool is_over() const noexcept { return is_over_; }

 private:
  const Interrupt& interrupt_;
  std::uint64_t work_ = 0;
  bool is_over_ = false;
};

/// The answer to a request.
[[nodiscard]] inline Failure interrupted() { return fail(ErrorCode::cancelled, "stopped"); }

}  // namespace newsidx

// base/cancellation.h
//
// Why a long call may end early: its caller asked for the stop, or its time is over. Asked by
// chunk, window or term; a call that is interrupted fails with `cancelled`, and the one who set the
// deadline makes an answer of what was found, if timed_out().
//
// Loops of many small steps ask through a PacedCancellation, by the work that was done.
//
// Threads: an CancellationToken, any number; a PacedCancellation, one.
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

class CancellationToken {
 public:
  using Clock = std::chrono::steady_clock;
  using Now = Clock::time_point (*)() noexcept;

  CancellationToken() = default;
  /// @param now  what the deadline is compared with; tests count how often it is asked
  explicit CancellationToken(std::stop_token stop, std::optional<Clock::time_point> deadline = {},
                             Now now = Clock::now)
      : stop_(std::move(stop)), deadline_(deadline), now_(now) {}

  [[nodiscard]] bool requested() const noexcept {
    if (stop_.stop_requested()) return true;
    if (!deadline_ || now_() < *deadline_) return false;
    timed_out_.store(true, std::memory_order_relaxed);
    return true;
  }

  /// Somebody was told so because the time was over.
  [[nodiscard]] bool timed_out() const noexcept {
    return timed_out_.load(std::memory_order_relaxed) && !stop_.stop_requested();
  }
  /// The call failed for no other reason than its time.
  [[nodiscard]] bool timed_out(const Error& error) const noexcept {
    return error.code == ErrorCode::cancelled && timed_out();
  }

 private:
  std::stop_token stop_;
  std::optional<Clock::time_point> deadline_;
  Now now_ = Clock::now;
  mutable std::atomic<bool> timed_out_ = false;
};

/// Asks an cancellation each time that some work has been done. Once it was told to end, it stays
/// so.
class PacedCancellation {
 public:
  /// Steps of a few nanoseconds each between two questions: well below a millisecond.
  static constexpr std::uint64_t kWorkPerQuestion = 16'384;

  explicit PacedCancellation(const CancellationToken& cancellation) noexcept
      : cancellation_(cancellation) {}

  /// Counts work: documents, positions, tokens, bytes.
  /// @return whether to end
  bool ends_after(std::uint64_t work) noexcept {
    work_ += work;
    if (work_ >= kWorkPerQuestion) {
      work_ = 0;
      is_over_ = is_over_ || cancellation_.requested();
    }
    return is_over_;
  }
  [[nodiscard]] bool is_over() const noexcept { return is_over_; }

 private:
  const CancellationToken& cancellation_;
  std::uint64_t work_ = 0;
  bool is_over_ = false;
};

/// The answer to a request.
[[nodiscard]] inline Failure cancelled_error() { return fail(ErrorCode::cancelled, "stopped"); }

}  // namespace newsidx

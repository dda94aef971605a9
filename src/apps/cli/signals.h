// cli/signals.h
//
// Ctrl-C for commands that can stop in good order: while a StopOnSignal lives, the first SIGINT,
// SIGTERM or SIGHUP asks for the stop and the second ends the process at once. Without one they end
// it at once, as is right for a command that only reads. After one, the first is passed over: the
// work is done, and what the process ends with must say so.
//
// The signals are blocked and taken up by a thread of their own (sigwait), so that asking for the
// stop is not bound by what a signal handler may do. REQUIRES: made before other threads are
// started, for these inherit the blocking.
#pragma once

#include <atomic>
#include <csignal>
#include <functional>
#include <stop_token>
#include <thread>

namespace newsidx::cli {

class StopOnSignal {
 public:
  /// @param on_stop  called once, from the thread, when the stop is asked for; may be empty
  explicit StopOnSignal(std::function<void()> on_stop = {});
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;
  ~StopOnSignal();

  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

 private:
  void watch();

  std::function<void()> on_stop_;
  std::stop_source stop_;
  std::atomic<bool> done_ = false;
  sigset_t watched_{};
  std::thread thread_;
};

}  // namespace newsidx::cli

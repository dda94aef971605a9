// source/stream/stop_event.h
//
// A stop that poll(2) can wait for together with a file, so that a read which blocks (a terminal, a
// pipe that nobody writes to) ends when the stop is asked for.
//
// Threads: any number of readers.   Cost: one descriptor; none where no stop is possible.
#pragma once

#include <newsidx/result.h>

#include <memory>
#include <optional>
#include <stop_token>

namespace newsidx::source {

class StopEvent {
 public:
  /// @errors io  no descriptor is left
  [[nodiscard]] static Result<std::unique_ptr<StopEvent>> create(std::stop_token stop);
  ~StopEvent();
  StopEvent(const StopEvent&) = delete;
  StopEvent& operator=(const StopEvent&) = delete;

  [[nodiscard]] const std::stop_token& token() const { return stop_; }
  [[nodiscard]] bool requested() const { return stop_.stop_requested(); }
  /// Readable once the stop was asked for; negative, which poll(2) passes over, where none can be.
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  struct Wake {
    int descriptor;
    void operator()() const noexcept;
  };

  StopEvent(std::stop_token stop, int descriptor);

  std::stop_token stop_;
  int descriptor_;
  std::optional<std::stop_callback<Wake>> wake_;
};

}  // namespace newsidx::source

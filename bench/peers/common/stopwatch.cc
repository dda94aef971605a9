#include "common/stopwatch.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace newsidx::bench {

namespace {

using Clock = std::chrono::steady_clock;

// Warming ends when this many windows in a row were not this much faster than the best before them.
constexpr unsigned kWindowsWithoutGain = 3;
constexpr double kGain = 0.02;
// A window is this share of the least time of warming, and at least one pass.
constexpr double kWindow = 0.1;
// Queries of other words that an index is asked after it forgot: a few more change no time.
constexpr std::size_t kAskedAfterForgetting = 16;

double microseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

/// Makes the index one that is in use, but was never asked for the words that come next.
class Forgetting {
 public:
  Forgetting(Engine& engine, const Command& command, const std::vector<std::string>& others)
      : engine_(engine), command_(command), others_(others) {}

  void run() {
    engine_.forget();
    // What belongs to the index and to no word is loaded by whichever query comes first.
    const std::size_t count = std::min(kAskedAfterForgetting, others_.size());
    for (std::size_t i = 0; i < count; ++i, next_ = (next_ + 1) % others_.size()) {
      static_cast<void>(ask(engine_, command_, others_[next_], answer_));
    }
  }

 private:
  Engine& engine_;
  const Command command_;
  const std::vector<std::string>& others_;
  std::size_t next_ = 0;
  Answer answer_;
};

/// All queries of a file, with the times of the passes so far.
class Course {
 public:
  Course(Engine& engine, const Command& command, const std::vector<std::string>& queries)
      : engine_(engine), command_(command) {
    for (const std::string& query : queries) lanes_.push_back({&query, true, 0, {}});
  }

  /// Asks all queries once.
  /// @return what the answers took together [us]
  double run_pass(bool counts, Forgetting* forgetting = nullptr) {
    double total_us = 0;
    for (Lane& lane : lanes_) {
      if (!lane.is_supported) continue;
      if (forgetting != nullptr) forgetting->run();
      const Clock::time_point start = Clock::now();
      lane.is_supported = ask(engine_, command_, *lane.query, answer_);
      const double elapsed_us = microseconds_since(start);
      total_us += elapsed_us;
      ++executions_;
      lane.result = answer_.count.value_or(answer_.hits.size());
      if (counts) lane.times_us.push_back(elapsed_us);
    }
    return total_us;
  }

  /// Queries asked so far.
  [[nodiscard]] std::uint64_t executions() const { return executions_; }

  std::vector<std::optional<Timing>> timings() {
    std::vector<std::optional<Timing>> timings;
    for (Lane& lane : lanes_) timings.push_back(timing_of(lane));
    return timings;
  }

 private:
  struct Lane {
    const std::string* query;
    bool is_supported;
    std::uint64_t result;
    std::vector<double> times_us;
  };

  static std::optional<Timing> timing_of(Lane& lane) {
    if (!lane.is_supported) return std::nullopt;
    std::vector<double>& times = lane.times_us;
    std::sort(times.begin(), times.end());
    const std::size_t middle = times.size() / 2;
    const double median =
        times.size() % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
    return Timing{times.front(), median, lane.result};
  }

  Engine& engine_;
  const Command command_;
  std::vector<Lane> lanes_;
  Answer answer_;
  std::uint64_t executions_ = 0;
};

/// Warming by the rule of README.md.
Warming warm(Course& course, const TimingOptions& options) {
  const Clock::time_point start = Clock::now();
  const auto seconds = [&] { return microseconds_since(start) / 1e6; };
  double best_us = std::numeric_limits<double>::infinity();
  for (unsigned without_gain = 0;;) {
    const double window_end = seconds() + options.warm_seconds * kWindow;
    double window_us = std::numeric_limits<double>::infinity();
    do {
      const std::uint64_t before = course.executions();
      window_us = std::min(window_us, course.run_pass(false));
      const bool nothing_to_ask = course.executions() == before;
      if (nothing_to_ask) return {seconds(), course.executions(), true};
      if (seconds() > options.max_seconds) return {seconds(), course.executions(), false};
    } while (seconds() < window_end);
    const bool is_gain = window_us < best_us * (1 - kGain);
    without_gain = is_gain ? 0 : without_gain + 1;
    if (is_gain) best_us = window_us;  // small gains add up until they are one
    if (without_gain >= kWindowsWithoutGain && seconds() >= options.warm_seconds &&
        course.executions() >= options.warm_executions) {
      return {seconds(), course.executions(), true};
    }
  }
}

Warming warm_up(Engine& engine, const Command& command, Course& course,
                const TimingOptions& options) {
  if (!options.warm_queries.empty()) {
    Course others(engine, command, options.warm_queries);
    return warm(others, options);
  }
  return options.once ? Warming{} : warm(course, options);
}

}  // namespace

Timings time_queries(Engine& engine, const Command& command,
                     const std::vector<std::string>& queries, const TimingOptions& options) {
  Course course(engine, command, queries);
  const Warming warming = warm_up(engine, command, course, options);
  Forgetting forgetting(engine, command, options.warm_queries);
  const Clock::time_point start = Clock::now();
  const unsigned passes = options.once ? 1 : options.passes;
  for (unsigned pass = 0; pass < passes; ++pass) {
    course.run_pass(true, options.forgets ? &forgetting : nullptr);
    if (microseconds_since(start) > options.max_seconds * 1e6) break;
  }
  return {warming, course.timings()};
}

}  // namespace newsidx::bench

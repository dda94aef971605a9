#include "common/stopwatch.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace newsidx::bench {

namespace {

using Clock = std::chrono::steady_clock;

// Warming ends when this many passes in a row were not this much faster than the best before them.
constexpr unsigned kPassesWithoutGain = 3;
constexpr double kGain = 0.02;

double microseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

/// All queries of a file, with the times of the passes so far.
class Course {
 public:
  Course(Engine& engine, const Command& command, const std::vector<std::string>& queries)
      : engine_(engine), command_(command) {
    for (const std::string& query : queries) lanes_.push_back({&query, true, 0, {}});
  }

  /// Asks all queries once.
  /// @return what the answers took together [us]
  double run_pass(bool counts) {
    double total_us = 0;
    for (Lane& lane : lanes_) {
      if (!lane.is_supported) continue;
      const Clock::time_point start = Clock::now();
      lane.is_supported = ask(engine_, command_, *lane.query, answer_);
      const double elapsed_us = microseconds_since(start);
      total_us += elapsed_us;
      lane.result = answer_.count.value_or(answer_.hits.size());
      if (counts) lane.times_us.push_back(elapsed_us);
    }
    return total_us;
  }

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
};

void warm(Course& course, double max_seconds) {
  const Clock::time_point start = Clock::now();
  double best_us = std::numeric_limits<double>::infinity();
  for (unsigned without_gain = 0; without_gain < kPassesWithoutGain;) {
    const double pass_us = course.run_pass(false);
    without_gain = pass_us < best_us * (1 - kGain) ? 0 : without_gain + 1;
    best_us = std::min(best_us, pass_us);
    if (microseconds_since(start) > max_seconds * 1e6) return;
  }
}

}  // namespace

std::vector<std::optional<Timing>> time_queries(Engine& engine, const Command& command,
                                                const std::vector<std::string>& queries,
                                                const TimingOptions& options) {
  Course course(engine, command, queries);
  warm(course, options.max_seconds);
  const Clock::time_point start = Clock::now();
  for (unsigned pass = 0; pass < options.passes; ++pass) {
    course.run_pass(true);
    if (microseconds_since(start) > options.max_seconds * 1e6) break;
  }
  return course.timings();
}

}  // namespace newsidx::bench

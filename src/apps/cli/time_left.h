// cli/time_left.h
//
// How long a piece of work of several stages still takes, by how long it took so far. A stage that
// is slower or faster than it was thought to be corrects the rate once some of it is done.
//
// Threads: one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace newsidx::cli {

class TimeLeft {
 public:
  /// @param stage   that is at work
  /// @param share   of the whole work that is done [0 to 1]
  /// @param passed  since the work began [seconds]
  /// @return seconds; nothing before anything is done, and at the end
  std::optional<double> update(std::string_view stage, double share, double passed);

 private:
  std::string stage_;
  double begin_share_ = 0;   // of the stage
  double begin_passed_ = 0;  // [seconds]
};

}  // namespace newsidx::cli

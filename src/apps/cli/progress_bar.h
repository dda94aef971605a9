// cli/progress_bar.h
//
// One line that says how far a long piece of work has come:
//
//   reading    [=========>      ]  62%  12,345 articles  31.2 MB/s  0:07 left
//
// It appears after 100 ms, is drawn again at most ten times a second, and leaves nothing behind.
// The time is passed in, and the drawing passed out, so that it can be tested without waiting.
//
// Threads: none of its own; the caller keeps two from using it at once.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cli/time_left.h"

namespace newsidx::cli {

/// How far the work has come.
struct Progress {
  std::string stage;   ///< what is being done, in one word
  double share = -1;   ///< of the whole work, all its stages [0 to 1]; negative: not known
  std::string detail;  ///< said behind the bar
};

class ProgressBar {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Draw = std::function<void(std::string_view)>;

  ProgressBar(unsigned width, Time start, Draw draw);

  void update(const Progress& progress, Time now);

  /// Removes the line, so that other text can be written; the next update() draws it again.
  void clear();

 private:
  [[nodiscard]] std::string line(const Progress& progress,
                                 std::optional<double> seconds_left) const;

  unsigned width_;
  Time start_;
  Draw draw_;
  TimeLeft time_left_;
  std::optional<Time> drawn_;  // when last
  bool visible_ = false;
};

}  // namespace newsidx::cli

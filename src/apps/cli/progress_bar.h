// cli/progress_bar.h
//
// One line that says how far a build has come:
//
//   reading    [=========>      ]  62%  12,345 articles  31.2 MB/s  0:07 left
//
// It appears after 100 ms, is drawn again at most ten times a second, and leaves nothing behind.
// The time is passed in, and the drawing passed out, so that it can be tested without waiting.
//
// Threads: none of its own; the caller keeps two from using it at once.
#pragma once

#include <newsidx/build.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace newsidx::cli {

class ProgressBar {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Draw = std::function<void(std::string_view)>;

  ProgressBar(unsigned width, Time start, Draw draw);

  void update(const BuildProgress& progress, Time now);

  /// Removes the line, so that other text can be written; the next update() draws it again.
  void clear();

 private:
  [[nodiscard]] std::string line(const BuildProgress& progress, Time now) const;
  [[nodiscard]] std::string remaining(const BuildProgress& progress, Time now) const;

  unsigned width_;
  Time start_;
  Draw draw_;
  Time stage_start_;
  BuildProgress::Stage stage_ = BuildProgress::Stage::reading;
  std::optional<Time> drawn_;  // when last
  bool visible_ = false;
};

}  // namespace newsidx::cli

// cli/build_reporter.h
//
// Tells about a build on standard error: progress, what was skipped and repaired, and the outcome.
//
// Threads: progress(), problem() and stopping() may be called from different threads.
#pragma once

#include <newsidx/build.h>
#include <newsidx/update.h>

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "cli/console.h"
#include "cli/progress_bar.h"

namespace newsidx::cli {

/// What the bar says of a build.
/// @param elapsed  since its start
[[nodiscard]] Progress shown(const BuildProgress& progress, std::chrono::duration<double> elapsed);

/// What a build would read, kind by kind, and what not.
[[nodiscard]] std::string survey_text(const InputSurvey& survey);

class BuildReporter {
 public:
  struct Options {
    bool progress = true;       ///< draw the bar, where standard error is a terminal
    bool all_problems = false;  ///< otherwise the first twenty, and how many more there are
  };

  BuildReporter(Console& console, Options options);

  void progress(const BuildProgress& progress);
  void problem(const std::string& line);
  void note(const std::string& line);
  void stopping();

  /// The build has ended, well or not: the bar goes, and what was held back is counted.
  void end();
  void summary(const BuildReport& report, const std::string& index_path);
  void summary(const AddReport& report, const std::string& index_path);
  /// The one line of a quiet build whose status is that of an error.
  void incomplete(const BuildReport& report);

 private:
  void clear_bar();
  void note_reading(const BuildReport& report);

  Console& console_;
  Options options_;
  ProgressBar::Time start_ = std::chrono::steady_clock::now();
  std::mutex mutex_;  // of everything below, and of the order of lines
  std::optional<ProgressBar> bar_;
  std::uint64_t problems_ = 0;
};

}  // namespace newsidx::cli

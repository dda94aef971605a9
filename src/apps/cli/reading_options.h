// cli/reading_options.h: the options of commands that read articles from folders and files.
#pragma once

#include <newsidx/article_reader.h>
#include <newsidx/build.h>

#include <cstdint>
#include <string>
#include <vector>

#include "cli/build_reporter.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/session.h"

namespace newsidx::cli {

class ReadingOptions {
 public:
  void declare(Options& options);

  [[nodiscard]] bool is_verbose() const noexcept { return verbose_; }
  [[nodiscard]] BuildReporter::Options reporting(const Session& session) const;
  /// @param reporter  is told of problems, and outlives the reading
  [[nodiscard]] ReadOptions of(BuildReporter& reporter) const;
  /// Of a report: an error where some of the input was left out or repaired, unless that is right.
  [[nodiscard]] ExitCode exit_code(const BuildReport& report, BuildReporter& reporter,
                                   const Session& session) const;

 private:
  ReadOptions reading_;
  std::vector<std::string> maps_;
  std::uint32_t threads_ = reading_.threads;
  bool lenient_ = false;
  bool no_progress_ = false;
  bool verbose_ = false;
};

}  // namespace newsidx::cli

// cli/check_progress_bar.h: how far the verifying of an index has come; on a terminal alone.
#pragma once

#include <newsidx/check.h>

#include <optional>

#include "cli/progress_bar.h"
#include "cli/session.h"

namespace newsidx::cli {

class CheckProgressBar {
 public:
  explicit CheckProgressBar(Session& session);
  CheckProgressBar(const CheckProgressBar&) = delete;
  CheckProgressBar& operator=(const CheckProgressBar&) = delete;
  /// Takes it off the terminal.
  ~CheckProgressBar();
  void update(const CheckProgress& progress);

 private:
  std::optional<ProgressBar> bar_;
};

}  // namespace newsidx::cli

#include "cli/check_progress_bar.h"

#include <chrono>
#include <string_view>

#include "cli/render/number_text.h"

namespace newsidx::cli {

using Clock = std::chrono::steady_clock;

CheckProgressBar::CheckProgressBar(Session& session) {
  if (!session.console.can_draw() || session.options.quiet) return;
  bar_.emplace(session.console.error_width(), Clock::now(),
               [&session](std::string_view text) { session.console.draw(text); });
}

CheckProgressBar::~CheckProgressBar() {
  if (bar_) bar_->clear();
}

void CheckProgressBar::update(const CheckProgress& progress) {
  if (!bar_) return;
  const double share = progress.total_units == 0 ? -1
                                                 : static_cast<double>(progress.done_units) /
                                                       static_cast<double>(progress.total_units);
  bar_->update({"checking", share, counted(progress.done_units, "posting")}, Clock::now());
}

}  // namespace newsidx::cli

#include <newsidx/json.h>

#include "cli/check_progress_bar.h"
#include "cli/command.h"
#include "cli/hint_words.h"
#include "cli/render/render.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

class CheckCommand final : public Command {
 public:
  const char* name() const override { return "check"; }
  const char* summary() const override { return "Read the whole index and verify it"; }
  const char* examples() const override {
    return R"(  newsidx check                    exit status 2 when something is broken
  newsidx check --json | jq -r 'select(.type == "problem")')";
  }

  void declare(Options& options) override { options.flag("--json", json_, "JSON lines"); }

  ExitCode run(Session& session) override {
    const StopOnSignal stop;
    const auto& index = session.open_index();
    if (!index) return session.report(index.error());
    const auto report = checked(*index, stop.token(), session);
    if (!report) return session.report(report.error());
    session.console.print(json_ ? render_json(*report, {.words = words_of})
                                : render_text(*report, session.console.style()));
    return report->problems.empty() ? ExitCode::ok : ExitCode::error;
  }

 private:
  static Result<CheckReport> checked(const Index& index, std::stop_token stop, Session& session) {
    CheckProgressBar bar(session);
    CheckOptions options;
    options.stop = std::move(stop);
    options.on_progress = [&bar](const CheckProgress& progress) { bar.update(progress); };
    return index.check(options);
  }

  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_check_command() { return std::make_unique<CheckCommand>(); }

}  // namespace newsidx::cli

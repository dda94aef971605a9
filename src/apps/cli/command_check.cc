#include <newsidx/render.h>

#include "cli/command.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

class CheckCommand final : public Command {
 public:
  const char* name() const override { return "check"; }
  const char* summary() const override { return "Read the whole index and verify it"; }
  const char* examples() const override {
    return R"(  newsidx check                                   exit status 2 when something is broken
  newsidx check --json | jq -r 'select(.type == "problem")')";
  }

  void declare(Options& options) override { options.flag("--json", json_, "JSON lines"); }

  ExitCode run(Session& session) override {
    const StopOnSignal stop;
    const auto index = session.open_index();
    if (!index) return session.report(index.error());
    const auto report = index->check(stop.token());
    if (!report) return session.report(report.error());
    session.console.print(json_ ? render_json(*report)
                                : render_text(*report, session.console.style()));
    return report->problems.empty() ? ExitCode::ok : ExitCode::error;
  }

 private:
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_check_command() { return std::make_unique<CheckCommand>(); }

}  // namespace newsidx::cli

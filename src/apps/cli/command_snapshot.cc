#include <newsidx/json.h>
#include <newsidx/snapshot.h>

#include "cli/command.h"
#include "cli/render/render.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

class SnapshotCommand final : public Command {
 public:
  const char* name() const override { return "snapshot"; }
  const char* summary() const override { return "Copy the index as it is now into a new folder"; }
  const char* examples() const override {
    return R"(  newsidx snapshot /backup/monday
  newsidx query --index /backup/monday "Daraya siege"

It may be made while a build or an add is at work. It is an index by itself. On the same file system it shares files with the index, and takes little room: against the loss of a disk it has to be on another one.)";
  }

  void declare(Options& options) override {
    options.argument("DIR", folder_, "the folder to make; it must not hold anything");
    options.flag("--json", json_, "print the report as a JSON line");
  }

  ExitCode run(Session& session) override {
    const StopOnSignal stop;
    const auto report = snapshot(session.index_path(), folder_, stop.token());
    if (!report) return session.report(report.error());
    if (json_) {
      session.console.print(render_json(*report, name(), folder_));
    } else if (!session.options.quiet) {
      session.console.print("snapshot of " + render_text(*report) + " in " + folder_ + '\n');
    }
    return ExitCode::ok;
  }

 private:
  std::string folder_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_snapshot_command() { return std::make_unique<SnapshotCommand>(); }

}  // namespace newsidx::cli

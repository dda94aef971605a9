#include <newsidx/json.h>
#include <newsidx/snapshot.h>

#include "cli/check_progress_bar.h"
#include "cli/command.h"
#include "cli/render/render.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

class RestoreCommand final : public Command {
 public:
  const char* name() const override { return "restore"; }
  const char* summary() const override { return "Verify a snapshot and make it the index"; }
  const char* examples() const override {
    return R"(  newsidx restore /backup/monday --index /data/news
  newsidx restore /backup/monday --replace

The snapshot stays as it is. With --replace the old index answers until the new one does, in one step, and is then removed.)";
  }

  void declare(Options& options) override {
    options.argument("SNAPSHOT", snapshot_, "the folder of a snapshot, or of any index");
    options.flag("--replace", restore_.replace, "give up the index that is there");
    options.flag("--json", json_, "print the report as a JSON line");
  }

  ExitCode run(Session& session) override {
    const StopOnSignal stop;
    restore_.index_path = session.new_index_path();
    const auto report = restored(stop, session);
    if (!report) return session.report(advised(report.error()));
    if (json_) {
      session.console.print(render_json(*report, name(), restore_.index_path));
    } else if (!session.options.quiet) {
      session.console.print("restored " + render_text(*report) + " to " + restore_.index_path +
                            '\n');
    }
    return ExitCode::ok;
  }

 private:
  Result<SnapshotReport> restored(const StopOnSignal& stop, Session& session) {
    CheckProgressBar bar(session);
    restore_.check.stop = stop.token();
    restore_.check.on_progress = [&bar](const CheckProgress& progress) { bar.update(progress); };
    return restore(snapshot_, restore_);
  }

  // The hint of the library is about a member of its options.
  static Error advised(Error error) {
    if (error.code == ErrorCode::invalid_argument) {
      error.hint = Hint("--replace, which gives it up, or another ", HintName::index_path);
    }
    return error;
  }

  std::string snapshot_;
  RestoreOptions restore_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_restore_command() { return std::make_unique<RestoreCommand>(); }

}  // namespace newsidx::cli

#include <newsidx/json.h>
#include <newsidx/update.h>

#include "cli/build_reporter.h"
#include "cli/command.h"
#include "cli/render/number_text.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

class MergeCommand final : public Command {
 public:
  const char* name() const override { return "merge"; }
  const char* summary() const override { return "Merge what add has left in segments"; }
  const char* examples() const override {
    return R"(  newsidx merge --full                     one segment, for the fastest queries

add and delete merge as they go along: there are never more than about 15 segments. After a full merge, counts and scores are those of a fresh build of the same articles, and nothing is left of deleted ones. Until it is done, the index answers as before.)";
  }

  void declare(Options& options) override {
    options.flag("--full", merge_.full, "all segments to one");
    options.size("--memory", merge_.memory_bytes, "for the merging");
    options.count("--threads", threads_, "that order the articles (default: one a core)");
    options.flag("--json", json_, "print the report as a JSON line");
    options.flag("--no-progress", no_progress_, "no progress bar");
  }

  ExitCode run(Session& session) override {
    BuildReporter reporter(session.console, {.progress = !no_progress_ && !session.options.quiet});
    const StopOnSignal stop([&reporter] { reporter.stopping(); });
    merge_.index_path = session.index_path();
    merge_.threads = threads_;
    merge_.stop = stop.token();
    merge_.on_progress = [&reporter](const BuildProgress& progress) {
      reporter.progress(progress);
    };
    const auto report = merge(merge_);
    reporter.end();
    if (!report && report.error().code == ErrorCode::cancelled) {
      session.console.note("newsidx: stopped; the index " + merge_.index_path +
                           " answers as before");
      return ExitCode::interrupted;
    }
    if (!report) return session.report(report.error());
    if (json_) session.console.print(render_json(*report));
    session.console.note((report->merges == 0 ? "nothing to merge: " : "merged: ") +
                         counted(report->segments, "segment") + ", " +
                         counted(report->articles, "article") + " in " + fixed(report->seconds, 2) +
                         " s; index " + merge_.index_path + ", generation " +
                         std::to_string(report->generation));
    return ExitCode::ok;
  }

 private:
  MergeOptions merge_;
  std::uint32_t threads_ = merge_.threads;
  bool json_ = false;
  bool no_progress_ = false;
};

}  // namespace

std::unique_ptr<Command> make_merge_command() { return std::make_unique<MergeCommand>(); }

}  // namespace newsidx::cli

#include <newsidx/json.h>
#include <newsidx/repair.h>

#include "cli/build_reporter.h"
#include "cli/command.h"
#include "cli/hint_words.h"
#include "cli/render/number_text.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

class RepairCommand final : public Command {
 public:
  const char* name() const override { return "repair"; }
  const char* summary() const override { return "Save what is sound of a damaged index"; }
  const char* examples() const override {
    return R"(  newsidx repair --dry-run   what is broken, and what would be saved
  newsidx repair             all that is sound, in an index in its place

The damaged index is not written to, and stays beside the repaired one (.newsidx.damaged-1), unless --discard. What is broken and which articles are lost is told line by line. Lists are made anew from the stored articles where that has to be; the next add reads files again of which articles are lost. A sound index is left as it is. Exit status 2: nothing could be saved.)";
  }

  void declare(Options& options) override {
    options.flag("--dry-run", repair_.dry_run, "tell what would be done, and change nothing");
    options.flag("--discard", repair_.discard, "do not keep the damaged index");
    options.size("--memory", repair_.memory_bytes, "for the indexing buffers");
    options.count("--threads", threads_, "how many work (default: one a core)");
    options.flag("--json", json_, "print the report as a JSON line");
    options.flag("--no-progress", no_progress_, "no progress bar");
  }

  ExitCode run(Session& session) override {
    BuildReporter reporter(session.console, {.progress = !no_progress_ && !session.options.quiet,
                                             .all_problems = true});
    const StopOnSignal stop([&reporter] { reporter.stopping(); });
    repair_.index_path = session.index_path();
    repair_.threads = threads_;
    repair_.stop = stop.token();
    repair_.on_progress = [&reporter](const BuildProgress& progress) {
      reporter.progress(progress);
    };
    const auto report = repair(repair_);
    reporter.end();
    if (!report && report.error().code == ErrorCode::cancelled) {
      session.console.note("newsidx: stopped; the index " + repair_.index_path +
                           " is as it was before");
      return ExitCode::interrupted;
    }
    if (!report) return session.report(report.error());
    if (json_) session.console.print(render_json(*report, {.words = words_of}));
    for (const Remark& problem : report->problems) reporter.problem(problem.to_string(words_of));
    for (const std::string& id : report->lost_ids) reporter.problem("lost: article '" + id + "'");
    session.console.note(outcome(*report));
    return ExitCode::ok;
  }

 private:
  [[nodiscard]] std::string outcome(const RepairReport& report) const {
    const std::string kept = counted(report.articles, "article");
    if (report.was_sound) return "nothing to repair: " + kept + "; index " + repair_.index_path;
    std::string text = (repair_.dry_run ? "would be saved: " : "repaired: ") + kept + ", " +
                       grouped(report.lost) + " lost";
    if (report.was_analysed) text += ", lists made anew";
    text += "; index " + repair_.index_path;
    if (!repair_.dry_run) text += ", generation " + std::to_string(report.generation);
    if (!report.damaged_path.empty()) text += "; the damaged one is " + report.damaged_path;
    return text;
  }

  RepairOptions repair_;
  std::uint32_t threads_ = repair_.threads;
  bool json_ = false;
  bool no_progress_ = false;
};

}  // namespace

std::unique_ptr<Command> make_repair_command() { return std::make_unique<RepairCommand>(); }

}  // namespace newsidx::cli

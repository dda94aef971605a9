#include <newsidx/json.h>
#include <newsidx/watch.h>

#include <optional>

#include "cli/build_reporter.h"
#include "cli/command.h"
#include "cli/hint_words.h"
#include "cli/reading_options.h"
#include "cli/render/number_text.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

// "3 articles added, 1 replaced, 0 deleted"
std::string counts_text(std::uint64_t added, std::uint64_t replaced, std::uint64_t deleted) {
  return counted(added, "article") + " added, " + grouped(replaced) + " replaced, " +
         grouped(deleted) + " deleted";
}

class WatchCommand final : public Command {
 public:
  const char* name() const override { return "watch"; }
  const char* summary() const override { return "Add what comes into folders, until stopped"; }
  const char* examples() const override {
    return R"(  newsidx watch saved/                     add what is new, then whatever comes
  newsidx watch --prune --commit-every 2s saved/ feeds/

It begins with an add of everything, so that what came while it did not run is taken; where there is no index it makes one, as build does. Then it adds what has changed when the folders are quiet for a second, at the latest every --commit-every, with a line for each commit: that is on disk, and answers. Killed and started again it loses and doubles nothing. A half-written line at the end of a file waits for its rest. Ctrl-C ends it.

The index is held for each commit only: delete, merge and others can write between two, and while they do, watch waits for them. What cannot be done for now (a full disk, a folder that is gone) is told once and tried again. With --prune the articles of a deleted file go, but not those of a watched folder that is gone as a whole.)";
  }

  void declare(Options& options) override {
    options.arguments("DIR", folders_, "folders; those that come into them are watched, too");
    options.duration("--commit-every", commit_every_,
                     "add at the latest after this time, such as 500ms, 10s or 2m (default: 10s)");
    options.flag("--prune", watch_.add.prune, "delete the articles of files that are gone");
    reading_.declare(options);
    options.flag("--json", json_, "print the report of each commit as a JSON line");
  }

  ExitCode run(Session& session) override {
    BuildReporter reporter(session.console, {.progress = false, .all_problems = true});
    const StopOnSignal stop([&reporter] { reporter.stopping(); });
    watch_.add.index_path = session.index_path();
    watch_.add.reading = reading_.of(reporter);
    watch_.add.reading.stop = stop.token();
    if (commit_every_) {
      watch_.commit_every = std::chrono::duration_cast<std::chrono::milliseconds>(*commit_every_);
    }
    watch_.on_commit = [&](const WatchCommit& commit) { tell(commit, reporter, session); };
    watch_.on_start = [&] {
      reporter.note("watching " + counted(folders_.size(), "folder") + "; index " +
                    watch_.add.index_path);
    };
    const auto report = watch(folders_, watch_);
    if (!report) return session.report(report.error());
    reporter.note("watched for " + fixed(report->seconds, 0) +
                  " s: " + counted(report->commits, "commit") + ", " +
                  counts_text(report->added, report->replaced, report->deleted) + "; index " +
                  watch_.add.index_path + ", generation " + std::to_string(report->generation));
    return ExitCode::interrupted;
  }

 private:
  void tell(const WatchCommit& commit, BuildReporter& reporter, Session& session) const {
    const AddReport& report = commit.report;
    if (json_) session.console.print(render_json(report));
    std::string text =
        commit.is_first_of_index ? "made the index " + watch_.add.index_path + ": " : std::string();
    text += counts_text(report.articles - report.replaced, report.replaced, report.deleted);
    if (report.records_waiting > 0) {
      text += ", " + counted(report.records_waiting, "record") + " waiting for the rest";
    }
    reporter.note(text + "; generation " + std::to_string(report.generation));
  }

  std::vector<std::string> folders_;
  WatchOptions watch_;
  std::optional<std::chrono::microseconds> commit_every_;
  ReadingOptions reading_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_watch_command() { return std::make_unique<WatchCommand>(); }

}  // namespace newsidx::cli

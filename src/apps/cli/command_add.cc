#include <newsidx/json.h>
#include <newsidx/update.h>

#include "cli/build_reporter.h"
#include "cli/command.h"
#include "cli/hint_words.h"
#include "cli/reading_options.h"
#include "cli/render/number_text.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

class AddCommand final : public Command {
 public:
  const char* name() const override { return "add"; }
  const char* summary() const override { return "Add what is new in folders and files"; }
  const char* examples() const override {
    return R"(  newsidx add saved/                       what has come or changed since the last time
  newsidx add --prune saved/               articles of files that are gone are deleted
  zcat today.jsonl.gz | newsidx add -      standard input

A file that was read before is passed over if its size and time, or its bytes, are the same. An article replaces that of its id (guid, canonical url, field id, else url, file name, or what the article says); what a changed file does not have any more is deleted, unless some of the file could not be read.

The index is one that build made, and its analyser and language are used. Until all is added, and if that fails, it answers as before.)";
  }

  void declare(Options& options) override {
    options.arguments("INPUT", inputs_, "folders, files, or - for standard input");
    options.flag("--prune", add_.prune, "delete the articles of files that are gone");
    reading_.declare(options);
    options.flag("--json", json_, "print the report as a JSON line");
  }

  ExitCode run(Session& session) override {
    BuildReporter reporter(session.console, reading_.reporting(session));
    const StopOnSignal stop([&reporter] { reporter.stopping(); });
    add_.index_path = session.index_path();
    add_.reading = reading_.of(reporter);
    add_.reading.stop = stop.token();
    add_.on_progress = [&reporter](const BuildProgress& progress) { reporter.progress(progress); };
    const auto report = add(inputs_, add_);
    reporter.end();
    if (!report && report.error().code == ErrorCode::cancelled) {
      session.console.note("newsidx: stopped; the index " + add_.index_path +
                           " is as it was before");
      return ExitCode::interrupted;
    }
    if (!report) return session.report(report.error());
    if (json_) session.console.print(render_json(*report));
    reporter.summary(*report, add_.index_path);
    if (report->files_gone > 0 && !add_.prune) {
      reporter.note("gone: " + counted(report->files_gone, "file") +
                    ", of which the articles stay (try: --prune)");
    }
    return reading_.exit_code(*report, reporter, session);
  }

 private:
  std::vector<std::string> inputs_;
  AddOptions add_;
  ReadingOptions reading_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_add_command() { return std::make_unique<AddCommand>(); }

}  // namespace newsidx::cli

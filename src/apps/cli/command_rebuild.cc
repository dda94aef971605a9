#include <newsidx/json.h>
#include <newsidx/repair.h>

#include "cli/build_reporter.h"
#include "cli/command.h"
#include "cli/hint_words.h"
#include "cli/render/number_text.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

class RebuildCommand final : public Command {
 public:
  const char* name() const override { return "rebuild"; }
  const char* summary() const override { return "Analyse the stored articles again"; }
  const char* examples() const override {
    return R"(  newsidx rebuild                    for this newsidx, ICU and Snowball
  newsidx rebuild --language german  of articles that do not tell theirs

The sources are not needed: the articles are those that the index stores. Deleted ones stay deleted, ids stay, and a later add passes over the files that it has read. What is not given is as it was. Until it is done, and if it fails, the index is as it was before.)";
  }

  void declare(Options& options) override {
    options.once("--analyzer", analyzer_, "NAME", "news, or plain");
    options.once("--language", language_, "NAME",
                 "of articles that do not tell theirs, for stemming");
    options.count("--title-weight", title_weight_, "occurrences that one in the title counts for");
    options.toggle("--reorder", rebuild_.reorder,
                   "similar articles side by side: auto, on or off (as for build)");
    options.count("--segment-articles", rebuild_.segment_articles,
                  "a new segment each so many articles (default: one for all)");
    options.count("--bigrams", bigrams_, "frequent words whose pairs get lists (0: none)");
    options.size("--memory", rebuild_.memory_bytes, "for the indexing buffers");
    options.count("--threads", threads_, "how many work (default: one a core)");
    options.flag("--json", json_, "print the report as a JSON line");
    options.flag("--no-progress", no_progress_, "no progress bar");
  }

  ExitCode run(Session& session) override {
    BuildReporter reporter(session.console, {.progress = !no_progress_ && !session.options.quiet});
    const StopOnSignal stop([&reporter] { reporter.stopping(); });
    complete_options(session, reporter);
    rebuild_.stop = stop.token();
    const auto report = rebuild(rebuild_);
    reporter.end();
    if (!report && report.error().code == ErrorCode::cancelled) {
      session.console.note("newsidx: stopped; the index " + rebuild_.index_path +
                           " is as it was before");
      return ExitCode::interrupted;
    }
    if (!report) return session.report(report.error());
    if (json_) session.console.print(render_json(*report));
    session.console.note("analysed " + counted(report->articles, "article") + " again in " +
                         fixed(report->seconds, 2) + " s; index " + rebuild_.index_path +
                         ", generation " + std::to_string(report->generation));
    return ExitCode::ok;
  }

 private:
  void complete_options(Session& session, BuildReporter& reporter) {
    rebuild_.index_path = session.index_path();
    if (!analyzer_.empty()) rebuild_.analyzer = analyzer_;
    if (!language_.empty()) rebuild_.language = language_;
    rebuild_.title_weight = title_weight_;
    rebuild_.bigrams = bigrams_;
    rebuild_.threads = threads_;
    rebuild_.on_progress = [&reporter](const BuildProgress& progress) {
      reporter.progress(progress);
    };
    rebuild_.on_problem = [&reporter](const Remark& problem) {
      reporter.problem(problem.to_string(words_of));
    };
  }

  RebuildOptions rebuild_;
  std::string analyzer_;
  std::string language_;
  std::optional<std::uint32_t> title_weight_;
  std::optional<std::uint32_t> bigrams_;
  std::uint32_t threads_ = rebuild_.threads;
  bool json_ = false;
  bool no_progress_ = false;
};

}  // namespace

std::unique_ptr<Command> make_rebuild_command() { return std::make_unique<RebuildCommand>(); }

}  // namespace newsidx::cli

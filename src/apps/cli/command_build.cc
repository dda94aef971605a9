#include <newsidx/build.h>
#include <newsidx/json.h>

#include <filesystem>
#include <functional>
#include <system_error>

#include "cli/build_reporter.h"
#include "cli/command.h"
#include "cli/hint_words.h"
#include "cli/reading_options.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

class BuildCommand final : public Command {
 public:
  const char* name() const override { return "build"; }
  const char* summary() const override {
    return "Make an index from folders and files of articles";
  }
  const char* examples() const override {
    return R"(  newsidx build corpus/                    a folder, with all folders in it
  newsidx build a.jsonl.zst page.txt       files; .gz .zst .xz .bz2 are unpacked
  zstd -dc news.zst | newsidx build -      standard input
  newsidx build --language german --memory 4G --index /data/de.newsidx articles/

--reorder makes queries faster and the index smaller, and the build longer. --bigrams 512 makes phrases of frequent words ("the bank") faster still, and the index larger; --bigrams 0 saves a tenth of it.

Ids are those of the articles (guid, canonical url, field id), else their urls, their file's name, or, of records, a hash of what they say. A row number that another article of another file had comes with its file (b.csv#id=17). Of several captures of an article in web archives the newest wins; of standard input the first.

A build replaces the index in one step when it is complete; until then, and if it fails, the old one answers. Where that has articles which the input does not have, --replace is asked for; add keeps them. Where some of the input is broken, the rest is indexed and the exit status is 2, unless --lenient.)";
  }

  void declare(Options& options) override {
    options.arguments("INPUT", inputs_, "folders, files, or - for standard input");
    options.text("--analyzer", build_.analyzer, "NAME",
                 "news, or plain: lower-case letters and digits only (default news)");
    options.text("--language", build_.language, "NAME",
                 "of articles that do not tell theirs, for stemming (default english)");
    options.count("--title-weight", title_weight_,
                  "occurrences that one in the title counts for (default 2; plain: 1)");
    options.flag("--no-store", no_store_, "do not keep the articles: no snippets, no show");
    options.toggle("--reorder", build_.reorder,
                   "similar articles side by side: auto, on or off (default auto: over "
                   "131,072 articles)");
    options.count("--segment-articles", build_.segment_articles,
                  "a new segment each so many articles (default: one for all); each has up to 10 "
                  "files, all open while it is read");
    options.count("--bigrams", build_.bigrams,
                  "frequent words whose pairs get lists, for phrases (default 128; 0: none)");
    reading_.declare(options);
    options.flag("--replace", replace_,
                 "also where the index has articles that the input does not have");
    options.flag("--dry-run", dry_run_, "tell what would be read, and make no index");
    options.flag("--json", json_, "print the report as a JSON line");
  }

  ExitCode run(Session& session) override {
    BuildReporter reporter(session.console, reading_.reporting(session));
    const StopOnSignal stop([&reporter] { reporter.stopping(); });
    complete_options(session, reporter);
    build_.stop = stop.token();
    if (dry_run_) return run_survey(session);
    const auto report = build(inputs_, build_);
    reporter.end();
    if (!report && report.error().code == ErrorCode::cancelled) {
      std::error_code ignored;
      const bool has_index = std::filesystem::exists(build_.index_path, ignored);
      session.console.note(has_index ? "newsidx: stopped; the index " + build_.index_path +
                                           " is as it was before"
                                     : "newsidx: stopped; no index was made");
      return ExitCode::interrupted;
    }
    if (!report) return session.report(report.error());
    if (json_) session.console.print(render_json(*report));
    reporter.summary(*report, build_.index_path);
    return reading_.exit_code(*report, reporter, session);
  }

 private:
  ExitCode run_survey(Session& session) {
    const auto on_file = [&session](const Remark& file) {
      session.console.print(file.to_string(words_of) + '\n');
    };
    const auto found = survey(
        inputs_, build_, reading_.is_verbose() ? on_file : std::function<void(const Remark&)>());
    if (!found) return session.report(found.error());
    if (json_) {
      session.console.print(render_json(*found));
    } else {
      session.console.print(survey_text(*found));
    }
    return found->unreadable == 0 ? ExitCode::ok : ExitCode::error;
  }

  void complete_options(const Session& session, BuildReporter& reporter) {
    build_.index_path = session.new_index_path();
    build_.title_weight = title_weight_;
    build_.store_articles = !no_store_;
    build_.replaces_all = replace_;
    build_.on_progress = [&reporter](const BuildProgress& progress) {
      reporter.progress(progress);
    };
    ReadOptions reading = reading_.of(reporter);
    build_.threads = reading.threads;
    build_.memory_bytes = reading.memory_bytes;
    build_.max_record_bytes = reading.max_record_bytes;
    build_.includes = std::move(reading.includes);
    build_.excludes = std::move(reading.excludes);
    build_.field_map = std::move(reading.field_map);
    build_.on_problem = std::move(reading.on_problem);
    build_.on_no_news = std::move(reading.on_no_news);
  }

  std::vector<std::string> inputs_;
  BuildOptions build_;
  ReadingOptions reading_;
  std::optional<std::uint32_t> title_weight_;
  bool no_store_ = false;
  bool replace_ = false;
  bool dry_run_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_build_command() { return std::make_unique<BuildCommand>(); }

}  // namespace newsidx::cli

#include "cli/reading_options.h"

#include "cli/hint_words.h"

namespace newsidx::cli {
namespace {

// The index holds all of the input, as it was.
bool is_whole(const BuildReport& report) {
  return report.records_skipped + report.records_repaired + report.records_cut_off +
             report.files_skipped ==
         0;
}

}  // namespace

void ReadingOptions::declare(Options& options) {
  options.texts("--map", maps_, "FIELD=NAME",
                "which fields are title, body, ... if their names do not tell: "
                "body=maintext,title=a.b|c; of a table also by number");
  options.texts("--include", reading_.includes, "GLOB",
                "of folders, only files like '*.html' or news/2016-*; may be repeated");
  options.texts("--exclude", reading_.excludes, "GLOB",
                "leave these out of folders, as a .newsidxignore in them does");
  options.size("--max-record", reading_.max_record_bytes,
               "pass over longer lines and pages (default: by --memory)");
  options.count("--threads", threads_, "how many work (default: one a core)");
  options.size("--memory", reading_.memory_bytes, "for the indexing buffers");
  options.flag("--lenient", lenient_,
               "exit with 0 though some of the input was left out or repaired");
  options.flag("--no-progress", no_progress_, "no progress bar");
  options.flag("-v,--verbose", verbose_, "name every record and file left out, not the first 20");
}

BuildReporter::Options ReadingOptions::reporting(const Session& session) const {
  return {.progress = !no_progress_ && !session.options.quiet, .all_problems = verbose_};
}

ReadOptions ReadingOptions::of(BuildReporter& reporter) const {
  ReadOptions reading = reading_;
  for (const std::string& map : maps_) {
    reading.field_map += (reading.field_map.empty() ? "" : ",") + map;
  }
  reading.threads = threads_;
  reading.on_problem = [&reporter](const Remark& problem) {
    reporter.problem(problem.to_string(words_of));
  };
  if (!verbose_) return reading;
  reading.on_no_news = [&reporter](const Remark& file) { reporter.note(file.to_string(words_of)); };
  return reading;
}

ExitCode ReadingOptions::exit_code(const BuildReport& report, BuildReporter& reporter,
                                   const Session& session) const {
  if (lenient_ || is_whole(report)) return ExitCode::ok;
  if (session.options.quiet) reporter.incomplete(report);
  return ExitCode::error;
}

}  // namespace newsidx::cli

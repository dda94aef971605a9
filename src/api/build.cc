#include <newsidx/build.h>

#include <chrono>

#include "api/addition.h"
#include "api/progress.h"
#include "api/read_options.h"
#include "api/source_stream.h"
#include "base/status_macros.h"
#include "indexer/build/build_pipeline.h"
#include "source/walk/input_survey.h"

namespace newsidx {
namespace {

using Clock = std::chrono::steady_clock;

BuildReport report_of(const indexer::BuildOutcome& outcome, Clock::time_point start) {
  BuildReport report;
  report.articles = outcome.articles;
  report.superseded = outcome.superseded;
  report.replaced = outcome.replaced;
  report.deleted = outcome.deleted;
  report.generation = outcome.generation;
  report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return report;
}

std::string counted(std::uint64_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

// "2 pictures, 1 program file"
std::string kinds_of(const source::ReadCounts& counts) {
  std::string text;
  for (const auto& [what, count] : counts.ignored_kinds) {
    text += (text.empty() ? "" : ", ") + counted(count, what, what + "s");
  }
  return text.empty() ? "no other files" : text;
}

// Says what was found instead of articles.
Failure nothing_indexed(const source::ReadCounts& counts) {
  return fail(ErrorCode::invalid_argument,
              "nothing to index: " + counted(counts.files, "file read, ", "files read, ") +
                  std::to_string(counts.files_skipped) + " unreadable, " +
                  counted(counts.records_skipped, "broken record, ", "broken records, ") +
                  kinds_of(counts),
              HintName::survey);
}

indexer::BuildSettings settings_of(const BuildOptions& options) {
  indexer::BuildSettings settings;
  settings.index_path = options.index_path;
  settings.analyzer = options.analyzer;
  settings.language = options.language;
  settings.threads = options.threads;
  settings.memory_bytes = options.memory_bytes;
  settings.title_weight = options.title_weight;
  settings.store_articles = options.store_articles;
  settings.replaces_all = options.replaces_all;
  settings.reorder = options.reorder;
  settings.segment_articles = options.segment_articles;
  settings.bigrams = options.bigrams;
  settings.on_problem = options.on_problem;
  settings.stop = options.stop;
  settings.on_progress = progress_teller(options.on_progress);
  return settings;
}

ReadOptions read_options_of(const BuildOptions& options) {
  return {.memory_bytes = options.memory_bytes,
          .max_record_bytes = options.max_record_bytes,
          .threads = options.threads,
          .includes = options.includes,
          .excludes = options.excludes,
          .field_map = options.field_map,
          .tells_language = options.analyzer != "plain",  // to which all languages are one
          .on_problem = options.on_problem,
          .on_no_news = options.on_no_news,
          .stop = options.stop};
}

}  // namespace

Result<InputSurvey> survey(const std::vector<std::string>& inputs, const BuildOptions& options,
                           const std::function<void(const Remark&)>& on_file) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto reader_options, reader_options_of(read_options_of(options)));
  NEWSIDX_ASSIGN_OR_RETURN(const auto found,
                           source::survey_inputs(inputs, reader_options, on_file));
  InputSurvey survey;
  survey.read.assign(found.read.begin(), found.read.end());
  survey.left_out.assign(found.left_out.begin(), found.left_out.end());
  survey.unreadable = found.unreadable;
  survey.bytes = found.bytes;
  return survey;
}

namespace {

Result<AddReport> build_of(const std::vector<std::string>& inputs, const BuildOptions& options,
                           bool is_watched) {
  const auto start = Clock::now();
  const indexer::BuildSettings settings = settings_of(options);
  NEWSIDX_RETURN_IF_ERROR(indexer::check_settings(settings));
  NEWSIDX_ASSIGN_OR_RETURN(auto reader_options, reader_options_of(read_options_of(options)));
  reader_options.waits_for_rest = reader_options.may_be_empty = is_watched;
  SourceTracker tracker(nullptr);
  NEWSIDX_RETURN_IF_ERROR(tracker.watch(reader_options));
  NEWSIDX_ASSIGN_OR_RETURN(auto reader, source::ArticleReader::open(inputs, reader_options));
  SourceStream stream(std::move(reader), tracker, /*prune=*/false, inputs);
  auto outcome = indexer::run_build(stream, settings);
  const source::ReadCounts counts = stream.counts();
  if (!outcome) {
    const bool is_empty = outcome.error().code == ErrorCode::invalid_argument &&
                          counts.articles == 0 &&
                          counts.files + counts.files_skipped + counts.files_ignored > 0;
    if (is_empty) return nothing_indexed(counts);
    return fail(std::move(outcome).error());
  }
  AddReport report{report_of(*outcome, start)};
  fill_counts(counts, stream.unused_fields(), report);
  report.unknown_languages = stream.languages().unknown_count();
  report.records_waiting = counts.records_waiting;
  report.files_added = report.files + report.files_in_part;
  return report;
}

}  // namespace

Result<BuildReport> build(const std::vector<std::string>& inputs, const BuildOptions& options) {
  NEWSIDX_ASSIGN_OR_RETURN(AddReport report, build_of(inputs, options, /*is_watched=*/false));
  return static_cast<BuildReport&&>(std::move(report));
}

Result<AddReport> build_growing(const std::vector<std::string>& inputs,
                                const BuildOptions& options) {
  return build_of(inputs, options, /*is_watched=*/true);
}

Result<BuildReport> build(const std::function<std::optional<Article>()>& next,
                          const BuildOptions& options) {
  const auto start = Clock::now();
  FunctionStream stream(next);
  NEWSIDX_ASSIGN_OR_RETURN(const auto outcome, indexer::run_build(stream, settings_of(options)));
  BuildReport report = report_of(outcome, start);
  report.text_bytes = stream.text_bytes();
  report.unknown_languages = stream.languages().unknown_count();
  return report;
}

}  // namespace newsidx

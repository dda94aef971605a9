#include <newsidx/build.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>

#include "api/source_stream.h"
#include "base/try.h"
#include "indexer/build_pipeline.h"
#include "source/walk/input_survey.h"

namespace newsidx {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kLeastMaxRecordBytes = 20u << 20;
constexpr std::uint64_t kMostMaxRecordBytes = 64u << 20;

BuildReport report_of(const indexer::BuildOutcome& outcome, Clock::time_point start) {
  BuildReport report;
  report.articles = outcome.articles;
  report.duplicates_skipped = outcome.duplicates_skipped;
  report.generation = outcome.generation;
  report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return report;
}

unsigned threads_of(const BuildOptions& options) {
  return options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
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
                  kinds_of(counts) + " (try: newsidx build --dry-run -v)");
}

}  // namespace

namespace {

Result<source::ReaderOptions> reader_options_of(const BuildOptions& options) {
  source::ReaderOptions reader_options;
  reader_options.max_record_bytes =
      options.max_record_bytes != 0
          ? options.max_record_bytes
          : std::clamp(options.memory_bytes / 8, kLeastMaxRecordBytes, kMostMaxRecordBytes);
  reader_options.memory_bytes = options.memory_bytes;
  reader_options.threads = threads_of(options);
  reader_options.stop = options.stop;
  NEWSIDX_ASSIGN_OR_RETURN(reader_options.paths,
                           source::parse_path_rules(options.includes, options.excludes));
  if (!options.field_map.empty()) {
    NEWSIDX_ASSIGN_OR_RETURN(auto map, source::FieldMap::parse(options.field_map));
    reader_options.map = std::make_shared<const source::FieldMap>(std::move(map));
  }
  return reader_options;
}

}  // namespace

Result<InputSurvey> survey(const std::vector<std::string>& inputs, const BuildOptions& options,
                           const std::function<void(const std::string&)>& on_file) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto reader_options, reader_options_of(options));
  NEWSIDX_ASSIGN_OR_RETURN(const auto found,
                           source::survey_inputs(inputs, reader_options, on_file));
  InputSurvey survey;
  survey.read.assign(found.read.begin(), found.read.end());
  survey.left_out.assign(found.left_out.begin(), found.left_out.end());
  survey.unreadable = found.unreadable;
  survey.bytes = found.bytes;
  return survey;
}

Result<BuildReport> build(const std::vector<std::string>& inputs, const BuildOptions& options) {
  const auto start = Clock::now();
  NEWSIDX_RETURN_IF_ERROR(indexer::check_options(options));
  NEWSIDX_ASSIGN_OR_RETURN(auto reader_options, reader_options_of(options));
  reader_options.tells_no_news = static_cast<bool>(options.on_no_news);
  reader_options.on_problem = [&options](const source::Problem& problem) {
    const bool is_no_news = problem.kind == source::Problem::Kind::no_news;
    const auto& tell = is_no_news ? options.on_no_news : options.on_problem;
    if (tell) tell(problem.to_string());
  };
  NEWSIDX_ASSIGN_OR_RETURN(auto reader, source::ArticleReader::open(inputs, reader_options));
  SourceStream stream(std::move(reader));
  auto outcome = indexer::run_build(stream, options);
  const source::ReadCounts counts = stream.counts();
  if (!outcome) {
    const bool is_empty = outcome.error().code == ErrorCode::invalid_argument &&
                          counts.articles == 0 &&
                          counts.files + counts.files_skipped + counts.files_ignored > 0;
    if (is_empty) return nothing_indexed(counts);
    return fail(std::move(outcome).error());
  }
  BuildReport report = report_of(*outcome, start);
  report.records_skipped = counts.records_skipped;
  report.records_mended = counts.records_mended;
  report.records_cut_off = counts.records_cut_off;
  report.files = counts.files;
  report.files_skipped = counts.files_skipped;
  report.files_ignored = counts.files_ignored;
  report.unused_fields = stream.unused_fields();
  report.captures_skipped = counts.captures_skipped;
  report.shared_urls = counts.shared_urls;
  report.shared_ids = counts.shared_ids;
  report.ignored_kinds.assign(counts.ignored_kinds.begin(), counts.ignored_kinds.end());
  report.text_bytes = counts.text_bytes;
  report.unknown_languages = stream.languages().unknown_count();
  return report;
}

Result<BuildReport> build(const std::function<std::optional<Article>()>& next,
                          const BuildOptions& options) {
  const auto start = Clock::now();
  FunctionStream stream(next);
  NEWSIDX_ASSIGN_OR_RETURN(const auto outcome, indexer::run_build(stream, options));
  BuildReport report = report_of(outcome, start);
  report.text_bytes = stream.text_bytes();
  report.unknown_languages = stream.languages().unknown_count();
  return report;
}

}  // namespace newsidx

#include <newsidx/article_reader.h>

#include <algorithm>
#include <memory>
#include <thread>

#include "api/read_options.h"
#include "base/cancellation.h"
#include "base/status_macros.h"
#include "base/thread_count.h"

namespace newsidx {
namespace {

constexpr std::uint64_t kLeastMaxRecordBytes = 20u << 20;
constexpr std::uint64_t kMostMaxRecordBytes = 64u << 20;

}  // namespace

Result<source::ReaderOptions> reader_options_of(const ReadOptions& options) {
  source::ReaderOptions reader;
  reader.max_record_bytes =
      options.max_record_bytes != 0
          ? options.max_record_bytes
          : std::clamp(options.memory_bytes / 8, kLeastMaxRecordBytes, kMostMaxRecordBytes);
  reader.memory_bytes = options.memory_bytes;
  reader.threads =
      options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  reader.tells_language = options.tells_language;
  reader.stop = options.stop;
  NEWSIDX_ASSIGN_OR_RETURN(reader.paths,
                           source::parse_path_rules(options.includes, options.excludes));
  if (!options.field_map.empty()) {
    NEWSIDX_ASSIGN_OR_RETURN(auto map, source::FieldMap::parse(options.field_map));
    reader.map = std::make_shared<const source::FieldMap>(std::move(map));
  }
  reader.tells_no_news = static_cast<bool>(options.on_no_news);
  reader.on_problem = [on_problem = options.on_problem,
                       on_no_news = options.on_no_news](const source::Problem& problem) {
    const bool is_no_news = problem.kind == source::Problem::Kind::no_news;
    const auto& tell = is_no_news ? on_no_news : on_problem;
    if (tell) tell(problem.remark());
  };
  return reader;
}

void fill_counts(const source::ReadCounts& counts, std::string unused_fields, ReadReport& report) {
  report.records_skipped = counts.records_skipped;
  report.records_repaired = counts.records_repaired;
  report.records_cut_off = counts.records_cut_off;
  report.files = counts.files;
  report.files_skipped = counts.files_skipped;
  report.files_in_part = counts.files_in_part;
  report.files_ignored = counts.files_ignored;
  report.text_bytes = counts.text_bytes;
  report.captures_skipped = counts.captures_skipped;
  report.shared_urls = counts.shared_urls;
  report.shared_ids = counts.shared_ids;
  report.unused_fields = std::move(unused_fields);
  report.unmet_fields = counts.unmet_fields;
  report.ignored_kinds.assign(counts.ignored_kinds.begin(), counts.ignored_kinds.end());
}

struct ArticleReader::State {
  source::ArticleReader reader;
  std::stop_token stop;
};

ArticleReader::ArticleReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArticleReader::ArticleReader(ArticleReader&&) noexcept = default;
ArticleReader& ArticleReader::operator=(ArticleReader&&) noexcept = default;
ArticleReader::~ArticleReader() = default;

Result<ArticleReader> ArticleReader::open(const std::vector<std::string>& inputs,
                                          const ReadOptions& options) {
  NEWSIDX_RETURN_IF_ERROR(check_thread_count(options.threads));
  NEWSIDX_ASSIGN_OR_RETURN(auto reader_options, reader_options_of(options));
  NEWSIDX_ASSIGN_OR_RETURN(auto reader, source::ArticleReader::open(inputs, reader_options));
  return ArticleReader(std::make_unique<State>(State{std::move(reader), options.stop}));
}

Result<std::optional<Article>> ArticleReader::next() {
  auto article = state_->reader.next();
  if (!article && state_->stop.stop_requested()) return cancelled_error();
  return article;
}

ReadReport ArticleReader::report() const {
  ReadReport report;
  fill_counts(state_->reader.counts(), state_->reader.unused_fields(), report);
  return report;
}

}  // namespace newsidx

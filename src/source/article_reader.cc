#include "source/article_reader.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "base/try.h"
#include "base/utf8.h"
#include "source/fields/field_counts.h"
#include "source/input_splitter.h"
#include "source/input_walk.h"
#include "source/parse_pool.h"
#include "source/stop_event.h"

namespace newsidx::source {
namespace {

// A batch is worth handing over, and a page or long record is one of its own.
constexpr std::size_t kBatchBytes = 128 << 10;
constexpr std::size_t kBatchRecords = 256;
// Of the memory of a build what is read ahead may take so much; a longer record comes alone.
constexpr std::uint64_t kMemoryPerReadAhead = 16;
constexpr std::uint64_t kLeastReadAheadBytes = 1 << 20;

}  // namespace

struct ArticleReader::State {
  State(const ReaderOptions& reader_options, std::unique_ptr<StopEvent> stop_event)
      : options(reader_options),
        stop(std::move(stop_event)),
        splitter(options, *stop),
        pool(options.threads, {options.map, options.max_record_bytes}, stop->token()) {}

  std::optional<InputPiece> next_piece();
  ParseBatch next_batch();
  void read_ahead();
  bool has_article();
  void open_record();
  bool name(Article& article, const ParsedRecord& record);
  void report(Problem problem);
  void count_mended(const ParsedRecord& record);

  ReaderOptions options;
  std::unique_ptr<StopEvent> stop;
  InputList inputs;
  std::size_t next_file = 0;
  InputSplitter splitter;
  bool is_input_read = false;
  ReadCounts counts;  // of articles and records; the splitter's are those of files
  std::uint64_t no_news_records = 0;
  FieldCounts unused_fields;

  ParseBatch batch;  // that is given out
  std::size_t next_record = 0;
  std::size_t next_article = 0;
  std::unordered_map<std::uint64_t, std::uint64_t> titles_by_url;  // hashes, of urls that are ids
  ParsePool pool;
};

ArticleReader::ArticleReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArticleReader::ArticleReader(ArticleReader&&) noexcept = default;
ArticleReader& ArticleReader::operator=(ArticleReader&&) noexcept = default;
ArticleReader::~ArticleReader() = default;

Result<ArticleReader> ArticleReader::open(std::vector<std::string> inputs, ReaderOptions options) {
  NEWSIDX_ASSIGN_OR_RETURN(auto stop, StopEvent::create(options.stop));
  auto state = std::make_unique<State>(options, std::move(stop));
  NEWSIDX_ASSIGN_OR_RETURN(
      state->inputs,
      walk_inputs(inputs, {options.paths, options.tells_no_news}, state->stop->token()));
  for (const Problem& problem : state->inputs.problems) {
    if (problem.kind == Problem::Kind::unreadable_file) ++state->counts.files_skipped;
    state->report(problem);
  }
  return ArticleReader(std::move(state));
}

std::optional<InputPiece> ArticleReader::State::next_piece() {
  while (!stop->requested()) {
    if (auto piece = splitter.next()) return piece;
    if (next_file == inputs.files.size()) return std::nullopt;
    splitter.start(inputs.files[next_file++]);
  }
  return std::nullopt;
}

ParseBatch ArticleReader::State::next_batch() {
  ParseBatch read;
  while (read.bytes < kBatchBytes && read.pieces.size() < kBatchRecords) {
    auto piece = next_piece();
    if (!piece) {
      is_input_read = true;
      break;
    }
    if (piece->record) read.bytes += piece->record->bytes.size();
    read.pieces.push_back(*std::move(piece));
  }
  return read;
}

// Keeps the threads busy: twice as many batches as there are threads, within the memory for it.
void ArticleReader::State::read_ahead() {
  const std::uint64_t max_bytes =
      std::max(options.memory_bytes / kMemoryPerReadAhead, kLeastReadAheadBytes);
  const std::size_t max_batches = std::max<std::size_t>(std::size_t{2} * pool.threads(), 1);
  while (!is_input_read && pool.batches_under_way() < max_batches &&
         (pool.batches_under_way() == 0 || pool.bytes_under_way() < max_bytes)) {
    ParseBatch read = next_batch();
    if (!read.pieces.empty()) pool.submit(std::move(read));
  }
}

// Messages may quote what is in a file.
void ArticleReader::State::report(Problem problem) {
  repair_utf8(problem.message);
  std::ranges::replace_if(
      problem.message, [](char c) { return c >= '\0' && c < ' '; }, ' ');
  if (problem.kind == Problem::Kind::broken_record) ++counts.records_skipped;
  if (problem.kind == Problem::Kind::no_news && !options.tells_no_news) return;
  if (options.on_problem) options.on_problem(problem);
}

void ArticleReader::State::count_mended(const ParsedRecord& record) {
  const bool is_mended = std::ranges::any_of(record.problems, [](const Problem& problem) {
    return problem.kind == Problem::Kind::mended_text ||
           problem.kind == Problem::Kind::ignored_value;
  });
  if (is_mended) ++counts.records_mended;
}

// Says what is to be said of the record at hand.
void ArticleReader::State::open_record() {
  if (const auto& problem = batch.pieces[next_record].problem) report(*problem);
  ParsedRecord& record = batch.parsed[next_record];
  if (record.is_no_news) ++no_news_records;
  unused_fields.add(record.unused_fields);
  for (Problem& problem : record.problems) {
    if (record.is_no_news) problem.kind = Problem::Kind::no_news;
    report(problem);
  }
  count_mended(record);
}

// Goes to the next record with an article that was not given out. @return false at the end
bool ArticleReader::State::has_article() {
  while (!stop->requested()) {
    for (; next_record < batch.pieces.size(); ++next_record, next_article = 0) {
      ParsedRecord& record = batch.parsed[next_record];
      if (next_article == 0) open_record();
      while (next_article < record.articles.size()) {
        if (name(record.articles[next_article], record)) return true;
        ++next_article;
      }
    }
    read_ahead();
    auto parsed = pool.take();
    if (!parsed) return false;
    batch = *std::move(parsed);
    next_record = next_article = 0;
  }
  return false;
}

// An article without an id has its url for one, but not the url that one of another title has.
// @return false of another capture of an article
bool ArticleReader::State::name(Article& article, const ParsedRecord& record) {
  if (!article.id.empty()) {
    if (!record.is_capture) return true;
    const bool is_first = titles_by_url.try_emplace(hash64(article.id), 0).second;
    if (!is_first) ++counts.captures_skipped;
    return is_first;
  }
  article.id = record.default_id;
  if (article.url.empty()) return true;
  const std::uint64_t title = hash64(article.title);
  const auto [known, is_new] = titles_by_url.try_emplace(hash64(article.url), title);
  if (is_new) {
    article.id = article.url;
    return true;
  }
  ++(known->second == title ? counts.captures_skipped : counts.shared_urls);
  return known->second != title;
}

std::optional<Article> ArticleReader::next() {
  State& state = *state_;
  if (!state.has_article()) return std::nullopt;
  std::vector<Article>& articles = state.batch.parsed[state.next_record].articles;
  Article article = std::move(articles[state.next_article++]);
  if (state.next_article == articles.size()) {
    ++state.next_record;
    state.next_article = 0;
  }
  ++state.counts.articles;
  return article;
}

ReadCounts ArticleReader::counts() const {
  const ReadCounts& of_files = state_->splitter.counts();
  ReadCounts counts = state_->counts;
  counts.files += of_files.files;
  counts.files_skipped += of_files.files_skipped;
  counts.ignored_kinds = of_files.ignored_kinds;
  if (state_->no_news_records > 0) {
    counts.ignored_kinds["non-article page"] += state_->no_news_records;
  }
  for (const auto& [what, count] : state_->inputs.ignored_kinds)
    counts.ignored_kinds[what] += count;
  for (const auto& [what, count] : counts.ignored_kinds) counts.files_ignored += count;
  counts.text_bytes = of_files.text_bytes;
  counts.input_bytes = of_files.input_bytes;
  return counts;
}

std::string ArticleReader::unused_fields() const { return state_->unused_fields.summary(); }

std::uint64_t ArticleReader::memory_bytes() const {
  return state_->splitter.extra_window_bytes() + state_->pool.bytes_under_way();
}

std::uint64_t ArticleReader::total_input_bytes() const { return state_->inputs.total_bytes; }

}  // namespace newsidx::source

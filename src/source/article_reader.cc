#include "source/article_reader.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "base/status_macros.h"
#include "base/utf8.h"
#include "source/article_namer.h"
#include "source/capture/capture_shelf.h"
#include "source/capture/capture_survey.h"
#include "source/fields/field_counts.h"
#include "source/format/file_name.h"
#include "source/input_splitter.h"
#include "source/parse_pool.h"
#include "source/stream/stop_event.h"
#include "source/walk/input_walk.h"

namespace newsidx::source {
namespace {

// A batch is worth handing over, and a page or long record is one of its own.
constexpr std::size_t kBatchBytes = 128 << 10;
constexpr std::size_t kBatchRecords = 256;
// Of the memory of a build what is read ahead may take so much; a longer record comes alone.
constexpr std::uint64_t kMemoryPerReadAhead = 16;
constexpr std::uint64_t kLeastReadAheadBytes = 1 << 20;
// And so much what is noted of captures, before there is anything else; little of it stays.
constexpr std::uint64_t kMemoryPerCaptures = 8;
constexpr std::uint64_t kUsualMemoryBytes = 1u << 30;

std::uint64_t read_ahead_bytes(const ReaderOptions& options) {
  return std::max(options.memory_bytes / kMemoryPerReadAhead, kLeastReadAheadBytes);
}

bool is_repaired(const Problem& problem) {
  return problem.kind == Problem::Kind::repaired_text ||
         problem.kind == Problem::Kind::ignored_value;
}

bool is_cut_off(const Problem& problem) { return problem.kind == Problem::Kind::cut_off; }

// A record that is not there may have had articles.
bool is_damage(const Problem& problem) {
  return problem.kind == Problem::Kind::broken_record || is_cut_off(problem);
}

// "a.txt", or "a.txt#2" of a page with several articles.
bool is_name_of_file(std::string_view id, std::string_view name) {
  if (!id.starts_with(name)) return false;
  id.remove_prefix(name.size());
  return id.empty() || (id.size() > 1 && id[0] == '#' &&
                        id.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

struct ReadyArticle {
  Article article;
  std::uint32_t input = 0;
  bool is_named_by_file = false;
  bool is_named_by_url = false;
};

}  // namespace

struct ArticleReader::State {
  State(const ReaderOptions& reader_options, std::unique_ptr<StopEvent> stop_event)
      : options(reader_options),
        stop(std::move(stop_event)),
        captures((options.memory_bytes == 0 ? kUsualMemoryBytes : options.memory_bytes) /
                 kMemoryPerCaptures),
        splitter(options, *stop, &captures),
        shelf(read_ahead_bytes(options)),
        pool(options.threads, {options.map, options.max_record_bytes, options.tells_language},
             stop->token()) {}

  std::optional<InputPiece> next_piece();
  ParseBatch next_batch();
  void read_ahead();
  bool has_article();
  void select_files();
  void open_record();
  void survey();
  void take_articles(ParsedRecord& record);
  void make_room();
  void give(ReadArticle read);
  void report(Problem problem);
  void note_damage(const Problem& problem);
  void count_repaired(const ParsedRecord& record);

  ReaderOptions options;
  std::unique_ptr<StopEvent> stop;
  InputList inputs;
  std::size_t next_file = 0;
  CaptureDates captures;
  InputSplitter splitter;
  bool is_input_read = false;
  ReadCounts counts;  // of articles and records; the splitter's are those of files
  std::uint64_t no_news_records = 0;
  FieldCounts unused_fields;

  ParseBatch batch;  // that is given out
  std::size_t next_record = 0;
  CaptureShelf shelf;
  ArticleNamer namer;
  std::deque<ReadyArticle> ready;
  std::uint32_t last_input = 0;  // of the article given out last
  bool last_is_named_by_file = false;
  bool last_is_named_by_url = false;
  std::vector<FileState> states;  // of inputs.files
  std::vector<bool> read_on;      // not from their beginnings
  ParsePool pool;
};

ArticleReader::ArticleReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArticleReader::ArticleReader(ArticleReader&&) noexcept = default;
ArticleReader& ArticleReader::operator=(ArticleReader&&) noexcept = default;
ArticleReader::~ArticleReader() = default;

Result<ArticleReader> ArticleReader::open(const std::vector<std::string>& inputs,
                                          const ReaderOptions& options) {
  NEWSIDX_ASSIGN_OR_RETURN(auto stop, StopEvent::create(options.stop));
  auto state = std::make_unique<State>(options, std::move(stop));
  NEWSIDX_ASSIGN_OR_RETURN(
      state->inputs,
      walk_inputs(inputs, {options.paths, options.tells_no_news, options.may_be_empty},
                  state->stop->token()));
  state->select_files();
  for (const Problem& problem : state->inputs.problems) {
    if (problem.kind == Problem::Kind::unreadable_file) ++state->counts.files_skipped;
    state->report(problem);
  }
  state->survey();
  return ArticleReader(std::move(state));
}

void ArticleReader::State::select_files() {
  if (options.is_wanted) {
    std::erase_if(inputs.files, [this](const InputFile& file) {
      const bool is_wanted = options.is_wanted(file.path);
      if (!is_wanted) inputs.total_bytes -= std::min(inputs.total_bytes, file.size_bytes);
      return !is_wanted;
    });
  }
  states.assign(inputs.files.size(), FileState::unread);
  read_on.assign(inputs.files.size(), false);
}

void ArticleReader::State::survey() {
  survey_captures(inputs, options, *stop, captures);
  if (!captures.is_overflowing()) return;
  const auto file = std::ranges::find_if(
      inputs.files, [](const InputFile& each) { return may_hold_captures(each.format); });
  report(
      {Problem::Kind::ignored_value, file == inputs.files.end() ? "" : file->path, 0, 0,
       "the web archives have more pages than memory is for: of several captures of one the first "
       "is taken",
       Hint("more ", HintName::memory_bytes)});
}

std::optional<InputPiece> ArticleReader::State::next_piece() {
  while (!stop->requested()) {
    if (auto piece = splitter.next()) return piece;
    if (stop->requested()) break;
    if (next_file > 0 && options.on_file_end)
      options.on_file_end(static_cast<std::uint32_t>(next_file), splitter.reading());
    if (next_file == inputs.files.size()) return std::nullopt;
    const InputFile& file = inputs.files[next_file++];
    states[next_file - 1] = FileState::whole;
    const auto number = static_cast<std::uint32_t>(next_file);
    splitter.start(file, number, options.end_of ? options.end_of(number) : std::nullopt);
    read_on[next_file - 1] = splitter.is_read_on();
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
  const std::uint64_t max_bytes = read_ahead_bytes(options);
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
  if (problem.input > 0) note_damage(problem);
  if (problem.kind == Problem::Kind::no_news && !options.tells_no_news) return;
  if (options.on_problem) options.on_problem(problem);
}

void ArticleReader::State::note_damage(const Problem& problem) {
  FileState& state = states[problem.input - 1];
  if (problem.kind == Problem::Kind::unreadable_file) {
    state = state == FileState::whole ? FileState::unreadable : FileState::damaged;
  } else if (is_damage(problem)) {
    state = FileState::damaged;
  }
}

void ArticleReader::State::count_repaired(const ParsedRecord& record) {
  if (std::ranges::any_of(record.problems, is_repaired)) ++counts.records_repaired;
  if (std::ranges::any_of(record.problems, is_cut_off)) ++counts.records_cut_off;
}

// Says what is to be said of the record at hand.
void ArticleReader::State::open_record() {
  if (const auto& problem = batch.pieces[next_record].problem) {
    if (is_repaired(*problem)) ++counts.records_repaired;
    if (is_cut_off(*problem)) ++counts.records_cut_off;
    report(*problem);
  }
  ParsedRecord& record = batch.parsed[next_record];
  if (record.is_no_news) ++no_news_records;
  unused_fields.add(record.unused_fields);
  for (Problem& problem : record.problems) {
    if (record.is_no_news) problem.kind = Problem::Kind::no_news;
    problem.input = record.origin->input;
    report(problem);
  }
  count_repaired(record);
}

// Reads on until there is an article to be given out. @return false at the end
bool ArticleReader::State::has_article() {
  while (!stop->requested()) {
    while (ready.empty() && next_record < batch.pieces.size()) {
      open_record();
      take_articles(batch.parsed[next_record++]);
    }
    if (!ready.empty()) return true;
    read_ahead();
    auto parsed = pool.take();
    if (parsed) {
      batch = *std::move(parsed);
      next_record = 0;
      continue;
    }
    auto older = shelf.take(true);  // whose newest capture had no article
    if (!older) return false;
    give(*std::move(older));
  }
  return false;
}

// Articles of a page wait while a newer capture of it, or a list of articles, is to come.
void ArticleReader::State::take_articles(ParsedRecord& record) {
  const bool is_one = record.articles.size() == 1;
  for (std::size_t i = 0; i < record.articles.size(); ++i) {
    ReadArticle read{std::move(record.articles[i]), record.default_id, record.origin,
                     record.is_capture, is_one ? record.origin->page : 0};
    if (!is_one && !read.default_id.empty()) read.default_id += '#' + std::to_string(i + 1);
    if (is_one && shelf.awaits_newer(read)) {
      shelf.put(std::move(read));
      make_room();
      continue;
    }
    const auto& repeated = record.origin->repeated;
    if (is_one && repeated) shelf.settle(repeated->page);
    give(std::move(read));
  }
}

void ArticleReader::State::make_room() {
  const bool is_told = shelf.overflow_count() > 0;
  std::string file;
  for (auto older = shelf.take(false); older; older = shelf.take(false)) {
    file = older->origin->file;
    give(*std::move(older));
  }
  if (is_told || shelf.overflow_count() == 0) return;
  report(
      {Problem::Kind::ignored_value, file, 0, 0,
       "more captures of pages than memory is for have a newer one behind them: of some the first "
       "is taken",
       Hint("more ", HintName::memory_bytes)});
}

void ArticleReader::State::give(ReadArticle read) {
  const bool has_id = !read.article.id.empty();
  if (!namer.name(read)) return;
  const bool is_named_by_file = is_name_of_file(read.article.id, read.origin->name);
  const bool is_named_by_url = !has_id && read.article.id == read.article.url;
  ready.push_back({std::move(read.article), read.origin->input, is_named_by_file, is_named_by_url});
}

std::optional<Article> ArticleReader::next() {
  State& state = *state_;
  if (!state.has_article()) return std::nullopt;
  Article article = std::move(state.ready.front().article);
  state.last_input = state.ready.front().input;
  state.last_is_named_by_file = state.ready.front().is_named_by_file;
  state.last_is_named_by_url = state.ready.front().is_named_by_url;
  state.ready.pop_front();
  ++state.counts.articles;
  return article;
}

std::uint32_t ArticleReader::input() const { return state_->last_input; }

bool ArticleReader::is_read_on(std::uint32_t input) const {
  return input > 0 && state_->read_on[input - 1];
}

bool ArticleReader::is_named_by_file() const { return state_->last_is_named_by_file; }

bool ArticleReader::is_named_by_url() const { return state_->last_is_named_by_url; }

std::vector<ArticleReader::File> ArticleReader::files() const {
  std::vector<File> files;
  for (std::size_t i = 0; i < state_->states.size(); ++i) {
    files.push_back({state_->inputs.files[i].path, state_->states[i]});
  }
  return files;
}

ReadCounts ArticleReader::counts() const {
  const ReadCounts& of_files = state_->splitter.counts();
  ReadCounts counts = state_->counts;
  counts.files += of_files.files;
  counts.files_skipped += of_files.files_skipped;
  counts.files_in_part = of_files.files_in_part;
  counts.records_waiting = of_files.records_waiting;
  counts.ignored_kinds = of_files.ignored_kinds;
  if (state_->no_news_records > 0) {
    counts.ignored_kinds["non-article page"] += state_->no_news_records;
  }
  for (const auto& [what, count] : state_->inputs.ignored_kinds)
    counts.ignored_kinds[what] += count;
  for (const auto& [what, count] : counts.ignored_kinds) counts.files_ignored += count;
  counts.captures_skipped = state_->namer.captures_skipped() + state_->shelf.left_out_count();
  counts.shared_urls = state_->namer.shared_urls();
  counts.shared_ids = state_->namer.shared_ids();
  if (state_->options.map != nullptr) counts.unmet_fields = state_->options.map->unmet();
  counts.text_bytes = of_files.text_bytes;
  counts.input_bytes = of_files.input_bytes;
  return counts;
}

std::string ArticleReader::unused_fields() const { return state_->unused_fields.summary(); }

std::uint64_t ArticleReader::memory_bytes() const {
  return state_->splitter.extra_window_bytes() + state_->pool.bytes_under_way() +
         state_->shelf.memory_bytes();
}

std::uint64_t ArticleReader::total_input_bytes() const { return state_->inputs.total_bytes; }

}  // namespace newsidx::source

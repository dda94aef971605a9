#include "indexer/build_pipeline.h"

#include <algorithm>
#include <map>
#include <thread>

#include "analysis/analyzer.h"
#include "base/hash_set.h"
#include "base/try.h"
#include "indexer/bigram_writer.h"
#include "indexer/forward_index.h"
#include "indexer/index_writer.h"
#include "indexer/merger.h"
#include "indexer/run_source.h"
#include "indexer/segment_source.h"
#include "indexer/worker_pool.h"
#include "segment/docs_writer.h"

namespace newsidx::indexer {
namespace {

constexpr std::uint64_t kMinMemoryBytes = 16u << 20;
constexpr unsigned kMaxThreads = 256;
constexpr unsigned kMaxTitleWeight = 16;
constexpr std::uint32_t kMaxDocuments =
    INT32_MAX;  // so that a window behind the last one still fits
constexpr std::uint64_t kArticlesPerReport = 256;
// More articles than this are reordered when nobody says whether.
constexpr std::size_t kMinReordered = 131'072;

// How the memory budget is spent. A chunk in work needs about six times its text (the text itself,
// the log and its sorted copy, the run), and as many chunks wait as are in work.
struct MemoryPlan {
  std::size_t chunk_bytes;
  std::size_t vocabulary_bytes;  // of each worker
  std::size_t runs_bytes;        // of all runs and document rows, before a flush

  MemoryPlan(std::uint64_t budget, unsigned threads)
      : chunk_bytes(std::clamp<std::size_t>(budget / (threads * 32u), 64u << 10, 16u << 20)),
        vocabulary_bytes(budget / (threads * 8u)),
        runs_bytes(budget / 2) {}
};

Status check_options(const BuildOptions& options) {
  const auto bad = [](std::string message) {
    return fail(ErrorCode::invalid_argument, std::move(message));
  };
  if (options.memory_bytes < kMinMemoryBytes) {
    return bad("memory of " + std::to_string(options.memory_bytes) +
               " bytes is too small (try: 16M or more)");
  }
  if (options.threads > kMaxThreads) return bad("too many threads (try: at most 256)");
  if (options.title_weight < 1 || options.title_weight > kMaxTitleWeight) {
    return bad("title weight must be from 1 to 16");
  }
  if (options.bigrams > kMaxBigramWords) {
    return bad("too many frequent words for bigrams (try: at most " +
               std::to_string(kMaxBigramWords) + ")");
  }
  if (options.analyzer != "news" && options.analyzer != "plain") {
    return bad("unknown analyzer '" + options.analyzer + "' (try: news or plain)");
  }
  return {};
}

class Build {
 public:
  Build(ArticleStream& stream, const BuildOptions& options, unsigned threads)
      : stream_(stream),
        options_(options),
        threads_(threads),
        plan_(options.memory_bytes, threads) {}

  Result<BuildOutcome> run() {
    analyzer_options_.kind =
        options_.analyzer == "plain" ? analysis::AnalyzerKind::plain : analysis::AnalyzerKind::news;
    analyzer_options_.language = options_.language;
    NEWSIDX_ASSIGN_OR_RETURN(auto inverters, make_inverters());
    NEWSIDX_ASSIGN_OR_RETURN(IndexWriter writer, IndexWriter::open(options_.index_path));
    auto outcome = read_and_commit(writer, std::move(inverters));
    if (!outcome) writer.give_up();
    return outcome;
  }

 private:
  Result<BuildOutcome> read_and_commit(IndexWriter& writer,
                                       std::vector<std::unique_ptr<Inverter>> inverters) {
    NEWSIDX_RETURN_IF_ERROR(read_all(writer, std::move(inverters)));
    if (documents_.empty()) {
      return fail(ErrorCode::invalid_argument, "nothing to index: the input has no article");
    }
    return commit(writer);
  }

  Result<std::vector<std::unique_ptr<Inverter>>> make_inverters() {
    std::vector<std::unique_ptr<Inverter>> inverters;
    for (unsigned i = 0; i < threads_; ++i) {
      NEWSIDX_ASSIGN_OR_RETURN(auto analyzer, analysis::Analyzer::create(analyzer_options_));
      fingerprint_ = analyzer.fingerprint();
      inverters.push_back(std::make_unique<Inverter>(std::move(analyzer), analyzer_options_,
                                                     plan_.vocabulary_bytes));
    }
    return inverters;
  }

  // Reads articles into chunks, hands these to the workers, and takes their results in order.
  Status read_all(IndexWriter& writer, std::vector<std::unique_ptr<Inverter>> inverters) {
    first_sequence_ = writer.first_sequence();
    docs_.emplace(writer.staging_path(), first_sequence_);
    WorkerPool pool(std::move(inverters), options_.store_articles);
    Chunk chunk;
    const auto submit = [&]() -> Status {
      const std::size_t number = chunk.number;
      const auto next_document =
          chunk.first_document + static_cast<std::uint32_t>(chunk.articles.size());
      pool.submit(std::move(chunk));
      chunk = Chunk{number + 1, next_document, {}, 0};
      return collect(writer, pool, false);
    };
    while (std::optional<Article> article = stream_.next()) {
      if (options_.stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped");
      if (!ids_.insert(hash128(article->id))) {
        ++outcome_.duplicates_skipped;
        if (options_.on_problem) {
          options_.on_problem("id '" + article->id +
                              "' occurs again: the later article is skipped");
        }
        continue;
      }
      if (++outcome_.articles > kMaxDocuments) {
        return fail(ErrorCode::limit, "more than 2,147,483,647 articles (try: several indexes)");
      }
      chunk.text_bytes += article->title.size() + article->body.size() + sizeof(Article);
      chunk.articles.push_back(*std::move(article));
      if (outcome_.articles % kArticlesPerReport == 1) report(BuildProgress::Stage::reading);
      if (chunk.text_bytes >= plan_.chunk_bytes) NEWSIDX_RETURN_IF_ERROR(submit());
    }
    if (options_.stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped");
    if (!chunk.articles.empty()) NEWSIDX_RETURN_IF_ERROR(submit());
    return collect(writer, pool, true);
  }

  Status collect(IndexWriter& writer, WorkerPool& pool, bool all) {
    for (;;) {
      auto chunk = pool.take(all);
      if (!chunk) return {};
      auto document = static_cast<std::uint32_t>(documents_.size());
      for (const std::string& article : chunk->stored_articles) {
        NEWSIDX_RETURN_IF_ERROR(docs_->add(document++, article));
      }
      documents_.insert(documents_.end(), chunk->rows.begin(), chunk->rows.end());
      for (const auto& [language, count] : chunk->languages) languages_[language] += count;
      runs_bytes_ += chunk->run.memory_bytes();
      runs_.push_back(std::move(chunk->run));
      const std::size_t tables = documents_.capacity() * sizeof(DocumentRow) + ids_.memory_bytes();
      if (runs_bytes_ + std::min(tables, plan_.runs_bytes / 2) > plan_.runs_bytes) {
        NEWSIDX_RETURN_IF_ERROR(flush(writer));
      }
    }
  }

  std::vector<std::unique_ptr<TermSource>> take_runs() {
    std::vector<std::unique_ptr<TermSource>> sources;
    for (Run& run : runs_) {
      sources.push_back(std::make_unique<RunSource>(std::move(run), documents_, title_weight()));
    }
    runs_.clear();
    runs_bytes_ = 0;
    return sources;
  }

  // Memory is short: the runs become a segment on disk, to be merged at the end.
  Status flush(IndexWriter& writer) {
    MergeRequest request = merge_request(writer, flushed_documents_);
    auto sources = take_runs();
    NEWSIDX_ASSIGN_OR_RETURN(auto output, merge(std::move(sources), request));
    NEWSIDX_RETURN_IF_ERROR(writer.add_flushed(std::move(output.files)));
    flushed_.push_back({std::move(output.info), flushed_documents_});
    flushed_documents_ = static_cast<std::uint32_t>(documents_.size());
    return {};
  }

  MergeRequest merge_request(IndexWriter& writer, std::uint32_t first_document) {
    MergeRequest request;
    request.segment = writer.take_segment_number();
    request.first_document = first_document;
    request.first_sequence = first_sequence_ + first_document;
    request.documents = std::span(documents_).subspan(first_document);
    request.title_weight = title_weight();
    request.staging_path = writer.staging_path();
    request.stop = options_.stop;
    return request;
  }

  Result<BuildOutcome> commit(IndexWriter& writer) {
    MergeRequest request = merge_request(writer, 0);
    request.languages.assign(languages_.begin(), languages_.end());
    request.on_progress = [this](std::uint64_t done, std::uint64_t total) {
      if (!options_.on_progress) return;
      BuildProgress progress = reading_;
      progress.stage = BuildProgress::Stage::merging;
      progress.done_units = done;
      progress.total_units = total;
      options_.on_progress(progress);
    };
    std::vector<std::unique_ptr<TermSource>> sources;
    for (const Flushed& flushed : flushed_) {
      auto source =
          std::make_unique<SegmentSource>(writer.store(), flushed.info, flushed.first_document);
      NEWSIDX_RETURN_IF_ERROR(source->start());
      sources.push_back(std::move(source));
    }
    for (auto& source : take_runs()) sources.push_back(std::move(source));
    if (reorders()) {
      NEWSIDX_ASSIGN_OR_RETURN(request.order, new_order(sources));
    }
    NEWSIDX_ASSIGN_OR_RETURN(auto output, merge(std::move(sources), request));
    if (options_.bigrams > 0) NEWSIDX_RETURN_IF_ERROR(add_bigrams(writer, output));

    report(BuildProgress::Stage::committing);
    if (options_.stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped");
    NEWSIDX_ASSIGN_OR_RETURN(auto docs, std::move(*docs_).finish());
    for (auto& file : docs.files) output.files.push_back(std::move(file));
    output.info.digests[storage::index_of(storage::Family::docs)] = docs.digest;
    segment::IndexSettings settings{options_.analyzer, options_.language, fingerprint_,
                                    title_weight(), options_.store_articles};
    NEWSIDX_ASSIGN_OR_RETURN(outcome_.generation, writer.commit(std::move(output.info),
                                                                std::move(output.files), settings));
    return outcome_;
  }

  // The lists are read back for this: what was merged goes into the index first, unnamed.
  Status add_bigrams(IndexWriter& writer, segment::SegmentWriter::Output& output) {
    NEWSIDX_RETURN_IF_ERROR(writer.add_flushed(std::move(output.files)));
    BigramRequest request;
    request.word_count = options_.bigrams;
    request.title_weight = title_weight();
    request.budget_bytes = plan_.runs_bytes / 2;
    request.staging_path = writer.staging_path();
    request.stop = options_.stop;
    NEWSIDX_ASSIGN_OR_RETURN(
        output, write_bigrams(writer.store(), output.info, output.next_term_number, request));
    return {};
  }

  Result<std::vector<std::uint32_t>> new_order(
      std::span<const std::unique_ptr<TermSource>> sources) {
    report(BuildProgress::Stage::reordering);
    NEWSIDX_ASSIGN_OR_RETURN(
        const ForwardIndex forward,
        make_forward_index(sources, static_cast<std::uint32_t>(documents_.size()), options_.stop));
    return bisect(forward, threads_, {}, options_.stop);
  }

  [[nodiscard]] bool reorders() const {
    return options_.reorder.value_or(documents_.size() > kMinReordered);
  }

  [[nodiscard]] std::uint32_t title_weight() const {
    return options_.analyzer == "plain" ? 1 : options_.title_weight;
  }

  void report(BuildProgress::Stage stage) {
    if (!options_.on_progress) return;
    reading_.stage = stage;
    reading_.articles = outcome_.articles;
    stream_.report(reading_);
    options_.on_progress(reading_);
  }

  struct Flushed {
    segment::SegmentInfo info;
    std::uint32_t first_document;
  };

  ArticleStream& stream_;
  const BuildOptions& options_;
  const unsigned threads_;
  const MemoryPlan plan_;
  analysis::AnalyzerOptions analyzer_options_;
  std::string fingerprint_;
  BuildOutcome outcome_;
  BuildProgress reading_;
  std::uint64_t first_sequence_ = 0;

  HashSet ids_;
  DocumentTable documents_;
  std::map<std::string, std::uint32_t> languages_;
  std::optional<segment::DocsWriter> docs_;
  std::vector<Run> runs_;
  std::size_t runs_bytes_ = 0;
  std::vector<Flushed> flushed_;
  std::uint32_t flushed_documents_ = 0;
};

}  // namespace

Result<BuildOutcome> run_build(ArticleStream& stream, const BuildOptions& options) {
  NEWSIDX_RETURN_IF_ERROR(check_options(options));
  const unsigned threads =
      options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  return Build(stream, options, threads).run();
}

}  // namespace newsidx::indexer

#include "indexer/build/build_pipeline.h"

#include <algorithm>

#include "base/cancellation.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "indexer/build/build_estimate.h"
#include "indexer/build/inverters.h"
#include "indexer/build/memory_plan.h"
#include "indexer/build/segment_builder.h"
#include "indexer/build/worker_pool.h"
#include "indexer/live/deletions.h"
#include "indexer/live/file_clash.h"
#include "indexer/live/index_writer.h"
#include "segment/analyzer_match.h"

namespace newsidx::indexer {
namespace {

constexpr std::uint64_t kArticlesPerReport = 256;
// A reader holds all files of all segments open.
constexpr std::uint32_t kMaxSegments = 1024;

class Build {
 public:
  Build(ArticleStream& stream, const BuildSettings& options, unsigned threads)
      : stream_(stream),
        options_(options),
        threads_(threads),
        plan_(options.memory_bytes, threads),
        estimate_(options, threads, plan_.segment_limits().reordered) {}

  Result<BuildOutcome> run() {
    return in_memory([this] { return build(); });
  }

  /// Beside what the index has.
  Result<BuildOutcome> run_addition(IndexWriter& writer) {
    known_.emplace(writer.store(), writer.manifest().segments);
    return in_memory([this, &writer]() -> Result<BuildOutcome> {
      NEWSIDX_ASSIGN_OR_RETURN(auto made, make_inverters(options_, threads_, plan_));
      fingerprint_ = made.fingerprint;
      NEWSIDX_RETURN_IF_ERROR(segment::match_analyzer(writer.manifest().settings, fingerprint_));
      return write(writer, std::move(made.inverters));
    });
  }

  /// In the place of what the index has, whose articles the stream gives.
  Result<BuildOutcome> run_rebuild(IndexWriter& writer) {
    is_rebuild_ = true;
    return in_memory([this, &writer]() -> Result<BuildOutcome> {
      NEWSIDX_ASSIGN_OR_RETURN(auto made, make_inverters(options_, threads_, plan_));
      fingerprint_ = made.fingerprint;
      return write(writer, std::move(made.inverters));
    });
  }

 private:
  Result<BuildOutcome> build() {
    NEWSIDX_ASSIGN_OR_RETURN(auto made, make_inverters(options_, threads_, plan_));
    fingerprint_ = made.fingerprint;
    NEWSIDX_ASSIGN_OR_RETURN(IndexWriter writer,
                             IndexWriter::open(options_.index_path, plan_.cache_bytes()));
    if (!options_.replaces_all && !writer.is_known()) {
      return would_lose("its manifest cannot be read");
    }
    return write(writer, std::move(made.inverters));
  }

  Result<BuildOutcome> write(IndexWriter& writer,
                             std::vector<std::unique_ptr<Inverter>> inverters) {
    stream_.number_files(writer.begin_source_files(stream_.file_count()));
    auto outcome = in_memory([&]() -> Result<BuildOutcome> {
      NEWSIDX_RETURN_IF_ERROR(read_all(writer, std::move(inverters)));
      return commit(writer);
    });
    if (!outcome) {
      segment_.reset();  // memory may be what is lacking
      writer.give_up();
    }
    return outcome;
  }

  // Reads articles into batches, hands these to the workers, and takes their results in order.
  Status read_all(IndexWriter& writer, std::vector<std::unique_ptr<Inverter>> inverters) {
    WorkerPool pool(std::move(inverters), options_.store_articles);
    start_segment(writer);
    Batch batch;
    const auto submit = [&]() -> Status {
      const auto next_document =
          batch.first_document + static_cast<std::uint32_t>(batch.articles.size());
      NEWSIDX_RETURN_IF_ERROR(make_room(pool, batch.bytes));
      pool.submit(std::move(batch));
      batch = Batch{next_document, {}, 0};
      return collect(pool, false);
    };
    while (std::optional<Article> article = stream_.next()) {
      if (options_.stop.stop_requested()) return cancelled_error();
      NEWSIDX_RETURN_IF_ERROR(keep_apart(*article));
      if (++outcome_.articles > kMaxDocuments) {
        return fail(ErrorCode::limit, "more than 2,147,483,647 articles", "several indexes");
      }
      const std::uint64_t in_segment = batch.first_document + batch.articles.size();
      if (in_segment > 0 && in_segment == options_.segment_articles) {
        if (++segment_count_ > kMaxSegments) {
          return fail(ErrorCode::limit, "more than 1,024 segments",
                      "more articles in each segment");
        }
        if (!batch.articles.empty()) NEWSIDX_RETURN_IF_ERROR(submit());
        NEWSIDX_RETURN_IF_ERROR(finish_segment(pool));
        start_segment(writer);
        batch.first_document = 0;
      }
      batch.bytes += memory_bytes(*article);
      batch.source_files.push_back(stream_.file().now);
      batch.articles.push_back(*std::move(article));
      if (outcome_.articles % kArticlesPerReport == 1) report(BuildProgress::Stage::reading);
      if (batch.bytes >= plan_.batch_bytes()) NEWSIDX_RETURN_IF_ERROR(submit());
    }
    if (options_.stop.stop_requested()) return cancelled_error();
    NEWSIDX_RETURN_IF_ERROR(stream_.status());
    if (outcome_.articles == 0) {
      segment_.reset();
      if (known_ || is_rebuild_) return {};
      return fail(ErrorCode::invalid_argument, "nothing to index: the input has no article");
    }
    if (!batch.articles.empty()) NEWSIDX_RETURN_IF_ERROR(submit());
    return finish_segment(pool);
  }

  // Of files of one name in several folders the index may have another than the one at hand.
  Status keep_apart(Article& article) {
    if (!known_) return {};
    if (std::string other = stream_.id_beside_another(); !other.empty()) {
      NEWSIDX_ASSIGN_OR_RETURN(const bool is_taken,
                               is_of_another_title(*known_, article, stream_.file().before));
      if (is_taken) article.id = std::move(other);
      return {};
    }
    if (!stream_.is_named_by_file()) return {};
    NEWSIDX_ASSIGN_OR_RETURN(const bool is_other,
                             is_of_another_file(*known_, article, stream_.file().before));
    if (!is_other) return {};
    article.id += '#' + hex_digits(hash128(article.title + '\n' + article.body)).substr(0, 8);
    return {};
  }

  void start_segment(IndexWriter& writer) {
    segment_.emplace(writer, options_, threads_, plan_.segment_limits());
  }

  // Waits until another batch may be under way.
  Status make_room(WorkerPool& pool, std::size_t bytes) {
    while (pool.bytes_under_way() > 0 && pool.bytes_under_way() + bytes > plan_.bytes_under_way()) {
      NEWSIDX_RETURN_IF_ERROR(add(*pool.take(true)));
    }
    return {};
  }

  // Of a batch that was stopped some is missing: it goes nowhere.
  Status add(InvertedBatch batch) {
    if (options_.stop.stop_requested()) return cancelled_error();
    return segment_->add(std::move(batch), stream_.memory_bytes());
  }

  Status collect(WorkerPool& pool, bool all) {
    while (auto batch = pool.take(all)) {
      NEWSIDX_RETURN_IF_ERROR(add(*std::move(batch)));
    }
    return {};
  }

  Status finish_segment(WorkerPool& pool) {
    NEWSIDX_RETURN_IF_ERROR(collect(pool, true));
    NEWSIDX_RETURN_IF_ERROR(
        std::move(*segment_).finish([this](BuildProgress::Stage stage, std::uint64_t done,
                                           std::uint64_t total) { report(stage, done, total); }));
    outcome_.superseded += segment_->superseded_count();
    BuildProgress progress;
    stream_.report(progress);
    estimate_.end_segment(progress.done_units);
    return {};
  }

  Result<BuildOutcome> commit(IndexWriter& writer) {
    report(BuildProgress::Stage::committing);
    if (options_.stop.stop_requested()) return cancelled_error();
    const bool adds = known_.has_value();
    ManifestEdit edit = adds ? writer.addition() : writer.replacement();
    if (is_rebuild_) {
      edit.forgets_all_files = false;
    } else if (!adds) {
      NEWSIDX_RETURN_IF_ERROR(compare(writer, edit));
    }
    Deletions deletions = adds ? *std::move(known_) : Deletions(writer.store(), {});
    for (const ManifestEdit::Added& added : edit.add) {
      NEWSIDX_ASSIGN_OR_RETURN(const auto replaced, deletions.replace_by(added.info));
      if (adds) outcome_.replaced += replaced.committed;
      outcome_.superseded += replaced.added;
    }
    outcome_.articles -= outcome_.superseded;
    NEWSIDX_ASSIGN_OR_RETURN(ArticleStream::FileChanges files, stream_.file_changes());
    NEWSIDX_ASSIGN_OR_RETURN(const std::uint64_t deleted, deletions.remove_files(files.replaced));
    if (adds) outcome_.deleted = deleted;
    edit.set_live = std::move(deletions).take();
    edit.files = std::move(files.read);
    edit.forget = std::move(files.forget);
    outcome_.generation = writer.manifest().generation;
    if (edit.is_empty() && !is_rebuild_) return outcome_;
    NEWSIDX_ASSIGN_OR_RETURN(outcome_.generation,
                             writer.commit(std::move(edit), options_.index_settings(fingerprint_)));
    return outcome_;
  }

  // What a build does with the articles of the index.
  Status compare(IndexWriter& writer, const ManifestEdit& edit) {
    Deletions known(writer.store(), writer.manifest().segments);
    std::uint64_t replaced = 0;
    for (const ManifestEdit::Added& added : edit.add) {
      const auto of_segment = known.replace_by(added.info);
      if (!of_segment) {  // the index is damaged, which a build mends
        return options_.replaces_all ? Status() : would_lose(of_segment.error().message);
      }
      replaced += of_segment->committed;
    }
    outcome_.replaced = replaced;
    outcome_.deleted = writer.manifest().live_document_count() - replaced;
    if (options_.replaces_all || outcome_.deleted == 0) return {};
    return fail(ErrorCode::invalid_argument,
                "the index has " + std::to_string(outcome_.deleted) +
                    (outcome_.deleted == 1 ? " article" : " articles") +
                    " that the input does not have",
                Hint(HintName::add, " to keep ", outcome_.deleted == 1 ? "it" : "them", ", or ",
                     HintName::replaces_all));
  }

  // What a damaged index has may be nowhere else.
  static Failure would_lose(const std::string& why) {
    return fail(ErrorCode::corruption, "the index that is there is damaged: " + why,
                Hint(HintName::repair, ", or ", HintName::replaces_all, " to give up what it has"));
  }

  void report(BuildProgress::Stage stage, std::uint64_t done = 0, std::uint64_t total = 0) {
    if (!options_.on_progress) return;
    BuildProgress progress;
    stream_.report(progress);
    progress.stage = stage;
    progress.articles = outcome_.articles;
    const std::uint64_t input_done = progress.done_units;
    const std::uint64_t input_total = progress.total_units;
    if (stage != BuildProgress::Stage::reading) {
      progress.done_units = done;
      progress.total_units = total;
    }
    progress.share_done = estimate_.share_done(progress, input_done, input_total);
    options_.on_progress(progress);
  }

  ArticleStream& stream_;
  const BuildSettings& options_;
  const unsigned threads_;
  const MemoryPlan plan_;
  BuildEstimate estimate_;
  std::string fingerprint_;
  BuildOutcome outcome_;
  std::uint32_t segment_count_ = 1;
  std::optional<SegmentBuilder> segment_;  // that articles are added to
  std::optional<Deletions> known_;         // what the index has; of a build nothing counts
  bool is_rebuild_ = false;
};

}  // namespace

Result<BuildOutcome> run_build(ArticleStream& stream, const BuildSettings& options) {
  NEWSIDX_RETURN_IF_ERROR(check_settings(options));
  return Build(stream, options, thread_count_of(options)).run();
}

Result<BuildOutcome> run_addition(ArticleStream& stream, IndexWriter& writer,
                                  const BuildSettings& options) {
  NEWSIDX_RETURN_IF_ERROR(check_settings(options));
  return Build(stream, options, thread_count_of(options)).run_addition(writer);
}

Result<BuildOutcome> run_rebuild(ArticleStream& stream, IndexWriter& writer,
                                 const BuildSettings& options) {
  NEWSIDX_RETURN_IF_ERROR(check_settings(options));
  return Build(stream, options, thread_count_of(options)).run_rebuild(writer);
}

}  // namespace newsidx::indexer

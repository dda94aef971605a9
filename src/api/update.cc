#include <newsidx/index.h>
#include <newsidx/update.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "api/addition.h"
#include "api/progress.h"
#include "api/read_options.h"
#include "api/source_stream.h"
#include "api/source_tracker.h"
#include "base/cancellation.h"
#include "base/status_macros.h"
#include "indexer/build/build_pipeline.h"
#include "indexer/live/deletions.h"
#include "indexer/live/index_writer.h"
#include "indexer/live/merging.h"
#include "indexer/live/segment_merge.h"

namespace newsidx {
namespace {

using Clock = std::chrono::steady_clock;

// For merging what a deletion has left.
constexpr std::uint64_t kRemoveMemoryBytes = 256u << 20;

// The index is opened for reading first: a path that has none is not to become one.
Result<indexer::IndexWriter> open_writer(const std::string& path) {
  NEWSIDX_RETURN_IF_ERROR(Index::open(path));
  return indexer::IndexWriter::open(path);
}

Result<indexer::BuildSettings> settings_of(const AddOptions& options,
                                           const indexer::IndexWriter& writer) {
  const segment::IndexSettings& of_index = writer.manifest().settings;
  indexer::BuildSettings settings;
  settings.index_path = options.index_path;
  settings.analyzer = of_index.analyzer;
  settings.language = of_index.language;
  settings.title_weight = of_index.title_weight;
  settings.store_articles = of_index.stores_articles;
  settings.threads = options.reading.threads;
  settings.memory_bytes = options.reading.memory_bytes;
  settings.min_bigram_articles = indexer::kMinBigramArticles;
  NEWSIDX_ASSIGN_OR_RETURN(settings.bigrams,
                           indexer::frequent_word_count(*writer.store(), writer.manifest()));
  settings.on_progress = progress_teller(options.on_progress);
  settings.on_problem = options.reading.on_problem;
  settings.stop = options.reading.stop;
  return settings;
}

AddReport report_of(const indexer::BuildOutcome& outcome, const SourceTracker& tracker,
                    const SourceStream& stream) {
  AddReport report;
  fill_counts(stream.counts(), stream.unused_fields(), report);
  report.articles = outcome.articles;
  report.replaced = outcome.replaced;
  report.deleted = outcome.deleted;
  report.superseded = outcome.superseded;
  report.generation = outcome.generation;
  report.unknown_languages = stream.languages().unknown_count();
  report.files_added = tracker.counts().added;
  report.files_changed = tracker.counts().changed;
  report.files_unchanged = tracker.counts().unchanged;
  report.files_gone = tracker.counts().gone;
  report.records_waiting = stream.counts().records_waiting;
  return report;
}

indexer::MergeSettings merge_settings(std::uint64_t memory_bytes, unsigned threads,
                                      const std::function<void(const BuildProgress&)>& on_progress,
                                      const std::stop_token& stop) {
  indexer::MergeSettings settings;
  settings.memory_bytes = memory_bytes;
  settings.threads = threads != 0 ? threads : std::max(1u, std::thread::hardware_concurrency());
  settings.stop = stop;
  if (!on_progress) return settings;
  settings.on_stage = [on_progress](indexer::BuildProgress::Stage stage, std::uint64_t done,
                                    std::uint64_t total) {
    BuildProgress progress;
    progress.stage = stage_of(stage);
    progress.done_units = done;
    progress.total_units = total;
    on_progress(progress);
  };
  return settings;
}

// After a commit, which stands: a merge that does not succeed is tried again the next time.
void merge_behind(indexer::IndexWriter& writer, const indexer::MergeSettings& settings,
                  const std::function<void(const Remark&)>& on_problem) {
  const auto merged = indexer::merge_as_worth(writer, false, settings);
  if (merged || merged.error().code == ErrorCode::cancelled || !on_problem) return;
  on_problem({"segments could not be merged: " + merged.error().message, merged.error().hint});
}

// Deletes what `mark` marks.
template <class Mark>
Result<RemoveReport> remove_marked(const RemoveOptions& options, Mark mark) {
  NEWSIDX_ASSIGN_OR_RETURN(auto writer, open_writer(options.index_path));
  indexer::Deletions deletions(writer.store(), writer.manifest().segments);
  RemoveReport report;
  report.generation = writer.manifest().generation;
  NEWSIDX_RETURN_IF_ERROR(mark(deletions, report));
  if (options.stop.stop_requested()) return cancelled_error();
  indexer::ManifestEdit edit;
  edit.set_live = std::move(deletions).take();
  if (options.dry_run || edit.is_empty()) return report;
  NEWSIDX_ASSIGN_OR_RETURN(report.generation,
                           writer.commit(std::move(edit), writer.manifest().settings));
  merge_behind(writer, merge_settings(kRemoveMemoryBytes, 1, {}, options.stop), {});
  report.generation = writer.manifest().generation;
  return report;
}

}  // namespace

Result<AddReport> add(const std::vector<std::string>& inputs, const AddOptions& options) {
  return add_inputs(inputs, options, /*may_be_empty=*/false);
}

Result<AddReport> add_inputs(const std::vector<std::string>& inputs, const AddOptions& options,
                             bool may_be_empty) {
  const auto start = Clock::now();
  NEWSIDX_ASSIGN_OR_RETURN(auto writer, open_writer(options.index_path));
  NEWSIDX_ASSIGN_OR_RETURN(const auto settings, settings_of(options, writer));
  NEWSIDX_RETURN_IF_ERROR(indexer::check_settings(settings));
  ReadOptions reading = options.reading;
  reading.tells_language = settings.analyzer != "plain";  // to which all languages are one
  NEWSIDX_ASSIGN_OR_RETURN(auto reader_options, reader_options_of(reading));
  reader_options.may_be_empty = may_be_empty;
  reader_options.waits_for_rest = true;
  SourceTracker tracker(writer.store());
  NEWSIDX_RETURN_IF_ERROR(tracker.watch(reader_options));
  NEWSIDX_ASSIGN_OR_RETURN(auto reader, source::ArticleReader::open(inputs, reader_options));
  SourceStream stream(std::move(reader), tracker, options.prune, inputs);
  NEWSIDX_ASSIGN_OR_RETURN(const auto outcome, indexer::run_addition(stream, writer, settings));
  merge_behind(
      writer,
      merge_settings(settings.memory_bytes, settings.threads, options.on_progress, settings.stop),
      settings.on_problem);
  AddReport report = report_of(outcome, tracker, stream);
  report.generation = writer.manifest().generation;
  report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return report;
}

Result<RemoveReport> remove(const std::vector<std::string>& ids, const RemoveOptions& options) {
  return remove_marked(options,
                       [&ids](indexer::Deletions& deletions, RemoveReport& report) -> Status {
                         for (const std::string& id : ids) {
                           NEWSIDX_ASSIGN_OR_RETURN(const bool was_there, deletions.remove_id(id));
                           if (was_there) {
                             ++report.deleted;
                           } else {
                             report.missing.push_back(id);
                           }
                         }
                         return {};
                       });
}

Result<RemoveReport> remove_matching(std::string_view query, const RemoveOptions& options,
                                     const SearchOptions& search) {
  return remove_marked(options, [&](indexer::Deletions& deletions, RemoveReport& report) -> Status {
    NEWSIDX_ASSIGN_OR_RETURN(const Index index, Index::open(options.index_path));
    if (index.generation() != report.generation) {
      return fail(ErrorCode::internal, "the index changed under the lock of its writer");
    }
    SearchOptions reading = search;
    reading.limit = reading.offset = 0;
    NEWSIDX_ASSIGN_OR_RETURN(Answer answer, index.search(query, reading));
    report.warnings = std::move(answer.warnings);
    NEWSIDX_ASSIGN_OR_RETURN(const auto refs, index.matches(query, search));
    for (const DocumentRef& ref : refs) {
      NEWSIDX_ASSIGN_OR_RETURN(const bool was_there,
                               deletions.remove_document(ref.segment, ref.document));
      report.deleted += was_there ? 1 : 0;
    }
    return {};
  });
}

Result<MergeReport> merge(const MergeOptions& options) {
  const auto start = Clock::now();
  NEWSIDX_ASSIGN_OR_RETURN(auto writer, open_writer(options.index_path));
  const auto documents = [&writer] { return writer.manifest().document_count(); };
  MergeReport report;
  report.segments_before = writer.manifest().segments.size();
  const std::uint64_t documents_before = documents();
  NEWSIDX_ASSIGN_OR_RETURN(
      report.merges, indexer::merge_as_worth(writer, options.full,
                                             merge_settings(options.memory_bytes, options.threads,
                                                            options.on_progress, options.stop)));
  report.segments = writer.manifest().segments.size();
  report.articles = writer.manifest().live_document_count();
  report.dropped = documents_before - documents();
  report.generation = writer.manifest().generation;
  report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return report;
}

}  // namespace newsidx

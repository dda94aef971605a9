#include <newsidx/index.h>
#include <newsidx/update.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "api/progress.h"
#include "api/read_options.h"
#include "api/source_stream.h"
#include "api/source_tracker.h"
#include "base/cancellation.h"
#include "base/status_macros.h"
#include "indexer/build/build_pipeline.h"
#include "indexer/live/deletions.h"
#include "indexer/live/index_writer.h"
#include "segment/segment_reader.h"

namespace newsidx {
namespace {

using Clock = std::chrono::steady_clock;

// Small segments are many, and merged soon: pairs pay from here on.
constexpr std::uint32_t kMinBigramArticles = 4096;

// The index is opened for reading first: a path that has none is not to become one.
Result<indexer::IndexWriter> open_writer(const std::string& path) {
  NEWSIDX_RETURN_IF_ERROR(Index::open(path));
  return indexer::IndexWriter::open(path);
}

// Frequent words with pairs that the index has already.
Result<unsigned> bigrams_of(const indexer::IndexWriter& writer) {
  std::size_t count = 0;
  for (const segment::SegmentInfo& info : writer.manifest().segments) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto reader, segment::SegmentReader::open(writer.store(), info));
    count = std::max(count, reader->frequent_word_count());
  }
  return static_cast<unsigned>(count);
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
  settings.min_bigram_articles = kMinBigramArticles;
  NEWSIDX_ASSIGN_OR_RETURN(settings.bigrams, bigrams_of(writer));
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
  return report;
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
  return report;
}

}  // namespace

Result<AddReport> add(const std::vector<std::string>& inputs, const AddOptions& options) {
  const auto start = Clock::now();
  NEWSIDX_ASSIGN_OR_RETURN(auto writer, open_writer(options.index_path));
  NEWSIDX_ASSIGN_OR_RETURN(const auto settings, settings_of(options, writer));
  NEWSIDX_RETURN_IF_ERROR(indexer::check_settings(settings));
  ReadOptions reading = options.reading;
  reading.tells_language = settings.analyzer != "plain";  // to which all languages are one
  NEWSIDX_ASSIGN_OR_RETURN(auto reader_options, reader_options_of(reading));
  SourceTracker tracker(writer.store());
  NEWSIDX_RETURN_IF_ERROR(tracker.watch(reader_options));
  NEWSIDX_ASSIGN_OR_RETURN(auto reader, source::ArticleReader::open(inputs, reader_options));
  SourceStream stream(std::move(reader), tracker, options.prune, inputs);
  NEWSIDX_ASSIGN_OR_RETURN(const auto outcome, indexer::run_addition(stream, writer, settings));
  AddReport report = report_of(outcome, tracker, stream);
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

}  // namespace newsidx

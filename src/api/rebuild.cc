#include <newsidx/repair.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "api/progress.h"
#include "api/rebuild_settings.h"
#include "base/status_macros.h"
#include "indexer/build/segment_assembly.h"
#include "indexer/build/stored_articles.h"
#include "indexer/live/segment_merge.h"
#include "storage/store.h"

namespace newsidx {
namespace {

using Clock = std::chrono::steady_clock;

// As a build gives it to the cache of what is read back.
constexpr std::uint64_t kCacheShare = 16;

// The index is opened for reading first: a path that has none is not to become one.
Status find_stored_articles(const std::string& path) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto store,
                           storage::Store::open(path, storage::Store::OpenFiles::few));
  auto manifest = segment::read_manifest(store);
  if (!manifest) return fail("index '" + path + "'", std::move(manifest).error());
  if (!*manifest) {
    return fail(ErrorCode::not_found, "no index was finished at '" + path + "'",
                Hint(HintName::build_at, " '", path, "'"));
  }
  if ((*manifest)->settings.stores_articles) return {};
  return fail(ErrorCode::unsupported, "the index at '" + path + "' stores no articles",
              "build it again from its sources");
}

}  // namespace

Result<indexer::BuildSettings> rebuild_settings(const RebuildOptions& options,
                                                const indexer::IndexWriter& writer) {
  const segment::Manifest& index = writer.manifest();
  indexer::BuildSettings settings;
  settings.index_path = options.index_path;
  settings.analyzer = options.analyzer.value_or(index.settings.analyzer);
  const bool is_same = settings.analyzer == index.settings.analyzer;
  if (is_same) settings.language = index.settings.language;
  if (is_same) settings.title_weight = index.settings.title_weight;
  if (options.language) settings.language = *options.language;
  if (options.title_weight) settings.title_weight = options.title_weight;
  settings.threads = options.threads;
  settings.memory_bytes = options.memory_bytes;
  settings.segment_articles = options.segment_articles;
  settings.reorder = options.reorder;
  const bool is_reordered =
      std::ranges::any_of(index.segments, &segment::SegmentInfo::is_reordered);
  if (!options.reorder && is_reordered && index.live_document_count() <= indexer::kMinReordered) {
    settings.reorder = true;
  }
  if (options.bigrams) {
    settings.bigrams = *options.bigrams;
  } else {
    NEWSIDX_ASSIGN_OR_RETURN(settings.bigrams,
                             indexer::frequent_word_count(*writer.store(), index));
  }
  settings.on_progress = progress_teller(options.on_progress);
  settings.on_problem = options.on_problem;
  settings.stop = options.stop;
  return settings;
}

Result<RebuildReport> rebuild(const RebuildOptions& options) {
  const auto start = Clock::now();
  NEWSIDX_RETURN_IF_ERROR(find_stored_articles(options.index_path));
  NEWSIDX_ASSIGN_OR_RETURN(
      auto writer,
      indexer::IndexWriter::open(options.index_path, options.memory_bytes / kCacheShare));
  NEWSIDX_ASSIGN_OR_RETURN(const auto settings, rebuild_settings(options, writer));
  NEWSIDX_RETURN_IF_ERROR(indexer::check_settings(settings));
  NEWSIDX_ASSIGN_OR_RETURN(auto living,
                           indexer::living_articles(writer.store(), writer.manifest()));
  indexer::StoredArticles stream(writer.store(), std::move(living));
  NEWSIDX_ASSIGN_OR_RETURN(const auto outcome, indexer::run_rebuild(stream, writer, settings));
  RebuildReport report;
  report.articles = outcome.articles;
  report.text_bytes = stream.text_bytes();
  report.generation = outcome.generation;
  report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return report;
}

}  // namespace newsidx

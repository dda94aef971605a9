// IndexWriter: articles and queries as the indexer wants them.
#include <newsidx/index.h>
#include <newsidx/index_writer.h>

#include <chrono>
#include <utility>

#include "api/source_stream.h"
#include "api/state.h"
#include "base/status_macros.h"
#include "base/utf8.h"
#include "indexer/live/live_writer.h"
#include "search/collector/matching_docs.h"

namespace newsidx {

using indexer::LiveWriter;
using indexer::Transaction;

struct IndexWriter::State {
  std::unique_ptr<LiveWriter> writer;
  segment::IndexMemory memory;  // of searches for what is to be removed
};

namespace {

// Of memory, for a search now and then.
constexpr std::uint64_t kSearchBytes = 8u << 20;

LiveWriter::Settings settings_of(const std::string& path, const WriterOptions& options) {
  LiveWriter::Settings settings;
  settings.build.index_path = path;
  settings.build.analyzer = options.analyzer;
  settings.build.language = options.language;
  settings.build.threads = options.threads;
  settings.build.memory_bytes = options.memory_bytes;
  settings.build.title_weight = options.title_weight;
  settings.build.store_articles = options.store_articles;
  settings.build.on_problem = options.on_problem;
  settings.bigrams = options.bigrams;
  settings.merges_in_background = options.merges_in_background;
  settings.creates = options.creates;
  return settings;
}

}  // namespace

IndexWriter::IndexWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&&) noexcept = default;
IndexWriter::~IndexWriter() = default;

Result<IndexWriter> IndexWriter::open(const std::string& path, const WriterOptions& options) {
  // As a reader sees it: one that is damaged is not to be gone on with, and a path that has none is
  // not to become one unasked.
  const auto index = Index::open(path, {.cache_bytes = kSearchBytes});
  if (!index && (index.error().code != ErrorCode::not_found || !options.creates)) {
    return fail(index.error());
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto writer, LiveWriter::open(path, settings_of(path, options)));
  return IndexWriter(
      std::make_unique<State>(State{std::move(writer), segment::IndexMemory(kSearchBytes)}));
}

Status IndexWriter::add(Article article) {
  make_storable(article);
  return state_->writer->add(std::move(article));
}

Status IndexWriter::remove(std::string_view id) {
  std::string as_stored(id);
  repair_utf8(as_stored);
  return state_->writer->remove(std::move(as_stored));
}

Result<std::uint64_t> IndexWriter::remove_matching(std::string_view query,
                                                   const SearchOptions& search) {
  const auto find =
      [&](std::shared_ptr<const storage::Store> store,
          const segment::Manifest& manifest) -> Result<std::vector<Transaction::Document>> {
    NEWSIDX_ASSIGN_OR_RETURN(
        const auto state, Index::State::make(std::move(store), state_->memory, manifest, nullptr));
    search::MatchingDocs docs;
    NEWSIDX_RETURN_IF_ERROR(state->find_matches(query, search, docs));
    std::vector<Transaction::Document> found;
    for (const auto& [segment, document] : docs.places()) {
      found.push_back({segment->info().id, document});
    }
    return found;
  };
  return state_->writer->remove_found(find);
}

Result<CommitReport> IndexWriter::commit() {
  NEWSIDX_ASSIGN_OR_RETURN(const auto outcome, state_->writer->commit());
  return CommitReport{outcome.generation, outcome.added, outcome.replaced, outcome.deleted};
}

void IndexWriter::rollback() { state_->writer->rollback(); }

Result<MergeReport> IndexWriter::merge(bool full) {
  const auto start = std::chrono::steady_clock::now();
  NEWSIDX_ASSIGN_OR_RETURN(const auto outcome, state_->writer->merge(full));
  MergeReport report;
  report.merges = outcome.merges;
  report.segments_before = outcome.segments_before;
  report.segments = outcome.segments;
  report.articles = outcome.articles;
  report.dropped = outcome.dropped;
  report.generation = outcome.generation;
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

Status IndexWriter::wait_for_merges() { return state_->writer->wait_for_merges(); }

std::uint64_t IndexWriter::generation() const { return state_->writer->generation(); }

}  // namespace newsidx

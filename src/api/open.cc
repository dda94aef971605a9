// Opening an index: its manifest, its segments, and whether its files are those of the manifest.
#include <newsidx/index.h>

#include <algorithm>
#include <string>
#include <utility>

#include "analysis/analyzer_choice.h"
#include "api/state.h"
#include "base/status_macros.h"
#include "search/searcher.h"
#include "segment/analyzer_match.h"
#include "segment/index_memory.h"
#include "segment/segment_presence.h"

namespace newsidx {
namespace {

// Of several files of a family one may be broken, which find_segments() does not see: what is read
// of a segment at once tells it.
Error with_hint(Error error, const storage::Store& store) {
  if (error.code == ErrorCode::corruption && error.hint.empty()) error.hint = store.repair_hint();
  return error;
}

}  // namespace

Result<Index> Index::open(const std::string& path, const OpenOptions& options) {
  const segment::IndexMemory memory(options.cache_bytes);
  NEWSIDX_ASSIGN_OR_RETURN(
      auto store, storage::Store::open(path, storage::Store::OpenFiles::all, memory.blocks()));
  auto state =
      std::make_shared<State>(std::make_shared<const storage::Store>(std::move(store)), memory);
  auto manifest = segment::read_manifest(*state->store);
  if (!manifest) return fail("index '" + path + "'", std::move(manifest).error());
  if (!*manifest) {
    // Data without a manifest: of a first build that was killed, or of an index that lost it.
    const bool has_data = state->store->key_ranges(storage::Family::terms).has_between("", "");
    return fail(
        ErrorCode::not_found,
        "no index was finished at '" + path + (has_data ? "', or its manifest is lost" : "'"),
        has_data ? state->store->repair_hint() : Hint(HintName::build_at, " '", path, "'"));
  }
  state->manifest = **std::move(manifest);
  const segment::IndexSettings& settings = state->manifest.settings;
  state->analyzer_options = analysis::analyzer_options(settings.analyzer, settings.language);

  NEWSIDX_ASSIGN_OR_RETURN(auto analyzer, analysis::Analyzer::create(state->analyzer_options));
  if (Status match = segment::match_analyzer(settings, analyzer.fingerprint()); !match) {
    return fail("index '" + path + "'", std::move(match).error());
  }
  NEWSIDX_ASSIGN_OR_RETURN(state->logged_bytes,
                           segment::find_segments(*state->store, state->manifest));
  std::uint32_t first_document = 0;
  for (const segment::SegmentInfo& info : state->manifest.segments) {
    auto opened = segment::SegmentReader::open(state->store, info, state->budget);
    if (!opened) return fail(with_hint(std::move(opened).error(), *state->store));
    auto reader = *std::move(opened);
    state->first_documents.push_back(first_document);
    first_document += info.document_count;
    state->readers.push_back(reader.get());
    state->segments.push_back(std::move(reader));
    for (const auto& [language, count] : info.languages) {
      if (std::find(state->languages.begin(), state->languages.end(), language) ==
          state->languages.end()) {
        state->languages.push_back(language);
      }
    }
  }
  std::ranges::sort(state->languages);  // whatever the order of the segments
  state->lists.emplace(state->readers, state->budget);
  state->idle_analyzers.give_back(state->query_analyzer(std::move(analyzer), state->languages));
  state->default_searcher = state->searcher({});
  return Index(std::move(state));
}

}  // namespace newsidx

// Opening an index: its manifest, its segments, and whether its files are those of the manifest.
#include <newsidx/index.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "api/state.h"
#include "base/try.h"
#include "search/searcher.h"
#include "segment/index_memory.h"
#include "storage/keys.h"

namespace newsidx {
namespace {

analysis::AnalyzerOptions analyzer_options_of(const segment::IndexSettings& settings) {
  analysis::AnalyzerOptions options;
  options.kind =
      settings.analyzer == "plain" ? analysis::AnalyzerKind::plain : analysis::AnalyzerKind::news;
  options.language = settings.language;
  return options;
}

using FamilyRanges = std::array<storage::KeyRanges, storage::kFamilyNames.size()>;

FamilyRanges ranges_of(const storage::Store& store) {
  FamilyRanges ranges;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    ranges[i] = store.key_ranges(static_cast<storage::Family>(i));
  }
  return ranges;
}

Failure fail_without_files(const storage::Store& store, storage::Family family) {
  return fail(ErrorCode::corruption,
              "index '" + store.path() + "': the files of its " + std::string(name_of(family)) +
                  " are missing or broken",
              store.rebuild_hint());
}

// A file that is missing or has a broken end takes a whole family out of RocksDB's view of the
// index, without a word: readers beside a writer must bear with files that come and go. So each
// family has to have files for each segment before it is believed.
Status check_families(const storage::Store& store, const FamilyRanges& ranges,
                      const segment::SegmentInfo& info) {
  for (std::size_t i = 0; i < storage::kFamilyNames.size(); ++i) {
    if (info.digests[i] == 0) continue;  // the segment has no data there
    const std::string begin = storage::segment_prefix(info.id);
    if (!ranges[i].has_between(begin, storage::prefix_end(begin))) {
      return fail_without_files(store, static_cast<storage::Family>(i));
    }
  }
  const storage::KeyRanges& of_articles = ranges[storage::index_of(storage::Family::docs)];
  for (const std::uint32_t id : info.stores) {
    const std::string begin = storage::store_prefix(id);
    if (!of_articles.has_between(begin, storage::prefix_end(begin))) {
      return fail_without_files(store, storage::Family::docs);
    }
  }
  return {};
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
        has_data ? state->store->rebuild_hint() : Hint(HintName::build_at, " '", path, "'"));
  }
  state->manifest = **std::move(manifest);
  state->analyzer_options = analyzer_options_of(state->manifest.settings);

  NEWSIDX_ASSIGN_OR_RETURN(auto analyzer, analysis::Analyzer::create(state->analyzer_options));
  if (analyzer.fingerprint() != state->manifest.settings.fingerprint) {
    return fail(ErrorCode::unsupported,
                "index '" + path + "' was analysed by '" + state->manifest.settings.fingerprint +
                    "', this newsidx has '" + analyzer.fingerprint() + "'",
                "build the index again");
  }
  const FamilyRanges ranges = ranges_of(*state->store);
  std::uint32_t first_document = 0;
  for (const segment::SegmentInfo& info : state->manifest.segments) {
    NEWSIDX_RETURN_IF_ERROR(check_families(*state->store, ranges, info));
    NEWSIDX_ASSIGN_OR_RETURN(auto reader,
                             segment::SegmentReader::open(state->store, info, state->budget));
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

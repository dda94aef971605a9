// Opening an index: its manifest, its segments, and whether its files are those of the manifest.
#include <newsidx/index.h>
#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "analysis/analyzer_choice.h"
#include "api/state.h"
#include "base/status_macros.h"
#include "search/searcher.h"
#include "segment/analyzer_match.h"
#include "segment/index_memory.h"
#include "segment/segment_presence.h"
#include "storage/committed.h"

namespace newsidx {
namespace {

using segment::SegmentInfo;
using segment::SegmentReader;

// A segment that is shared keeps the store that it was opened with, and so all files of that time:
// a generation has its segments from so many stores at most, and from none that is older.
constexpr std::size_t kMaxStores = 4;
constexpr std::uint64_t kMaxStoreGenerations = 256;

// Of several files of a family one may be broken, which find_segments() does not see: what is read
// of a segment at once tells it.
Error with_hint(Error error, const storage::Store& store) {
  if (error.code == ErrorCode::corruption && error.hint.empty()) error.hint = store.repair_hint();
  return error;
}

// Device and number; 0: there is none.
std::pair<std::uint64_t, std::uint64_t> folder_at(const std::string& path) {
  struct stat found {};
  if (stat(path.c_str(), &found) != 0) return {};
  return {found.st_dev, found.st_ino};
}

// Segments of another generation that are the same here, but for what is deleted.
class SharedSegments {
 public:
  SharedSegments(const std::vector<std::shared_ptr<const SegmentReader>>& readers,
                 const segment::Manifest& manifest, const storage::Store& store) {
    std::map<const storage::Store*, std::uint64_t> documents;  // by the store they are read from
    for (const auto& reader : readers) {
      const auto same = std::ranges::find(manifest.segments, reader->info().id, &SegmentInfo::id);
      if (same == manifest.segments.end() || !is_same(*same, reader->info())) continue;
      const std::uint64_t opened = reader->store()->committed_generation();
      if (opened + kMaxStoreGenerations < store.committed_generation()) continue;
      documents[reader->store().get()] += reader->document_count();
      readers_.push_back(reader.get());
    }
    while (documents.size() >= kMaxStores) {  // beside the new one
      const auto least =
          std::ranges::min_element(documents, {}, [](const auto& each) { return each.second; });
      std::erase_if(readers_, [&](const SegmentReader* reader) {
        return reader->store().get() == least->first;
      });
      documents.erase(least);
    }
  }

  // nullptr: none.
  [[nodiscard]] const SegmentReader* find(const SegmentInfo& info) const {
    const auto found = std::ranges::find(
        readers_, info.id, [](const SegmentReader* reader) { return reader->info().id; });
    return found == readers_.end() ? nullptr : *found;
  }

 private:
  // By the digests of its records, too: numbers are those of one folder's history.
  static bool is_same(SegmentInfo info, const SegmentInfo& other) {
    info.live = other.live;
    return info == other;
  }

  std::vector<const SegmentReader*> readers_;
};

}  // namespace

Status Index::State::open_segments(const State* before) {
  static const std::vector<std::shared_ptr<const SegmentReader>> kNone;
  const SharedSegments shared(before == nullptr ? kNone : before->segments, manifest, *store);
  std::uint32_t first_document = 0;
  for (const SegmentInfo& info : manifest.segments) {
    const SegmentReader* const same = shared.find(info);
    auto opened = same != nullptr ? same->in_generation(*store, info)
                                  : SegmentReader::open(store, info, budget);
    if (!opened) return fail(with_hint(std::move(opened).error(), *store));
    auto reader = *std::move(opened);
    first_documents.push_back(first_document);
    first_document += info.document_count;
    readers.push_back(reader.get());
    segments.push_back(std::move(reader));
    for (const auto& [language, count] : info.languages) {
      if (std::ranges::find(languages, language) == languages.end()) languages.push_back(language);
    }
  }
  std::ranges::sort(languages);  // whatever the order of the segments
  return {};
}

Result<std::shared_ptr<Index::State>> Index::State::make(
    std::shared_ptr<const storage::Store> store, segment::IndexMemory memory,
    segment::Manifest manifest, const State* before) {
  auto state = std::make_shared<State>(std::move(store), std::move(memory));
  state->manifest = std::move(manifest);
  const segment::IndexSettings& settings = state->manifest.settings;
  state->analyzer_options = analysis::analyzer_options(settings.analyzer, settings.language);
  std::unique_ptr<analysis::QueryAnalyzer> idle;
  std::optional<analysis::Analyzer> analyzer;
  const bool is_analysed_so =
      before != nullptr && before->manifest.settings == state->manifest.settings;
  if (is_analysed_so) idle = before->idle_analyzers.take(before->languages);
  if (idle == nullptr) {
    NEWSIDX_ASSIGN_OR_RETURN(analyzer, analysis::Analyzer::create(state->analyzer_options));
    if (Status match = segment::match_analyzer(settings, analyzer->fingerprint()); !match) {
      return fail("index '" + state->store->path() + "'", std::move(match).error());
    }
  }
  NEWSIDX_RETURN_IF_ERROR(state->open_segments(before));
  state->lists.emplace(state->readers, state->budget);
  if (idle != nullptr && idle->languages() != state->languages) {
    before->idle_analyzers.give_back(std::exchange(idle, nullptr));
    NEWSIDX_ASSIGN_OR_RETURN(analyzer, analysis::Analyzer::create(state->analyzer_options));
  }
  if (idle == nullptr) idle = state->query_analyzer(*std::move(analyzer), state->languages);
  state->idle_analyzers.give_back(std::move(idle));
  state->default_searcher = state->searcher({});
  return state;
}

Result<std::shared_ptr<const Index::State>> Index::State::open_newest(
    const std::string& path, const segment::IndexMemory& memory, const State* before) {
  const auto folder = folder_at(path);
  if (before != nullptr && before->folder != folder) before = nullptr;
  NEWSIDX_ASSIGN_OR_RETURN(
      auto opened, storage::Store::open(path, storage::Store::OpenFiles::all, memory.blocks()));
  auto store = std::make_shared<const storage::Store>(std::move(opened));
  auto manifest = segment::read_manifest(*store);
  if (!manifest) return fail("index '" + path + "'", std::move(manifest).error());
  if (!*manifest) {
    // Data without a manifest: of a first build that was killed, or of an index that lost it.
    const bool has_data = store->key_ranges(storage::Family::terms).has_between("", "");
    return fail(
        ErrorCode::not_found,
        "no index was finished at '" + path + (has_data ? "', or its manifest is lost" : "'"),
        has_data ? store->repair_hint() : Hint(HintName::build_at, " '", path, "'"));
  }
  NEWSIDX_ASSIGN_OR_RETURN(const auto logged_bytes, segment::find_segments(*store, **manifest));
  NEWSIDX_ASSIGN_OR_RETURN(auto state, make(store, memory, **std::move(manifest), before));
  state->logged_bytes = logged_bytes;
  state->folder = folder;
  return std::shared_ptr<const State>(std::move(state));
}

Result<Index> Index::open(const std::string& path, const OpenOptions& options) {
  NEWSIDX_ASSIGN_OR_RETURN(
      auto state, State::open_newest(path, segment::IndexMemory(options.cache_bytes), nullptr));
  return Index(std::move(state));
}

Result<std::shared_ptr<const Index::State>> Index::State::newest(
    const std::shared_ptr<const State>& state) {
  if (!state->parts.empty()) {
    Parts parts;
    for (const auto& part : state->parts) {
      NEWSIDX_ASSIGN_OR_RETURN(parts.emplace_back(), newest(part));
    }
    return parts == state->parts ? state : join(std::move(parts), state->memory);
  }
  const std::string& path = state->store->path();
  const bool is_newest = folder_at(path) == state->folder &&
                         storage::read_committed(path) == state->manifest.generation;
  if (is_newest) return state;
  NEWSIDX_ASSIGN_OR_RETURN(auto opened, open_newest(path, state->memory, state.get()));
  const bool is_same =
      opened->folder == state->folder && opened->manifest.generation == state->manifest.generation;
  return is_same ? state : opened;
}

Result<Index> Index::refresh() const {
  NEWSIDX_ASSIGN_OR_RETURN(auto state, State::newest(state_));
  return state == state_ ? *this : Index(std::move(state));
}

}  // namespace newsidx

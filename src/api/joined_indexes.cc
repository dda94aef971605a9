// Several indexes as one: a State that has the segments of all, those of the first index first. As
// each word is asked of each segment, and what is asked of all articles is summed over the
// segments, nothing else knows that there are several.
//
// Only numbers that are of one index's history are another matter: segments are numbered anew, and
// the generation is the sum of the indexes' (which grows when one of them does).
#include <newsidx/index.h>

#include <algorithm>
#include <string>
#include <utility>

#include "api/state.h"
#include "base/status_macros.h"

namespace newsidx {
namespace {

// What one index of all articles would have one of.
bool are_analysed_alike(const segment::IndexSettings& a, const segment::IndexSettings& b) {
  return a.fingerprint == b.fingerprint && a.language == b.language &&
         a.title_weight == b.title_weight;
}

}  // namespace

Result<std::shared_ptr<const Index::State>> Index::State::join(Parts parts,
                                                               segment::IndexMemory memory) {
  const State& first = *parts.front();
  auto joined = std::make_shared<State>(first.store, std::move(memory));
  joined->analyzer_options = first.analyzer_options;
  segment::Manifest& manifest = joined->manifest;
  manifest.settings = first.manifest.settings;
  std::uint32_t first_document = 0;
  for (const auto& part : parts) {
    const segment::IndexSettings& settings = part->manifest.settings;
    if (!are_analysed_alike(settings, manifest.settings)) {
      return fail(ErrorCode::invalid_argument,
                  "index '" + part->store->path() + "' was analysed otherwise than '" +
                      first.store->path() + "'",
                  "one analyser, language and title weight for all");
    }
    manifest.settings.stores_articles &= settings.stores_articles;
    manifest.generation += part->manifest.generation;
    for (std::size_t i = 0; i < part->segments.size(); ++i) {
      manifest.segments.push_back(part->manifest.segments[i]);
      manifest.segments.back().id = manifest.next_segment++;
      joined->segments.push_back(part->segments[i]);
      joined->readers.push_back(part->readers[i]);
      joined->first_documents.push_back(first_document);
      first_document += part->segments[i]->document_count();
    }
    for (const std::string& language : part->languages) {
      if (std::ranges::find(joined->languages, language) == joined->languages.end()) {
        joined->languages.push_back(language);
      }
    }
  }
  std::ranges::sort(joined->languages);
  joined->parts = std::move(parts);
  joined->lists.emplace(joined->readers, joined->budget);
  joined->default_searcher = joined->searcher({});
  return std::shared_ptr<const State>(std::move(joined));
}

Result<Index> Index::open_all(const std::vector<std::string>& paths, const OpenOptions& options) {
  if (paths.empty()) return fail(ErrorCode::invalid_argument, "no index to open");
  if (paths.size() == 1) return open(paths.front(), options);
  const segment::IndexMemory memory(options.cache_bytes);
  State::Parts parts;
  for (const std::string& path : paths) {
    NEWSIDX_ASSIGN_OR_RETURN(auto part, State::open_newest(path, memory, nullptr));
    const auto same =
        std::ranges::find(parts, part->folder, [](const auto& each) { return each->folder; });
    if (same != parts.end()) {
      return fail(ErrorCode::invalid_argument, "index '" + path + "' is given twice");
    }
    parts.push_back(std::move(part));
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto state, State::join(std::move(parts), memory));
  return Index(std::move(state));
}

Status Index::State::check_is_one() const {
  if (parts.empty()) return {};
  return fail(ErrorCode::unsupported, "that is told of one index, not of several together",
              "each by itself");
}

std::string Index::State::index_of(const segment::SegmentReader& segment) const {
  for (const auto& part : parts) {
    if (std::ranges::find(part->readers, &segment) != part->readers.end()) {
      return part->store->path();
    }
  }
  return {};
}

}  // namespace newsidx

// From ids and references to documents, and from these to articles.
#include <algorithm>

#include "api/state.h"
#include "base/status_macros.h"

namespace newsidx {
namespace {

Failure unknown_id(const std::vector<const segment::SegmentReader*>& segments,
                   std::string_view id) {
  std::string message = "no article with id '" + std::string(id) + "'";
  for (const segment::SegmentReader* segment : segments) {
    const auto near = segment->ids().nearest(id);
    if (near && *near) message += " (did you mean '" + **near + "'?)";
    if (near && *near) return fail(ErrorCode::not_found, message);
  }
  return fail(ErrorCode::not_found, message, Hint(HintName::search, ", which tells ids"));
}

}  // namespace

Result<Index::State::Place> Index::State::find_id(std::string_view id) const {
  for (std::uint32_t i = 0; i < segments.size(); ++i) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto document, segments[i]->ids().find(id));
    if (document && !segments[i]->is_deleted(*document)) return Place{i, *document};
  }
  return unknown_id(readers, id);
}

Result<Index::State::Place> Index::State::find_document(const DocumentRef& document) const {
  if (document.generation != manifest.generation) {
    return fail(ErrorCode::not_found,
                "the document is of generation " + std::to_string(document.generation) +
                    ", this index is generation " + std::to_string(manifest.generation),
                "search again");
  }
  const auto segment =
      std::ranges::find(manifest.segments, document.segment, &segment::SegmentInfo::id);
  if (segment == manifest.segments.end() || document.document >= segment->document_count) {
    return fail(ErrorCode::not_found, "no document " + std::to_string(document.document) +
                                          " in a segment " + std::to_string(document.segment));
  }
  const auto place = static_cast<std::uint32_t>(segment - manifest.segments.begin());
  if (segments[place]->is_deleted(document.document)) {
    return fail(ErrorCode::not_found,
                "document " + std::to_string(document.document) + " was deleted");
  }
  return Place{place, document.document};
}

Result<Article> Index::State::article(const Place& place) const {
  if (!manifest.settings.stores_articles) {
    return fail(ErrorCode::unsupported, "this index stores no articles",
                Hint("build it ", HintName::storing_articles));
  }
  return segments[place.segment]->documents().article(place.document);
}

}  // namespace newsidx

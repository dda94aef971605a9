#include "query/keyword_names.h"

#include <set>

#include "base/edit_distance.h"
#include "base/status_macros.h"
#include "segment/field.h"

namespace newsidx::query {

using segment::Field;

Result<bool> has_keyword_name(Segments segments, std::string_view name) {
  std::string start(name);
  start.push_back('\0');
  bool found = false;
  for (const segment::SegmentReader* segment : segments) {
    NEWSIDX_RETURN_IF_ERROR(
        segment->dictionary().visit_terms(Field::keyword, start, "", [&found](std::string_view) {
          found = true;
          return segment::DictionaryReader::Visit::stop;
        }));
    if (found) break;
  }
  return found;
}

Result<std::vector<std::string>> keyword_names(Segments segments,
                                               const CancellationToken& cancellation) {
  std::set<std::string> names;
  for (const segment::SegmentReader* segment : segments) {
    NEWSIDX_RETURN_IF_ERROR(
        segment->dictionary().visit_terms(Field::keyword, "", "", [&](std::string_view term) {
          names.emplace(term.substr(0, term.find('\0')));
          return cancellation.requested() ? segment::DictionaryReader::Visit::stop
                                          : segment::DictionaryReader::Visit::skip_name;
        }));
    if (cancellation.requested()) return cancelled_error();
  }
  return std::vector<std::string>(names.begin(), names.end());
}

bool are_similar_names(std::string_view one, std::string_view other) {
  constexpr std::size_t kSlip = 2;   // letters that are wrong
  constexpr std::size_t kLeast = 4;  // of a name
  return one.size() >= kLeast && other.size() >= kLeast && edit_distance(one, other) <= kSlip;
}

}  // namespace newsidx::query

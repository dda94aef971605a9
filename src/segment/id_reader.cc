#include "segment/id_reader.h"

#include <algorithm>

#include "base/status_macros.h"
#include "segment/error_context.h"
#include "segment/id_entry.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::Access;
using storage::Family;

namespace {

constexpr std::size_t kSegmentKeyBytes = 4;

}  // namespace

std::string_view IdCursor::id() const { return ids_.key().substr(kSegmentKeyBytes); }

Result<std::uint32_t> IdCursor::document() const { return parse_id_entry(ids_.value()); }

Result<std::optional<std::uint32_t>> IdReader::find(std::string_view id) const {
  NEWSIDX_ASSIGN_OR_RETURN(const auto value,
                           store_->get(Family::ids, storage::id_key(segment_, id)));
  if (!value) return std::optional<std::uint32_t>();
  const auto document = parse_id_entry(value->bytes());
  if (!document) return in_segment(segment_, document.error());
  if (*document >= document_count_) {
    return in_segment(segment_,
                      {ErrorCode::corruption, "an id names a document outside the segment"});
  }
  return std::optional(*document);
}

Result<std::optional<std::string>> IdReader::nearest(std::string_view id) const {
  std::optional<std::string> nearest;
  // A binary search for how much of it some id starts with.
  std::size_t shared = 0;
  std::size_t too_long = id.size() + 1;
  for (std::size_t length = (id.size() + 1) / 2; length < too_long;) {
    const auto it =
        store_->iterate(Family::ids, storage::segment_prefix(segment_).append(id.substr(0, length)),
                        Access::lookup);
    NEWSIDX_RETURN_IF_ERROR(it.status());
    if (it.valid()) {
      nearest = it.key().substr(kSegmentKeyBytes);
      const auto end = std::mismatch(id.begin(), id.end(), nearest->begin(), nearest->end()).first;
      shared = static_cast<std::size_t>(end - id.begin());
    } else {
      if (!nearest) break;
      too_long = length;
    }
    length = shared + (too_long - shared + 1) / 2;
  }
  return nearest;
}

IdCursor IdReader::scan() const {
  return IdCursor(store_->iterate(Family::ids, storage::segment_prefix(segment_), Access::scan));
}

}  // namespace newsidx::segment

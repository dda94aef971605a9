#include "indexer/live/known_ids.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/hash.h"
#include "base/status_macros.h"
#include "storage/keys.h"

namespace newsidx::indexer {

Result<const KnownIds::Hashes*> KnownIds::hashes_of(std::uint32_t segment,
                                                    const segment::IdReader& ids) {
  if (ids.document_count() > kMaxDocuments) return nullptr;
  if (const auto known = by_segment_.find(segment); known != by_segment_.end()) {
    return &known->second;
  }
  Hashes hashes;
  hashes.reserve(ids.document_count());
  segment::IdCursor cursor = ids.scan();
  for (; cursor.valid(); cursor.next()) hashes.push_back(hash64(cursor.id()));
  NEWSIDX_RETURN_IF_ERROR(cursor.status());
  std::ranges::sort(hashes);
  return &(by_segment_[segment] = std::move(hashes));
}

Result<bool> KnownIds::may_share(std::uint32_t one, const segment::IdReader& ids_of_one,
                                 std::uint32_t other, const segment::IdReader& ids_of_other) {
  NEWSIDX_ASSIGN_OR_RETURN(const Hashes* few, hashes_of(one, ids_of_one));
  NEWSIDX_ASSIGN_OR_RETURN(const Hashes* many, hashes_of(other, ids_of_other));
  if (few == nullptr || many == nullptr) return true;
  if (few->size() > many->size()) std::swap(few, many);
  return std::ranges::any_of(
      *few, [many](std::uint64_t hash) { return std::ranges::binary_search(*many, hash); });
}

Result<bool> KnownIds::may_have(std::uint32_t segment, const segment::IdReader& ids,
                                std::string_view id) {
  NEWSIDX_ASSIGN_OR_RETURN(const Hashes* const hashes, hashes_of(segment, ids));
  if (hashes == nullptr) return true;
  // As a cursor shows it: of a long one a beginning and a hash.
  const std::string key = storage::id_key(segment, id);
  const auto in_key = std::string_view(key).substr(storage::segment_prefix(segment).size());
  return std::ranges::binary_search(*hashes, hash64(in_key));
}

void KnownIds::keep_only(std::span<const segment::SegmentInfo> segments) {
  std::erase_if(by_segment_, [segments](const auto& entry) {
    return std::ranges::find(segments, entry.first, &segment::SegmentInfo::id) == segments.end();
  });
}

}  // namespace newsidx::indexer

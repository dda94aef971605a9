#include "segment/segment_records.h"

#include "segment/record_digest.h"

namespace newsidx::segment {
namespace {

constexpr std::size_t kSegmentKeyBytes = 4;

}  // namespace

Status SegmentRecords::put(storage::Family family, std::string_view key, std::string_view value) {
  digests_[storage::index_of(family)] += record_digest(key.substr(kSegmentKeyBytes), value);
  return sink_->put(family, key, value);
}

}  // namespace newsidx::segment

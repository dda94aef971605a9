#include "segment/segment_presence.h"

#include <string>

#include "base/status_macros.h"
#include "segment/record_digest.h"
#include "storage/keys.h"

namespace newsidx::segment {
namespace {

using storage::Family;

// Keys of a segment, and of a store, begin with four bytes of its number.
constexpr std::size_t kNumberBytes = 4;

class Finder {
 public:
  explicit Finder(const storage::Store& store) : store_(store) {
    for (std::size_t i = 0; i < ranges_.size(); ++i) {
      ranges_[i] = store.key_ranges(static_cast<Family>(i));
    }
  }

  // All records of a family that begin so.
  Status find(Family family, const std::string& prefix, std::uint64_t digest) {
    const std::size_t number = storage::index_of(family);
    if (ranges_[number].has_between(prefix, storage::prefix_end(prefix))) return {};
    std::uint64_t found = 0;
    storage::Iterator it = store_.iterate(family, prefix, storage::Access::scan);
    for (; it.valid(); it.next()) {
      found += record_digest(it.key().substr(kNumberBytes), it.value());
      logged_[number] += it.key().size() + it.value().size();
    }
    NEWSIDX_RETURN_IF_ERROR(it.status());
    if (found == digest) return {};
    const char* const what = found == 0 ? "the files of its " : "the write-ahead log of its ";
    return fail(ErrorCode::corruption,
                "index '" + store_.path() + "': " + what + std::string(name_of(family)) +
                    (found == 0 ? " are missing or broken" : " has lost records"),
                store_.repair_hint());
  }

  [[nodiscard]] const LoggedBytes& logged() const noexcept { return logged_; }

 private:
  const storage::Store& store_;
  std::array<storage::KeyRanges, storage::kFamilyNames.size()> ranges_;
  LoggedBytes logged_{};
};

}  // namespace

Result<LoggedBytes> find_segments(const storage::Store& store, const Manifest& manifest) {
  Finder finder(store);
  for (const SegmentInfo& info : manifest.segments) {
    for (std::size_t i = 0; i < info.digests.size(); ++i) {
      if (info.digests[i] == 0) continue;  // the segment has no data there
      NEWSIDX_RETURN_IF_ERROR(
          finder.find(static_cast<Family>(i), storage::segment_prefix(info.id), info.digests[i]));
    }
  }
  for (const StoreInfo& articles : manifest.stores) {
    NEWSIDX_RETURN_IF_ERROR(
        finder.find(Family::docs, storage::store_prefix(articles.id), articles.digest));
  }
  return finder.logged();
}

}  // namespace newsidx::segment

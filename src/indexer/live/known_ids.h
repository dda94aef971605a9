// indexer/live/known_ids.h
//
// Hashes of the ids of small segments, which a writer keeps from one transaction to the next. Of
// the articles that come most have an id that is in no other segment: that is known without a
// lookup in each.
//
// Threads: one.   Memory: 8 bytes an article of segments of at most kMaxDocuments articles.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "segment/id_reader.h"
#include "segment/segment_info.h"

namespace newsidx::indexer {

class KnownIds {
 public:
  /// In larger segments ids are looked up: there the filters of the store's files say no.
  static constexpr std::uint32_t kMaxDocuments = 4096;

  /// Whether some id may be in both segments. Numbers of segments are never used twice.
  /// Cost: a walk over the ids of each that was not asked for before
  /// @errors corruption, io
  [[nodiscard]] Result<bool> may_share(std::uint32_t one, const segment::IdReader& ids_of_one,
                                       std::uint32_t other, const segment::IdReader& ids_of_other);
  /// Whether the id may be in the segment. Cost and errors as for may_share()
  [[nodiscard]] Result<bool> may_have(std::uint32_t segment, const segment::IdReader& ids,
                                      std::string_view id);

  /// Forgets all other segments.
  void keep_only(std::span<const segment::SegmentInfo> segments);

 private:
  using Hashes = std::vector<std::uint64_t>;  // ascending
  /// nullptr: of too many ids.
  [[nodiscard]] Result<const Hashes*> hashes_of(std::uint32_t segment,
                                                const segment::IdReader& ids);

  std::map<std::uint32_t, Hashes> by_segment_;
};

}  // namespace newsidx::indexer

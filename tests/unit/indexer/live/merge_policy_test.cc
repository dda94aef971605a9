// The policy over many commits, without an index.
#include "indexer/live/merge_policy.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/random_news.h"

namespace newsidx::indexer {
namespace {

using segment::SegmentInfo;
using Ids = std::vector<std::uint32_t>;

SegmentInfo segment_of(std::uint32_t id, std::uint32_t documents, std::uint32_t deleted = 0) {
  SegmentInfo info;
  info.id = id;
  info.document_count = documents;
  info.live = {deleted == 0 ? 0u : 1u, documents - deleted};
  return info;
}

// Commits and merges; documents are numbers of segments alone.
class Simulation {
 public:
  void commit(std::uint32_t documents, const MergePolicy& policy = {}) {
    segments_.push_back(segment_of(next_id_++, documents));
    committed_ += documents;
    written_ += documents;
    for (Ids ids = pick_merge(segments_, policy); !ids.empty();
         ids = pick_merge(segments_, policy)) {
      merge(ids, policy);
    }
    most_segments_ = std::max(most_segments_, segments_.size());
  }
  void erase(std::uint32_t segment, std::uint32_t documents) {
    segments_[segment].live.document_count -=
        std::min(segments_[segment].live.document_count - 1, documents);
  }
  [[nodiscard]] double write_amplification() const {
    return static_cast<double>(written_) / static_cast<double>(committed_);
  }
  [[nodiscard]] std::size_t most_segments() const { return most_segments_; }
  [[nodiscard]] const std::vector<SegmentInfo>& segments() const { return segments_; }

 private:
  void merge(const Ids& ids, const MergePolicy& policy) {
    CHECK(ids.size() <= policy.max_merged);
    std::uint32_t live = 0;
    for (const std::uint32_t id : ids) {
      const auto info = std::ranges::find(segments_, id, &SegmentInfo::id);
      REQUIRE(info != segments_.end());
      live += info->live.document_count;
    }
    std::erase_if(segments_,
                  [&](const SegmentInfo& info) { return std::ranges::count(ids, info.id) > 0; });
    segments_.push_back(segment_of(next_id_++, live));
    written_ += live;
  }

  std::vector<SegmentInfo> segments_;
  std::uint32_t next_id_ = 1;
  std::uint64_t committed_ = 0, written_ = 0;
  std::size_t most_segments_ = 0;
};

TEST_CASE("10,000 equal commits: never more than 15 segments, each article written a few times") {
  Simulation index;
  for (int i = 0; i < 10'000; ++i) index.commit(10);
  MESSAGE("write amplification " << index.write_amplification());
  CHECK(index.most_segments() <= 15);
  CHECK(index.write_amplification() <= 8);
}

TEST_CASE("1,000 commits of any size") {
  for (const std::uint64_t seed : {31u, 32u, 33u}) {
    MESSAGE("seed " << seed);
    testing::Dice dice(seed);
    Simulation index;
    for (int i = 0; i < 1'000; ++i) index.commit(1 + dice.below(1'000));
    MESSAGE("write amplification " << index.write_amplification());
    CHECK(index.most_segments() <= 15);
    CHECK(index.write_amplification() <= 8);
  }
}

TEST_CASE("with deletions all along, no segment stays that is more than a third deleted") {
  MESSAGE("seed 34");
  testing::Dice dice(34);
  Simulation index;
  for (int i = 0; i < 3'000; ++i) {
    if (!index.segments().empty()) {
      index.erase(dice.below(static_cast<std::uint32_t>(index.segments().size())), dice.below(200));
    }
    index.commit(1 + dice.below(100));
    for (const SegmentInfo& info : index.segments()) {
      CHECK((info.document_count - info.live.document_count) * 3 <= info.document_count);
    }
  }
  MESSAGE("write amplification " << index.write_amplification());
  CHECK(index.most_segments() <= 15);
  CHECK(index.write_amplification() <= 8);
}

TEST_CASE("few segments are left alone, and so are large ones") {
  const MergePolicy policy{.max_segments = 3, .max_merged = 3, .max_documents = 100};
  using Segments = std::vector<SegmentInfo>;
  const Segments few = {segment_of(1, 5), segment_of(2, 5, 1), segment_of(3, 7)};
  CHECK(pick_merge(few, policy).empty());
  Segments many = few;
  many.push_back(segment_of(4, 5));
  CHECK(pick_merge(many, policy) == Ids{1, 2, 4});
  many[3] = segment_of(4, 51);
  CHECK(pick_merge(many, policy).empty());
  many[3] = segment_of(4, 80, 27);  // more than a third
  CHECK(pick_merge(many, policy) == Ids{1, 3, 4});
  // Together too large.
  const Segments halves = {segment_of(1, 50), segment_of(2, 50), segment_of(3, 50),
                           segment_of(4, 50)};
  CHECK(pick_merge(halves, policy) == Ids{1, 2});
  CHECK(pick_merge(Segments{}, policy).empty());
}

TEST_CASE("a full merge takes all, but a single segment without deleted documents") {
  using Segments = std::vector<SegmentInfo>;
  CHECK(pick_full_merge(Segments{}).empty());
  CHECK(pick_full_merge(Segments{segment_of(7, 5)}).empty());
  CHECK(pick_full_merge(Segments{segment_of(7, 5, 1)}) == Ids{7});
  CHECK(pick_full_merge(Segments{segment_of(7, 5), segment_of(3, 2)}) == Ids{7, 3});
}

}  // namespace
}  // namespace newsidx::indexer

#include "search/algorithm/impact_ordered.h"

#include <algorithm>
#include <vector>

namespace newsidx::search {
namespace {

// A block or superblock with its bound, as one number: the largest impact comes first, then the
// lowest block.
using Rated = std::uint64_t;

Rated rated(segment::Impact impact, std::size_t number) noexcept {
  return std::uint64_t{impact} << 48 | (UINT32_MAX - number);
}
segment::Impact impact_of(Rated rated) noexcept {
  return static_cast<segment::Impact>(rated >> 48);
}
std::size_t number_of(Rated rated) noexcept {
  return UINT32_MAX - static_cast<std::uint32_t>(rated);
}

// Gives the blocks of a list, the largest impact first. Few of them are asked for, so they are
// taken from two heaps: of superblocks, and of the blocks of those that were opened.
class BlocksByImpact {
 public:
  explicit BlocksByImpact(const segment::PostingCursor& postings) : postings_(postings) {
    if (postings.block_count() <= kFewBlocks) {
      blocks_.reserve(postings.block_count());
      for (std::size_t block = 0; block < postings.block_count(); ++block) {
        blocks_.push_back(rated(postings.block_impact(block), block));
      }
      std::make_heap(blocks_.begin(), blocks_.end());
      return;
    }
    const std::vector<segment::Impact>& impacts = postings.superblock_impacts();
    superblocks_.reserve(impacts.size());
    for (std::size_t i = 0; i < impacts.size(); ++i) superblocks_.push_back(rated(impacts[i], i));
    std::make_heap(superblocks_.begin(), superblocks_.end());
    open_superblocks();
  }

  [[nodiscard]] bool empty() const noexcept { return blocks_.empty(); }
  [[nodiscard]] segment::Impact impact() const noexcept { return impact_of(blocks_.front()); }

  /// The block with the largest impact, which is taken out.
  std::size_t take() {
    std::pop_heap(blocks_.begin(), blocks_.end());
    const std::size_t block = number_of(blocks_.back());
    blocks_.pop_back();
    open_superblocks();
    return block;
  }

 private:
  // Until no closed superblock can have a better block than the best of the opened ones.
  void open_superblocks() {
    while (!superblocks_.empty() &&
           (blocks_.empty() || impact_of(superblocks_.front()) > impact())) {
      std::pop_heap(superblocks_.begin(), superblocks_.end());
      const std::size_t begin = number_of(superblocks_.back()) * segment::kSuperblockBlocks;
      const std::size_t end = std::min(begin + segment::kSuperblockBlocks, postings_.block_count());
      superblocks_.pop_back();
      for (std::size_t block = begin; block < end; ++block) {
        blocks_.push_back(rated(postings_.block_impact(block), block));
        std::push_heap(blocks_.begin(), blocks_.end());
      }
    }
  }

  static constexpr std::size_t kFewBlocks = 1'024;

  const segment::PostingCursor& postings_;
  std::vector<Rated> superblocks_;
  std::vector<Rated> blocks_;
};

// Scores the documents of the loaded block.
void score_block(segment::PostingCursor& postings, const TermScorer& scorer, ScoredBatch& batch) {
  const std::span<const std::uint32_t> docs = postings.docs();
  const std::span<const std::uint32_t> freqs = postings.freqs();
  batch.size = docs.size();
  for (std::size_t i = 0; i < docs.size(); ++i) {
    batch.docs[i] = docs[i];
    batch.scores[i] = scorer.score(freqs[i], docs[i]);
  }
}

}  // namespace

Status impact_ordered(std::shared_ptr<const segment::PostingList> list, const TermScorer& scorer,
                      const Scan& scan, ScoreCollector& scores) {
  if (scorer.max_score(list->entry().max_impact) < scores.threshold_in_any_order()) return {};
  segment::PostingCursor postings(std::move(list));
  ScoredBatch batch;
  for (BlocksByImpact blocks(postings); !blocks.empty();) {
    if (scorer.max_score(blocks.impact()) < scores.threshold_in_any_order()) break;
    if (scan.is_interrupted()) return cancelled_error();
    postings.go_to_block(blocks.take());
    if (!postings.status()) break;
    score_block(postings, scorer, batch);
    batch.keep_from(scores.threshold_in_any_order());
    if (batch.size > 0) scores.collect(batch);
  }
  return postings.status();
}

}  // namespace newsidx::search

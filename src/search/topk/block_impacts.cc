#include <algorithm>

#include "search/topk/top_k.h"

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

void rank_block(segment::PostingCursor& postings, const TermScorer& scorer, TopDocs& top) {
  const std::span<const std::uint32_t> docs = postings.docs();
  const std::span<const std::uint32_t> freqs = postings.freqs();
  for (std::size_t i = 0; i < docs.size(); ++i) {
    top.insert_in_any_order(docs[i], scorer.score(freqs[i], docs[i]));
  }
}

}  // namespace

Status rank_by_block_impacts(segment::PostingCursor postings, const TermScorer& scorer,
                             const Interrupt& interrupt, TopDocs& top) {
  for (BlocksByImpact blocks(postings); !blocks.empty();) {
    if (!top.can_matter(scorer.bound(blocks.impact()))) break;
    if (interrupt.requested()) return interrupted();
    postings.go_to_block(blocks.take());
    if (!postings.status()) break;
    rank_block(postings, scorer, top);
  }
  return postings.status();
}

}  // namespace newsidx::search

#include <algorithm>

#include "search/topk/top_k.h"

namespace newsidx::search {
namespace {

// A block with its bound, as one number: the largest impact comes first, then the lowest block.
using RatedBlock = std::uint64_t;

RatedBlock rated(segment::Impact impact, std::size_t block) noexcept {
  return std::uint64_t{impact} << 48 | (UINT32_MAX - block);
}
segment::Impact impact_of(RatedBlock rated) noexcept {
  return static_cast<segment::Impact>(rated >> 48);
}
std::size_t block_of(RatedBlock rated) noexcept {
  return UINT32_MAX - static_cast<std::uint32_t>(rated);
}

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
  std::vector<RatedBlock> blocks;
  blocks.reserve(postings.block_count());
  for (std::size_t block = 0; block < postings.block_count(); ++block) {
    blocks.push_back(rated(postings.block_impact(block), block));
  }
  // A heap, for few of them will be looked at.
  for (std::make_heap(blocks.begin(), blocks.end()); !blocks.empty(); blocks.pop_back()) {
    if (!top.can_matter(scorer.bound(impact_of(blocks.front())))) break;
    if (interrupt.requested()) return interrupted();
    std::pop_heap(blocks.begin(), blocks.end());
    postings.go_to_block(block_of(blocks.back()));
    if (!postings.status()) break;
    rank_block(postings, scorer, top);
  }
  return postings.status();
}

}  // namespace newsidx::search

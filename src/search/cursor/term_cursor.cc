#include "search/cursor/term_cursor.h"

#include <algorithm>
#include <array>

namespace newsidx::search {
namespace {

std::size_t docs_below(std::span<const std::uint32_t> docs, std::uint32_t end) noexcept {
  if (docs.back() < end) return docs.size();
  return static_cast<std::size_t>(std::lower_bound(docs.begin(), docs.end(), end) - docs.begin());
}

}  // namespace

TermCursor::TermCursor(std::shared_ptr<const segment::PostingList> list, const TermScorer& scorer)
    : postings_(std::move(list)), scorer_(scorer) {
  doc_ = postings_.doc();
}

segment::Impact largest_impact(segment::PostingCursor& postings, std::uint32_t begin,
                               std::uint32_t end) noexcept {
  segment::Impact impact = 0;
  const std::size_t block_count = postings.block_count();
  for (std::size_t block = postings.find_block(begin); block < block_count; ++block) {
    impact = std::max(impact, postings.block_impact(block));
    if (postings.block_last_doc(block) >= end - 1) break;
  }
  return impact;
}

Score TermCursor::max_score(std::uint32_t begin, std::uint32_t end) {
  if (doc_ >= end) return 0;
  const segment::Impact impact = largest_impact(postings_, begin, end);
  return impact == 0 ? 0 : scorer_.max_score(impact);
}

std::uint32_t TermCursor::block_end(std::uint32_t begin) {
  const std::size_t block = postings_.find_block(begin);
  if (block == postings_.block_count()) return kNoMoreDocs;
  return postings_.block_last_doc(block) + 1;
}

void TermCursor::next_batch(std::uint32_t end, ScoredBatch& batch) {
  batch.size = 0;
  if (doc_ >= end) return;
  const std::span<const std::uint32_t> docs = postings_.docs();
  const std::span<const std::uint32_t> freqs = postings_.freqs();
  const std::size_t count = docs_below(docs, end);
  for (std::size_t i = 0; i < count; ++i) {
    batch.docs[i] = docs[i];
    batch.scores[i] = scorer_.score(freqs[i], docs[i]);
  }
  batch.size = count;
  postings_.skip(count);
  doc_ = postings_.doc();
}

void TermCursor::next_batch_without(const std::uint64_t* excluded, std::uint32_t begin,
                                    std::uint32_t end, ScoredBatch& batch) {
  batch.size = 0;
  if (doc_ >= end) return;
  const std::span<const std::uint32_t> docs = postings_.docs();
  const std::size_t count = docs_below(docs, end);
  std::array<std::uint8_t, codec::kPostingBlockSize> kept;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t index = docs[i] - begin;
    kept[batch.size] = static_cast<std::uint8_t>(i);
    batch.size += 1 - (excluded[index / 64] >> (index % 64) & 1);
  }
  if (batch.size > 0) {
    const std::span<const std::uint32_t> freqs = postings_.freqs();
    for (std::size_t at = 0; at < batch.size; ++at) {
      batch.docs[at] = docs[kept[at]];
      batch.scores[at] = scorer_.score(freqs[kept[at]], docs[kept[at]]);
    }
  }
  postings_.skip(count);
  doc_ = postings_.doc();
}

void TermCursor::add_scores(ScoredBatch& batch, Occur occur) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < batch.size; ++i) {
    const std::uint32_t doc = batch.docs[i];
    postings_.next_geq(doc);
    Score score = batch.scores[i];
    if (postings_.doc() == doc) {
      score += scorer_.score(postings_.freq(), doc);
    } else if (occur == Occur::must) {
      continue;
    }
    batch.docs[kept] = doc;
    batch.scores[kept] = score;
    ++kept;
  }
  batch.size = kept;
  doc_ = postings_.doc();
}

void TermCursor::accumulate(std::uint32_t end, ScoreWindow& window) {
  while (doc_ < end) {
    const std::span<const std::uint32_t> docs = postings_.docs();
    const std::span<const std::uint32_t> freqs = postings_.freqs();
    const std::size_t count = docs_below(docs, end);
    for (std::size_t i = 0; i < count; ++i) {
      window.add(docs[i], scorer_.score(freqs[i], docs[i]));
    }
    postings_.skip(count);
    doc_ = postings_.doc();
  }
}

void TermCursor::fill_bitset(std::uint32_t begin, std::uint32_t end, std::uint64_t* words) {
  postings_.mark(begin, end, words);
  doc_ = postings_.doc();
}

}  // namespace newsidx::search

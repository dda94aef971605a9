#include "search/phrase/exact_phrase_cursor.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "search/cursor/term_cursor.h"
#include "search/phrase/intersect_positions.h"
#include "search/phrase/positions_cursor.h"

namespace newsidx::search {

ExactPhraseCursor::ExactPhraseCursor(const PhraseLists& phrase, const PhraseScoring& scoring,
                                     DocRange range, PacedCancellation* pace)
    : PhraseCursor(scoring, pace), end_(range.end) {
  struct Part {
    const PhraseLists::List* list;
    bool is_in_pair;  // looking for it tells nothing that the pair does not
    std::size_t word;
  };
  std::vector<Part> parts;
  for (std::size_t i = 0; i < phrase.words.size(); ++i) {
    parts.push_back({&phrase.words[i], phrase.in_pair[i], i});
  }
  for (const auto& pair : phrase.pairs) parts.push_back({&pair, false, phrase.words.size()});
  const auto document_count = [](const Part& part) { return (*part.list)->entry().document_count; };
  std::stable_sort(parts.begin(), parts.end(), [&](const Part& a, const Part& b) {
    if (a.is_in_pair != b.is_in_pair) return b.is_in_pair;
    return document_count(a) < document_count(b);
  });
  // The blocks of a much more frequent word are many to a block of the rarest, and one of them has
  // a high bound.
  constexpr std::uint64_t kComparable = 8;
  words_.reserve(parts.size());
  std::vector<std::size_t> rank(phrase.words.size() + 1);
  for (const Part& part : parts) {
    rank[part.word] = words_.size();
    words_.emplace_back(*part.list);
    has_spans_ = has_spans_ || (*part.list)->entry().has_spans;
    if (part.is_in_pair) continue;
    if (document_count(part) <= kComparable * cost()) ++bounding_count_;
    const bool is_in_most = document_count(part) > (*part.list)->document_limit() / 4;
    if (words_.size() == 1 || !is_in_most) ++early_count_;
  }
  for (const std::size_t word : phrase.word_at) {
    positions_.push_back({rank[word], static_cast<std::uint32_t>(positions_.size())});
    in_order_.push_back(rank[word]);
  }
  std::stable_sort(
      positions_.begin(), positions_.end(), [&](const PhrasePosition& a, const PhrasePosition& b) {
        return words_[a.word].entry().document_count < words_[b.word].entry().document_count;
      });
  words_[0].next_geq(range.begin);
  settle();
}

// From where the rarest word stands to the next document that has the phrase.
void ExactPhraseCursor::settle() {
  while (leapfrog()) {
    const std::uint32_t doc = words_[0].doc();
    if (find_starts(doc) && !is_over()) {
      doc_ = doc;
      return;
    }
    words_[0].next_geq(doc + 1);  // not next(): a fault may have ended it
  }
  doc_ = kNoMoreDocs;
}

// To the next document that has all words that are not in most, each often enough for the
// threshold.
bool ExactPhraseCursor::leapfrog() {
  segment::PostingCursor& lead = words_[0];
  for (;;) {
    if (threshold_ > 0) skip_weak();
    const std::uint32_t doc = lead.doc();
    if (doc >= end_ || is_over_after(words_.size())) return false;
    std::uint32_t next = doc;
    for (std::size_t i = 1; i < early_count_ && next == doc; ++i) {
      if (!look_up(words_[i], doc)) next = std::max(doc + 1, words_[i].doc());
    }
    if (next == doc) return true;
    lead.next_geq(next);
  }
}

// Whether the document has the word, often enough for the threshold.
bool ExactPhraseCursor::look_up(segment::PostingCursor& word, std::uint32_t doc) {
  word.next_geq(doc);
  return word.doc() == doc && (threshold_ == 0 || is_competitive(word.freq(), doc));
}

// Passes over documents and blocks of the rarest word that cannot reach the threshold.
void ExactPhraseCursor::skip_weak() {
  segment::PostingCursor& lead = words_[0];
  while (lead.doc() < end_) {
    const std::span<const std::uint32_t> docs = lead.docs();
    const std::span<const std::uint32_t> freqs = lead.freqs();
    if (is_over_after(docs.size())) return;
    std::size_t i = 0;
    while (i < docs.size() && !is_competitive(freqs[i], docs[i])) ++i;
    if (i < docs.size()) return lead.skip(i);
    std::uint32_t next = docs.back() + 1;
    for (std::size_t block = lead.block() + 1; block < lead.block_count(); ++block) {
      const std::uint32_t end = lead.block_last_doc(block) + 1;
      if (max_score(next, end) >= threshold_) break;
      next = end;
    }
    lead.next_geq(next);
  }
}

// Positions in the document of the rarest word where the phrase starts.
// @return false when there is none
bool ExactPhraseCursor::find_starts(std::uint32_t doc) {
  if (has_spans_) {
    for (std::size_t i = early_count_; i < words_.size(); ++i) {
      if (!look_up(words_[i], doc)) return false;
    }
    if (block_has_spans()) return join_occurrences();
  }
  const PhrasePosition& first = positions_[0];
  if (first.word >= early_count_ && !look_up(words_[first.word], doc)) return false;
  const std::span<const std::uint32_t> positions = words_[first.word].positions();
  if (is_over_after(positions.size())) return false;
  starts_.resize(positions.size());
  std::size_t count = 0;
  for (const std::uint32_t position : positions) {
    starts_[count] = position - first.offset;
    count += position >= first.offset ? 1u : 0u;
  }
  starts_.resize(count);
  // A word may stand at one position twice: "of-fed" is "of" as a part, and as the stem of "offed".
  if (has_spans_) starts_.erase(std::unique(starts_.begin(), starts_.end()), starts_.end());
  for (std::size_t i = 1; i < positions_.size() && !starts_.empty(); ++i) {
    segment::PostingCursor& word = words_[positions_[i].word];
    if (positions_[i].word >= early_count_ && !look_up(word, doc)) return false;
    keep_starts_followed(word.positions(), positions_[i].offset);
  }
  return !starts_.empty();
}

// A text may have millions of starts: they are taken in parts, so that the time is looked at.
void ExactPhraseCursor::keep_starts_followed(std::span<const std::uint32_t> positions,
                                             std::uint32_t offset) {
  constexpr std::size_t kPart = 4096;
  if (starts_.size() <= kPart) {
    const bool is_late = is_over_after(starts_.size());
    starts_.resize(is_late ? 0 : intersect_positions(starts_, positions, offset));
    return;
  }
  std::size_t kept = 0;
  for (std::size_t at = 0; at < starts_.size(); at += kPart) {
    const auto part = std::span(starts_).subspan(at, std::min(kPart, starts_.size() - at));
    if (is_over_after(part.size())) break;
    const std::size_t count = intersect_positions(part, positions, offset);
    std::copy_n(part.begin(), count, starts_.begin() + static_cast<std::ptrdiff_t>(kept));
    kept += count;
  }
  starts_.resize(kept);
}

// Whether the phrase may be longer than it has words. How long its last word is does not matter.
bool ExactPhraseCursor::block_has_spans() {
  return std::any_of(in_order_.begin(), in_order_.end() - 1,
                     [&](std::size_t word) { return words_[word].has_spans(); });
}

bool ExactPhraseCursor::join_occurrences() {
  chain_.clear();
  words_[in_order_[0]].append_occurrences(chain_);
  for (std::size_t i = 1; i < in_order_.size() && !chain_.empty(); ++i) {
    part_.clear();
    words_[in_order_[i]].append_occurrences(part_);
    if (is_over_after(chain_.size() + part_.size())) return false;
    extend(chain_, part_, longer_);
    chain_.swap(longer_);
  }
  std::sort(chain_.begin(), chain_.end());
  set_starts(chain_);
  return !starts_.empty();
}

void ExactPhraseCursor::next_geq(std::uint32_t target) {
  if (doc_ >= target) return;
  words_[0].next_geq(target);
  settle();
}

Score ExactPhraseCursor::max_score(std::uint32_t begin, std::uint32_t end) {
  if (doc_ >= end) return 0;
  segment::Impact impact = std::numeric_limits<segment::Impact>::max();
  for (std::size_t i = 0; i < bounding_count_; ++i) {
    impact = std::min(impact, largest_impact(words_[i], begin, end));
  }
  return scoring_.scorer.max_score(impact);
}

std::uint32_t ExactPhraseCursor::block_end(std::uint32_t begin) {
  const std::size_t block = words_[0].find_block(begin);
  if (block == words_[0].block_count()) return kNoMoreDocs;
  return words_[0].block_last_doc(block) + 1;
}

Status ExactPhraseCursor::status() const {
  if (is_over()) return cancelled_error();
  for (const segment::PostingCursor& word : words_) {
    if (!word.status()) return word.status();
  }
  return {};
}

}  // namespace newsidx::search

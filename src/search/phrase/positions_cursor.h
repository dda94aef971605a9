// search/phrase/positions_cursor.h
//
// Where words, alternatives of words and sequences of them stand in documents: the parts of a
// phrase. Each gives documents in ascending order, and the occurrences in the current one.
//
//   TermPositions     one list
//   PositionUnion     any of several parts ("ceasefire" or "cease fire")
//   PositionSequence  parts in a row: each starts where the one before ends
//
// A sequence's document has all its parts; whether they stand in a row is known when its
// occurrences are asked for (an empty answer: they do not).
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "base/cancellation.h"
#include "codec/position_block.h"
#include "segment/posting_cursor.h"

namespace newsidx::search {

using codec::Occurrence;

class PositionsCursor {
 public:
  virtual ~PositionsCursor() = default;
  [[nodiscard]] virtual std::uint32_t doc() const = 0;
  virtual void next_geq(std::uint32_t target) = 0;
  /// Appends the occurrences in doc(), ascending by position and distinct.
  virtual void append(std::vector<Occurrence>& out) = 0;
  [[nodiscard]] virtual std::uint64_t cost() const = 0;
  [[nodiscard]] virtual Status status() const = 0;
};

using PositionsCursorPtr = std::unique_ptr<PositionsCursor>;

class TermPositions final : public PositionsCursor {
 public:
  /// Stands on the first document from `begin` on.
  TermPositions(std::shared_ptr<const segment::PostingList> list, std::uint32_t begin)
      : postings_(std::move(list)) {
    postings_.next_geq(begin);
  }

  std::uint32_t doc() const override { return postings_.doc(); }
  void next_geq(std::uint32_t target) override { postings_.next_geq(target); }
  void append(std::vector<Occurrence>& out) override { postings_.append_occurrences(out); }
  std::uint64_t cost() const override { return postings_.entry().document_count; }
  Status status() const override { return postings_.status(); }

  [[nodiscard]] segment::PostingCursor& postings() { return postings_; }

 private:
  segment::PostingCursor postings_;
};

class PositionUnion final : public PositionsCursor {
 public:
  explicit PositionUnion(std::vector<PositionsCursorPtr> parts);

  std::uint32_t doc() const override { return doc_; }
  void next_geq(std::uint32_t target) override;
  void append(std::vector<Occurrence>& out) override;
  std::uint64_t cost() const override;
  Status status() const override;

 private:
  std::vector<PositionsCursorPtr> parts_;
  std::uint32_t doc_ = segment::kNoMoreDocs;
};

class PositionSequence final : public PositionsCursor {
 public:
  /// @param end   documents from here on are not shown
  /// @param pace  may be nullptr; must outlive this, which ends when it is over
  PositionSequence(std::vector<PositionsCursorPtr> parts, std::uint32_t end,
                   PacedCancellation* pace);

  std::uint32_t doc() const override { return doc_; }
  void next_geq(std::uint32_t target) override;
  void append(std::vector<Occurrence>& out) override;
  std::uint64_t cost() const override { return by_cost_[0]->cost(); }
  Status status() const override;

 private:
  std::vector<PositionsCursorPtr> parts_;
  std::vector<PositionsCursor*> by_cost_;  // the rarest in front
  std::uint32_t end_;
  PacedCancellation* pace_;
  std::uint32_t doc_ = segment::kNoMoreDocs;
  std::vector<Occurrence> chain_;  // working memory of append()
  std::vector<Occurrence> part_;
  std::vector<Occurrence> longer_;
};

/// Joins each chain with the occurrences that start where it ends.
/// @param chain   ascending by position; nearly so by end, as spans are short
/// @param longer  is replaced
void extend(const std::vector<Occurrence>& chain, const std::vector<Occurrence>& part,
            std::vector<Occurrence>& longer);

}  // namespace newsidx::search

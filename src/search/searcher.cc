#include "search/searcher.h"

#include <algorithm>

#include "base/try.h"
#include "search/collector/count.h"
#include "search/cursor/cursor_factory.h"
#include "search/explain.h"
#include "search/topk/top_k.h"

namespace newsidx::search {

using query::PlanNode;

namespace {

bool is_boolean(const PlanNode& node) { return node.kind == PlanNode::Kind::boolean; }

// Primes the top of a union by its rarest term that is frequent enough: it weighs most.
Status prime(const PlanNode& root, const CursorFactory& factory, const std::stop_token& stop,
             TopDocs& top) {
  constexpr std::size_t kMaxWanted = 256;  // more take longer to find than they spare
  if (top.k() > kMaxWanted) return {};
  const PlanNode* rarest = nullptr;
  for (const PlanNode& node : root.should) {
    if (node.kind != PlanNode::Kind::term || node.list.document_frequency < top.k()) continue;
    if (rarest == nullptr || node.list.document_frequency < rarest->list.document_frequency) {
      rarest = &node;
    }
  }
  if (rarest == nullptr) return {};
  NEWSIDX_ASSIGN_OR_RETURN(auto term, factory.term_list(*rarest, root.boost * rarest->boost));
  if (!term) return {};
  return prime_entry_score(segment::PostingCursor(std::move(term->list)), term->scorer, stop, top);
}

// Chooses the algorithm by the shape of the query.
Status rank(const PlanNode& root, const segment::SegmentReader& segment,
            const CursorFactory& factory, Algorithm algorithm, const std::stop_token& stop,
            TopDocs& top) {
  if (algorithm == Algorithm::exhaustive) {
    NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, factory.make(root, 1));
    return cursor == nullptr ? Status() : rank_exhaustively(*cursor, stop, top);
  }
  if (root.kind == PlanNode::Kind::term) {
    NEWSIDX_ASSIGN_OR_RETURN(auto term, factory.term_list(root, root.boost));
    if (!term) return {};
    return rank_by_block_impacts(segment::PostingCursor(std::move(term->list)), term->scorer, stop,
                                 top);
  }
  if (root.kind == PlanNode::Kind::phrase) {
    NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, factory.make(root, 1));
    if (cursor == nullptr) return {};
    return rank_by_block_max(*cursor, segment.document_count(), stop, top);
  }
  if (!is_boolean(root)) {
    NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, factory.make(root, 1));
    if (cursor == nullptr) return {};
    Cursors parts;
    parts.push_back(std::move(cursor));
    return rank_by_block_max_maxscore(std::move(parts), {}, segment.document_count(), stop, top);
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto must, factory.make_all(root.must, root.boost));
  if (!must.complete) return {};
  NEWSIDX_ASSIGN_OR_RETURN(auto should, factory.make_all(root.should, root.boost));
  NEWSIDX_ASSIGN_OR_RETURN(auto must_not, factory.make_all(root.must_not, root.boost));
  if (must.cursors.empty()) {
    if (must_not.cursors.empty()) NEWSIDX_RETURN_IF_ERROR(prime(root, factory, stop, top));
    return rank_by_block_max_maxscore(std::move(should.cursors), std::move(must_not.cursors),
                                      segment.document_count(), stop, top);
  }
  return rank_by_block_max_and(std::move(must.cursors), std::move(should.cursors),
                               std::move(must_not.cursors), segment.document_count(), stop, top);
}

// A required clause decides alone: optional ones beside it match no further documents.
Result<std::uint64_t> count_in(const PlanNode& root, const segment::SegmentReader& segment,
                               const CursorFactory& factory, const std::stop_token& stop) {
  if (is_boolean(root) && root.must.empty()) {
    NEWSIDX_ASSIGN_OR_RETURN(auto should, factory.make_all(root.should, 1));
    NEWSIDX_ASSIGN_OR_RETURN(auto must_not, factory.make_all(root.must_not, 1));
    return count_union(std::move(should.cursors), std::move(must_not.cursors),
                       segment.document_count(), stop);
  }
  if (root.kind == PlanNode::Kind::alternatives) {
    NEWSIDX_ASSIGN_OR_RETURN(auto ways, factory.make_all(root.should, 1));
    return count_union(std::move(ways.cursors), {}, segment.document_count(), stop);
  }
  if (is_boolean(root) && root.must_not.empty() && root.must.size() == 1) {
    return count_in(root.must[0], segment, factory, stop);
  }
  if (is_boolean(root)) {
    NEWSIDX_ASSIGN_OR_RETURN(auto must, factory.make_all(root.must, 1));
    if (!must.complete) return 0;
    NEWSIDX_ASSIGN_OR_RETURN(auto must_not, factory.make_all(root.must_not, 1));
    return count_intersection(std::move(must.cursors), std::move(must_not.cursors),
                              segment.document_count(), stop);
  }
  NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, factory.make(root, 1));
  return cursor == nullptr ? Result<std::uint64_t>(0) : count_all(*cursor, stop);
}

// Where all matches have to be looked at anyway, they are counted while they are ranked.
// A union is faster in two passes: the first prunes, the second counts bits.
Result<std::uint64_t> rank_and_count(const PlanNode& root, const segment::SegmentReader& segment,
                                     const CursorFactory& factory, const std::stop_token& stop,
                                     TopDocs& top) {
  if (is_boolean(root) && root.must.size() > 1 && root.should.empty()) {
    NEWSIDX_ASSIGN_OR_RETURN(auto must, factory.make_all(root.must, root.boost));
    if (!must.complete) return 0;
    NEWSIDX_ASSIGN_OR_RETURN(auto must_not, factory.make_all(root.must_not, root.boost));
    return rank_and_count_intersection(std::move(must.cursors), std::move(must_not.cursors), stop,
                                       top);
  }
  NEWSIDX_RETURN_IF_ERROR(rank(root, segment, factory, Algorithm::pruned, stop, top));
  return count_in(root, segment, factory, stop);
}

}  // namespace

Searcher::Searcher(std::vector<const segment::SegmentReader*> segments, std::uint32_t title_weight,
                   Bm25Parameters parameters)
    : segments_(std::move(segments)),
      title_weight_(title_weight),
      weights_(CollectionStatistics::of(segments_), parameters) {
  std::uint32_t first_document = 0;
  for (const segment::SegmentReader* segment : segments_) {
    first_documents_.push_back(first_document);
    first_document += segment->document_count();
  }
}

std::uint32_t Searcher::segment_of(std::uint32_t document) const {
  const auto behind = std::upper_bound(first_documents_.begin(), first_documents_.end(), document);
  return static_cast<std::uint32_t>(behind - first_documents_.begin() - 1);
}

Result<std::vector<RankedDoc>> Searcher::top(const query::Plan& plan, std::size_t k,
                                             Algorithm algorithm,
                                             const std::stop_token& stop) const {
  const ScoreScale scale = weights_.scale(plan.root);
  TopDocs top(k);
  for (std::size_t i = 0; i < segments_.size() && k > 0; ++i) {
    top.start_segment(first_documents_[i]);
    const CursorFactory factory(*segments_[i], weights_, scale, title_weight_);
    NEWSIDX_RETURN_IF_ERROR(rank(plan.root, *segments_[i], factory, algorithm, stop, top));
  }
  return ranked(top, scale);
}

Result<CountedTop> Searcher::top_and_count(const query::Plan& plan, std::size_t k,
                                           Algorithm algorithm, const std::stop_token& stop) const {
  CountedTop found;
  if (k == 0 || algorithm == Algorithm::exhaustive || plan.root.kind == PlanNode::Kind::term) {
    NEWSIDX_ASSIGN_OR_RETURN(found.docs, this->top(plan, k, algorithm, stop));
    NEWSIDX_ASSIGN_OR_RETURN(found.count, count(plan, stop));
    return found;
  }
  const ScoreScale scale = weights_.scale(plan.root);
  TopDocs top(k);
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    top.start_segment(first_documents_[i]);
    const CursorFactory factory(*segments_[i], weights_, scale, title_weight_);
    NEWSIDX_ASSIGN_OR_RETURN(const std::uint64_t count,
                             rank_and_count(plan.root, *segments_[i], factory, stop, top));
    found.count += count;
  }
  found.docs = ranked(top, scale);
  return found;
}

std::vector<RankedDoc> Searcher::ranked(TopDocs& top, ScoreScale scale) const {
  const std::vector<ScoredDoc> docs = top.take();
  std::vector<RankedDoc> ranked;
  ranked.reserve(docs.size());
  for (const ScoredDoc& doc : docs) {
    const std::uint32_t segment = segment_of(doc.document);
    ranked.push_back(
        {segment, doc.document - first_documents_[segment], scale.to_score(doc.score)});
  }
  return ranked;
}

Result<std::uint64_t> Searcher::count(const query::Plan& plan, const std::stop_token& stop) const {
  if (plan.root.kind == PlanNode::Kind::term) return plan.root.list.document_frequency;
  const ScoreScale scale = weights_.scale(plan.root);
  std::uint64_t count = 0;
  for (const segment::SegmentReader* segment : segments_) {
    const CursorFactory factory(*segment, weights_, scale, title_weight_);
    NEWSIDX_ASSIGN_OR_RETURN(const std::uint64_t found,
                             count_in(plan.root, *segment, factory, stop));
    count += found;
  }
  return count;
}

Result<Explanation> Searcher::explain(const query::Plan& plan, std::uint32_t segment,
                                      std::uint32_t doc) const {
  return explain_document(plan, *segments_[segment], weights_, title_weight_, doc);
}

}  // namespace newsidx::search

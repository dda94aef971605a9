#include "search/searcher.h"

#include <algorithm>

#include "base/try.h"
#include "search/cursor/cursor_factory.h"
#include "search/explain.h"
#include "search/segment_search.h"

namespace newsidx::search {

using query::PlanNode;

namespace {

// What decides about a match: of `+a b c`, `a`.
const PlanNode& deciding(const PlanNode& root) {
  const bool is_one_clause =
      root.kind == PlanNode::Kind::boolean && root.must.size() == 1 && root.must_not.empty();
  return is_one_clause ? deciding(root.must[0]) : root;
}

}  // namespace

Searcher::Searcher(std::vector<const segment::SegmentReader*> segments, std::uint32_t title_weight,
                   Bm25Parameters parameters, std::vector<DocBitmap> deleted)
    : segments_(std::move(segments)),
      deleted_(std::move(deleted)),
      title_weight_(title_weight),
      weights_(CollectionStatistics::of(segments_), parameters) {
  deleted_.resize(segments_.size());
  has_deleted_ = std::any_of(deleted_.begin(), deleted_.end(),
                             [](const DocBitmap& bits) { return !bits.empty(); });
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
                                             const Interrupt& interrupt) const {
  const ScoreScale scale = weights_.scale(plan.root);
  TopDocs top(k);
  for (std::size_t i = 0; i < segments_.size() && k > 0; ++i) {
    top.start_segment(first_documents_[i]);
    const CursorFactory factory(*segments_[i], weights_, scale, title_weight_);
    const SegmentSearch search(*segments_[i], deleted_[i], factory, interrupt);
    Status status = search.rank(plan.root, algorithm, top);
    if (status) continue;
    if (interrupt.was_late()) break;  // with what was found
    return fail(std::move(status).error());
  }
  return ranked(top, scale);
}

Result<CountedTop> Searcher::top_and_count(const query::Plan& plan, std::size_t k,
                                           Algorithm algorithm, const Interrupt& interrupt) const {
  CountedTop found;
  const bool is_counted_at_once = deciding(plan.root).kind == PlanNode::Kind::term;
  if (k == 0 || algorithm == Algorithm::exhaustive || is_counted_at_once) {
    NEWSIDX_ASSIGN_OR_RETURN(found.docs, this->top(plan, k, algorithm, interrupt));
    const auto counted = count(plan, interrupt);
    if (!counted && !interrupt.was_late()) return fail(counted.error());
    found.count = counted.value_or(0);
    return found;
  }
  const ScoreScale scale = weights_.scale(plan.root);
  TopDocs top(k);
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    top.start_segment(first_documents_[i]);
    const CursorFactory factory(*segments_[i], weights_, scale, title_weight_);
    const SegmentSearch search(*segments_[i], deleted_[i], factory, interrupt);
    const auto counted = search.rank_and_count(plan.root, top);
    if (!counted && interrupt.was_late()) break;
    if (!counted) return fail(counted.error());
    found.count += *counted;
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

Result<std::uint64_t> Searcher::count(const query::Plan& plan, const Interrupt& interrupt) const {
  const PlanNode& root = deciding(plan.root);
  if (root.kind == PlanNode::Kind::term && !has_deleted_) return root.list.document_frequency;
  const ScoreScale scale = weights_.scale(root);
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    const CursorFactory factory(*segments_[i], weights_, scale, title_weight_);
    const SegmentSearch search(*segments_[i], deleted_[i], factory, interrupt);
    NEWSIDX_ASSIGN_OR_RETURN(const std::uint64_t found, search.count(root));
    count += found;
  }
  return count;
}

Result<Explanation> Searcher::explain(const query::Plan& plan, std::uint32_t segment,
                                      std::uint32_t doc) const {
  return explain_document(plan, *segments_[segment], weights_, title_weight_, doc);
}

}  // namespace newsidx::search

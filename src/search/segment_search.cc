#include "search/segment_search.h"

#include "base/try.h"
#include "search/cursor/conjunction_cursor.h"
#include "search/topk/top_k.h"

namespace newsidx::search {

using query::PlanNode;

namespace {

bool is_boolean(const PlanNode& node) { return node.kind == PlanNode::Kind::boolean; }

// Its cursor looks for matches one by one, and passes over what cannot enter the top by itself.
bool looks_for_matches(const PlanNode& node) {
  return node.kind == PlanNode::Kind::phrase || node.kind == PlanNode::Kind::in_body;
}

Cursors only(CursorPtr cursor) {
  Cursors cursors;
  cursors.push_back(std::move(cursor));
  return cursors;
}

}  // namespace

const PlanNode& counted_part(const PlanNode& root) {
  const PlanNode* part = &root;
  while (is_boolean(*part) && part->must_not.empty() && part->must.size() == 1) {
    part = &part->must[0];
  }
  return *part;
}

// Nothing where no document can match. For counting, what decides about a match is enough: an
// optional clause beside a required one matches no further documents.
Result<std::optional<SegmentSearch::Clauses>> SegmentSearch::clauses(const PlanNode& root,
                                                                     For purpose) const {
  Clauses clauses;
  if (is_boolean(root)) {
    NEWSIDX_ASSIGN_OR_RETURN(auto must, factory_.make_all(root.must, root.boost));
    if (!must.complete) return std::optional<Clauses>();
    clauses.must = std::move(must.cursors);
    if (purpose == For::ranking || root.must.empty()) {
      NEWSIDX_ASSIGN_OR_RETURN(auto should, factory_.make_all(root.should, root.boost));
      clauses.should = std::move(should.cursors);
    }
    NEWSIDX_ASSIGN_OR_RETURN(auto must_not,
                             factory_.make_all(root.must_not, CursorFactory::kUnscored));
    clauses.must_not = std::move(must_not.cursors);
  } else if (purpose == For::counting && root.kind == PlanNode::Kind::alternatives) {
    NEWSIDX_ASSIGN_OR_RETURN(auto ways, factory_.make_all(root.should, root.boost));
    clauses.should = std::move(ways.cursors);
  } else {
    NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, factory_.make(root, 1));
    if (cursor == nullptr) return std::optional<Clauses>();
    clauses.should = only(std::move(cursor));
  }
  if (!deleted_.empty()) {
    clauses.must_not.push_back(std::make_unique<BitmapCursor>(deleted_));
    clauses.must_not.back()->next_geq(range_.docs.begin);
  }
  return std::optional(std::move(clauses));
}

Status SegmentSearch::rank(const PlanNode& root, Algorithm algorithm, TopDocs& top) const {
  if (algorithm == Algorithm::exhaustive) return rank_all(root, top);
  if (searches_all()) {
    NEWSIDX_ASSIGN_OR_RETURN(auto single, factory_.single_list(root, root.boost));
    if (single) return rank_list(*std::move(single), top);
    if (root.kind == PlanNode::Kind::term) return {};
  }
  if (deleted_.empty() && looks_for_matches(root)) {
    NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, factory_.make(root, 1));
    if (cursor == nullptr) return {};
    return rank_by_block_max(*cursor, range_.docs.end, interrupt_, top);
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto found, clauses(root, For::ranking));
  if (!found) return {};
  return rank_clauses(*std::move(found), top);
}

Status SegmentSearch::rank_list(CursorFactory::TermList term, TopDocs& top) const {
  NEWSIDX_RETURN_IF_ERROR(term.list->load());
  if (!top.can_matter(term.scorer.bound(term.list->entry().max_impact))) return {};
  return rank_by_block_impacts(segment::PostingCursor(std::move(term.list)), term.scorer,
                               interrupt_, top);
}

Status SegmentSearch::rank_clauses(Clauses clauses, TopDocs& top) const {
  if (!clauses.must.empty()) {
    return rank_by_block_max_and(std::move(clauses.must), std::move(clauses.should),
                                 std::move(clauses.must_not), range_.docs.end, interrupt_, top);
  }
  return rank_by_block_max_maxscore(std::move(clauses.should), std::move(clauses.must_not),
                                    range_.docs.end, interrupt_, top);
}

Status SegmentSearch::rank_all(const PlanNode& root, TopDocs& top) const {
  NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, factory_.make(root, 1));
  if (cursor == nullptr) return {};
  if (!deleted_.empty()) {
    cursor = std::make_unique<ConjunctionCursor>(only(std::move(cursor)), Cursors(),
                                                 only(std::make_unique<BitmapCursor>(deleted_)),
                                                 range_.docs.end);
  }
  return rank_exhaustively(*cursor, range_.docs.end, interrupt_, top);
}

Result<std::uint64_t> SegmentSearch::count(const PlanNode& query) const {
  const PlanNode& root = counted_part(query);
  NEWSIDX_ASSIGN_OR_RETURN(auto found, clauses(root, For::counting));
  if (!found) return 0;
  if (found->must.empty()) {
    return count_union(std::move(found->should), std::move(found->must_not), range_, interrupt_);
  }
  return count_intersection(std::move(found->must), std::move(found->must_not), range_, interrupt_);
}

// Where all matches have to be looked at anyway, they are counted while they are ranked. Unions are
// faster in two passes, the first of which prunes, and the second counts bits; and so are
// intersections of long lists.
Result<std::uint64_t> SegmentSearch::rank_and_count(const PlanNode& root, TopDocs& top) const {
  constexpr std::uint64_t kDocsPerPosting = 32;
  if (deleted_.empty() && looks_for_matches(root)) {
    if (searches_all()) {
      NEWSIDX_ASSIGN_OR_RETURN(const auto single, factory_.single_list(root, root.boost));
      if (single) {
        NEWSIDX_RETURN_IF_ERROR(rank(root, Algorithm::pruned, top));
        return single->list->entry().document_count;
      }
    }
    NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, factory_.make(root, 1));
    return cursor == nullptr ? Result<std::uint64_t>(0)
                             : search::rank_and_count(*cursor, range_.docs.end, interrupt_, top);
  }
  if (is_boolean(root) && root.must.size() > 1 && root.should.empty()) {
    NEWSIDX_ASSIGN_OR_RETURN(auto found, clauses(root, For::ranking));
    if (!found) return 0;
    sort_by_cost(found->must);
    if (found->must[0]->cost() * kDocsPerPosting < segment_.document_count()) {
      return rank_and_count_intersection(std::move(found->must), std::move(found->must_not),
                                         range_.docs.end, interrupt_, top);
    }
    NEWSIDX_RETURN_IF_ERROR(rank_clauses(*std::move(found), top));
    return count(root);
  }
  NEWSIDX_RETURN_IF_ERROR(rank(root, Algorithm::pruned, top));
  return count(root);
}

}  // namespace newsidx::search

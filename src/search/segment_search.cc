#include "search/segment_search.h"

#include "base/status_macros.h"
#include "search/algorithm/block_max_and.h"
#include "search/algorithm/block_max_maxscore.h"
#include "search/algorithm/block_max_wand.h"
#include "search/algorithm/count.h"
#include "search/algorithm/exhaustive.h"
#include "search/algorithm/impact_ordered.h"
#include "search/algorithm/match_windows.h"
#include "search/algorithm/ranked_and.h"
#include "search/cursor/complement_cursor.h"
#include "search/cursor/conjunction_cursor.h"
#include "search/operator/operators.h"

namespace newsidx::search {

using query::BooleanNode;
using query::PlanNode;

namespace {

bool is_filter(const PlanNode& node) {
  return node.as<query::FilterNode>() != nullptr || node.as<query::InRangeNode>() != nullptr;
}

Cursors only(CursorPtr cursor) {
  Cursors cursors;
  cursors.push_back(std::move(cursor));
  return cursors;
}

}  // namespace

const PlanNode& counted_part(const PlanNode& root) {
  const PlanNode* part = &root;
  for (;;) {
    const auto* const group = part->as<BooleanNode>();
    if (group == nullptr || !group->must_not.empty() || group->must.size() != 1) return *part;
    part = &group->must[0];
  }
}

Status SegmentSearch::search(const PlanNode& root, const Collectors& collectors,
                             Algorithm algorithm) const {
  if (collectors.matches == nullptr) return rank(root, algorithm, *collectors.scores);
  if (collectors.matches->needs_documents()) return show_matches(root, *collectors.matches);
  NEWSIDX_ASSIGN_OR_RETURN(
      const std::uint64_t counted,
      collectors.scores == nullptr ? count(root) : rank_and_count(root, *collectors.scores));
  collectors.matches->collect_count(counted);
  return {};
}

// The union of a query that beside it has nothing but filters.
const PlanNode* SegmentSearch::filtered_union(const PlanNode& root) {
  const auto* const group = root.as<BooleanNode>();
  if (group == nullptr || group->must.size() < 2 || !group->should.empty()) return nullptr;
  const PlanNode* found = nullptr;
  for (const PlanNode& node : group->must) {
    if (is_filter(node)) continue;
    const auto* const any = node.as<BooleanNode>();
    if (any == nullptr || !any->is_union() || found != nullptr) return nullptr;
    found = &node;
  }
  return found;
}

// What a range lets not pass; nullptr of other filters. REQUIRES that it has documents here.
CursorPtr SegmentSearch::bits_outside(const PlanNode& filter) const {
  const auto* const range = filter.as<query::InRangeNode>();
  if (range == nullptr) return nullptr;
  const auto& [segment, bits, count] = *range->docs->of(segment_);
  return factory_.placed(std::make_unique<BitmapCursor>(
      BitmapCursor::outside(bits, count, segment_.document_count())));
}

// Beside filters that let many documents pass, a union that leaves out the others is faster than an
// intersection; else the filters lead. @return false: no document can match
Result<bool> SegmentSearch::add_filtered_union(const PlanNode& root, const PlanNode& any,
                                               Clauses& clauses) const {
  constexpr std::uint64_t kMany = 8;  // one in so many
  const auto& group = *root.as<BooleanNode>();
  bool let_many_pass = true;
  Cursors lacking;
  for (const PlanNode& node : group.must) {
    if (&node == &any) continue;
    NEWSIDX_ASSIGN_OR_RETURN(CursorPtr kept, factory_.make(node, CursorFactory::kUnscored));
    if (kept == nullptr) return false;
    let_many_pass = let_many_pass && kept->cost() * kMany >= segment_.document_count();
    lacking.push_back(bits_outside(node));
    clauses.must.push_back(std::move(kept));
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto must_not,
                           factory_.make_all(group.must_not, CursorFactory::kUnscored));
  clauses.must_not = std::move(must_not.cursors);
  if (!let_many_pass) {
    NEWSIDX_ASSIGN_OR_RETURN(CursorPtr found, factory_.make(any, root.boost));
    if (found == nullptr) return false;
    clauses.must.push_back(std::move(found));
    return true;
  }
  for (std::size_t i = 0; i < lacking.size(); ++i) {
    if (lacking[i] == nullptr) {
      lacking[i] = std::make_unique<ComplementCursor>(std::move(clauses.must[i]), scan_.range.begin,
                                                      segment_.document_count());
    }
    clauses.must_not.push_back(std::move(lacking[i]));
  }
  clauses.must.clear();
  NEWSIDX_ASSIGN_OR_RETURN(
      auto should, factory_.make_all(any.as<BooleanNode>()->should, root.boost * any.boost));
  clauses.should = std::move(should.cursors);
  return true;
}

// Nothing where no document can match. For matches without scores, what decides about a match is
// enough: an optional clause beside one that must match has no further documents.
Result<std::optional<SegmentSearch::Clauses>> SegmentSearch::clauses(const PlanNode& root,
                                                                     For purpose) const {
  Clauses clauses;
  const auto* const group = root.as<BooleanNode>();
  const auto* const any = root.as<query::DisMaxNode>();
  const PlanNode* const filtered = purpose == For::ranking ? filtered_union(root) : nullptr;
  if (filtered != nullptr) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool is_found, add_filtered_union(root, *filtered, clauses));
    if (!is_found) return std::optional<Clauses>();
  } else if (group != nullptr) {
    NEWSIDX_ASSIGN_OR_RETURN(auto must, factory_.make_all(group->must, root.boost));
    if (!must.complete) return std::optional<Clauses>();
    clauses.must = std::move(must.cursors);
    if (purpose == For::ranking || group->must.empty()) {
      NEWSIDX_ASSIGN_OR_RETURN(auto should, factory_.make_all(group->should, root.boost));
      clauses.should = std::move(should.cursors);
    }
    NEWSIDX_ASSIGN_OR_RETURN(auto must_not,
                             factory_.make_all(group->must_not, CursorFactory::kUnscored));
    clauses.must_not = std::move(must_not.cursors);
  } else if (purpose == For::matching && any != nullptr) {
    NEWSIDX_ASSIGN_OR_RETURN(auto alternatives, factory_.make_all(any->clauses, root.boost));
    clauses.should = std::move(alternatives.cursors);
  } else {
    NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, factory_.make(root, 1));
    if (cursor == nullptr) return std::optional<Clauses>();
    clauses.should = only(std::move(cursor));
  }
  if (!deleted_.empty()) {
    clauses.must_not.push_back(std::make_unique<BitmapCursor>(deleted_));
    clauses.must_not.back()->next_geq(scan_.range.begin);
  }
  return std::optional(std::move(clauses));
}

Status SegmentSearch::rank(const PlanNode& root, Algorithm algorithm,
                           ScoreCollector& scores) const {
  if (algorithm == Algorithm::exhaustive) return rank_all(root, scores);
  if (searches_all()) {
    NEWSIDX_ASSIGN_OR_RETURN(auto single, single_list(root, 1, factory_));
    if (single) {
      NEWSIDX_RETURN_IF_ERROR(single->list->load());
      return impact_ordered(std::move(single->list), single->scorer, scan_, scores);
    }
    if (root.as<query::TermNode>() != nullptr) return {};
  }
  if (deleted_.empty() && verifies_matches(root)) {
    NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, factory_.make(root, 1));
    return cursor == nullptr ? Status() : block_max_wand(*cursor, scan_, scores);
  }
  NEWSIDX_ASSIGN_OR_RETURN(auto found, clauses(root, For::ranking));
  if (!found) return {};
  return rank_clauses(*std::move(found), scores);
}

Status SegmentSearch::rank_clauses(Clauses clauses, ScoreCollector& scores) const {
  if (!clauses.must.empty()) {
    return block_max_and(std::move(clauses.must), std::move(clauses.should),
                         std::move(clauses.must_not), scan_, scores);
  }
  return block_max_maxscore(std::move(clauses.should), std::move(clauses.must_not), scan_, scores);
}

Status SegmentSearch::rank_all(const PlanNode& root, ScoreCollector& scores) const {
  NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, factory_.make(root, 1));
  if (cursor == nullptr) return {};
  if (!deleted_.empty()) {
    cursor = std::make_unique<ConjunctionCursor>(only(std::move(cursor)), Cursors(),
                                                 only(std::make_unique<BitmapCursor>(deleted_)),
                                                 scan_.range.end);
  }
  const Result<std::uint64_t> count = exhaustive(*cursor, scan_, scores);
  return count ? Status() : Status(fail(count.error()));
}

Result<std::uint64_t> SegmentSearch::count(const PlanNode& query) const {
  const PlanNode& root = counted_part(query);
  NEWSIDX_ASSIGN_OR_RETURN(auto found, clauses(root, For::matching));
  if (!found) return 0;
  if (found->must.empty()) {
    return count_union(std::move(found->should), std::move(found->must_not), scan_);
  }
  return count_intersection(std::move(found->must), std::move(found->must_not), scan_);
}

Status SegmentSearch::show_matches(const PlanNode& query, MatchCollector& matches) const {
  NEWSIDX_ASSIGN_OR_RETURN(auto found, clauses(counted_part(query), For::matching));
  if (!found) return {};
  const auto show = [&](std::uint32_t begin, const MatchWindow& window) {
    if (!scan_.is_over()) matches.collect(begin, window);
  };
  if (found->must.empty()) return union_windows(found->should, found->must_not, scan_, show);
  sort_by_cost(found->must);
  return intersection_windows(found->must, found->must_not, scan_, show);
}

// Where all matches have to be looked at anyway, they are counted while they are ranked. Unions are
// faster in two passes, the first of which prunes, and the second counts bits; and so are
// intersections of long lists.
Result<std::uint64_t> SegmentSearch::rank_and_count(const PlanNode& root,
                                                    ScoreCollector& scores) const {
  constexpr std::uint64_t kDocsPerPosting = 32;
  if (deleted_.empty() && verifies_matches(root)) {
    if (searches_all()) {
      NEWSIDX_ASSIGN_OR_RETURN(const auto single, single_list(root, 1, factory_));
      if (single) {
        NEWSIDX_RETURN_IF_ERROR(rank(root, Algorithm::pruned, scores));
        return single->list->entry().document_count;
      }
    }
    NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, factory_.make(root, 1));
    return cursor == nullptr ? Result<std::uint64_t>(0) : exhaustive(*cursor, scan_, scores);
  }
  const auto* const group = root.as<BooleanNode>();
  if (group != nullptr && group->must.size() > 1 && group->should.empty()) {
    NEWSIDX_ASSIGN_OR_RETURN(auto found, clauses(root, For::ranking));
    if (!found) return 0;
    sort_by_cost(found->must);
    if (!found->must.empty() &&
        found->must[0]->cost() * kDocsPerPosting < segment_.document_count()) {
      return ranked_and(std::move(found->must), std::move(found->must_not), scan_, scores);
    }
    NEWSIDX_RETURN_IF_ERROR(rank_clauses(*std::move(found), scores));
    return count(root);
  }
  NEWSIDX_RETURN_IF_ERROR(rank(root, Algorithm::pruned, scores));
  return count(root);
}

}  // namespace newsidx::search

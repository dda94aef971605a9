#include "search/searcher.h"

#include <algorithm>

#include "base/try.h"
#include "search/cursor/cursor_factory.h"
#include "search/cursor/phrase_lists.h"
#include "search/explain.h"
#include "search/priming.h"
#include "search/segment_search.h"

namespace newsidx::search {

using query::PlanNode;

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
  document_count_ = first_document;
}

std::uint32_t Searcher::segment_of(std::uint32_t document) const {
  const auto behind = std::upper_bound(first_documents_.begin(), first_documents_.end(), document);
  return static_cast<std::uint32_t>(behind - first_documents_.begin() - 1);
}

// What the k best documents of a query score at least; 0 where that is not known.
Result<Score> Searcher::primed_score(const PlanNode& root, std::size_t k,
                                     const Interrupt& interrupt) const {
  const auto term = has_deleted_ ? std::nullopt : priming_term(root, k);
  if (!term) return 0;
  Found found{TopDocs(k)};
  const auto rank_term = [&term](const SegmentSearch& search, Found& part) {
    return search.rank(*term, Algorithm::pruned, part.top);
  };
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    NEWSIDX_RETURN_IF_ERROR(visit_range(root, {i, {}}, interrupt, rank_term, found));
  }
  // A document that scores as much as the last of them can still be a better hit by its number.
  const Score entry_score = found.top.entry_score();
  return entry_score > 0 ? entry_score - 1 : 0;
}

// The blocks of one list come in the order of their bounds, and few of them: a thread for all.
bool Searcher::reads_one_list(const PlanNode& root) const {
  if (has_deleted_) return false;
  return root.kind == PlanNode::Kind::term ||
         std::all_of(segments_.begin(), segments_.end(),
                     [&root](const auto* segment) { return is_pair(*segment, root); });
}

// Visits ranges of documents with what is needed to search them: in this thread segment by segment
// or, where that takes long enough, with helpers.
template <class Visit>
Searcher::Found Searcher::search(const PlanNode& root, std::size_t k, Score entry_score,
                                 const Interrupt& interrupt, const Parallel& parallel,
                                 Visit visit) const {
  if (parallel.threads > 1 && document_count_ > parallel.range_docs &&
      work_of(root, document_count_) >= parallel.least_work) {
    return search_with_threads(root, k, entry_score, interrupt, parallel, visit);
  }
  Found found{TopDocs(k)};
  found.top.raise_entry_score(entry_score);
  for (std::size_t i = 0; i < segments_.size() && found.status; ++i) {
    found.status = visit_range(root, {i, {}}, interrupt, visit, found);
  }
  return found;
}

template <class Visit>
Searcher::Found Searcher::search_with_threads(const PlanNode& root, std::size_t k,
                                              Score entry_score, const Interrupt& interrupt,
                                              const Parallel& parallel, Visit visit) const {
  const std::vector<Task> tasks = tasks_of(segments_, parallel.range_docs);
  SharedEntryScore shared;
  shared.raise(entry_score);
  std::vector<Found> by_worker(parallel.threads, Found{TopDocs(k, &shared)});
  Status status = do_tasks(tasks.size(), parallel, [&](unsigned worker, std::size_t task) {
    return visit_range(root, tasks[task], interrupt, visit, by_worker[worker]);
  });
  Found all{TopDocs(k), 0, std::move(status)};
  for (const Found& found : by_worker) {
    all.top.merge(found.top);
    all.count += found.count;
  }
  return all;
}

template <class Visit>
Status Searcher::visit_range(const PlanNode& root, const Task& task, const Interrupt& interrupt,
                             Visit visit, Found& found) const {
  if (interrupt.requested()) return interrupted();
  const segment::SegmentReader& segment = *segments_[task.segment];
  PacedInterrupt pace(interrupt);
  found.top.start_segment(first_documents_[task.segment], &pace);
  const CursorFactory factory(segment, weights_, weights_.scale(root), title_weight_, task.docs,
                              true, &pace);
  Status status =
      visit(SegmentSearch(segment, deleted_[task.segment], factory, interrupt, task.docs), found);
  found.top.start_segment(0);
  return status;
}

Result<std::vector<RankedDoc>> Searcher::top(const query::Plan& plan, std::size_t k,
                                             Algorithm algorithm, const Interrupt& interrupt,
                                             const Parallel& parallel) const {
  if (k == 0) return std::vector<RankedDoc>();
  const bool is_by_impacts = algorithm == Algorithm::pruned && reads_one_list(plan.root);
  const auto primed =
      algorithm == Algorithm::pruned ? primed_score(plan.root, k, interrupt) : Result<Score>(0);
  if (!primed && !interrupt.was_late(primed.error())) return fail(primed.error());
  Found found =
      search(plan.root, k, primed.value_or(0), interrupt, is_by_impacts ? Parallel() : parallel,
             [&](const SegmentSearch& search, Found& part) {
               return search.rank(plan.root, algorithm, part.top);
             });
  // Who was late answers with what was found.
  if (!found.status && !interrupt.was_late(found.status.error())) {
    return fail(std::move(found.status).error());
  }
  return ranked(found.top, weights_.scale(plan.root));
}

Result<CountedTop> Searcher::top_and_count(const query::Plan& plan, std::size_t k,
                                           Algorithm algorithm, const Interrupt& interrupt,
                                           const Parallel& parallel) const {
  CountedTop answer;
  const bool is_counted_at_once = counted_part(plan.root).kind == PlanNode::Kind::term;
  if (k == 0 || algorithm == Algorithm::exhaustive || is_counted_at_once) {
    NEWSIDX_ASSIGN_OR_RETURN(answer.docs, top(plan, k, algorithm, interrupt, parallel));
    const auto counted = count(plan, interrupt, parallel);
    if (!counted && !interrupt.was_late(counted.error())) return fail(counted.error());
    answer.count = counted.value_or(0);
    return answer;
  }
  const auto primed = primed_score(plan.root, k, interrupt);
  if (!primed && !interrupt.was_late(primed.error())) return fail(primed.error());
  Found found = search(plan.root, k, primed.value_or(0), interrupt,
                       reads_one_list(plan.root) ? Parallel() : parallel,
                       [&](const SegmentSearch& search, Found& part) -> Status {
                         NEWSIDX_ASSIGN_OR_RETURN(const std::uint64_t counted,
                                                  search.rank_and_count(plan.root, part.top));
                         part.count += counted;
                         return {};
                       });
  if (!found.status && !interrupt.was_late(found.status.error())) {
    return fail(std::move(found.status).error());
  }
  answer.count = found.count;
  answer.docs = ranked(found.top, weights_.scale(plan.root));
  return answer;
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

Result<std::uint64_t> Searcher::count(const query::Plan& plan, const Interrupt& interrupt,
                                      const Parallel& parallel) const {
  const PlanNode& root = counted_part(plan.root);
  if (root.kind == PlanNode::Kind::term && !has_deleted_) return root.list.document_frequency;
  const Found found = search(
      root, 0, 0, interrupt, parallel, [&](const SegmentSearch& search, Found& part) -> Status {
        NEWSIDX_ASSIGN_OR_RETURN(const std::uint64_t counted, search.count(root));
        part.count += counted;
        return {};
      });
  if (!found.status) return fail(found.status.error());
  return found.count;
}

Result<Explanation> Searcher::explain(const query::Plan& plan, std::uint32_t segment,
                                      std::uint32_t doc, const Interrupt& interrupt) const {
  return explain_document(plan, *segments_[segment], weights_, title_weight_, doc, interrupt);
}

}  // namespace newsidx::search

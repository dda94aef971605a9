#include "search/searcher.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "base/status_macros.h"
#include "search/explain.h"
#include "search/operator/cursor_factory.h"
#include "search/operator/operators.h"
#include "search/segment_search.h"
#include "search/threshold_seed.h"

namespace newsidx::search {

using query::PlanNode;

Searcher::Searcher(std::vector<const segment::SegmentReader*> segments, std::uint32_t title_weight,
                   Bm25Parameters parameters, std::vector<DocBitmap> deleted,
                   const std::optional<query::CollectionStatistics>& collection)
    : segments_(std::move(segments)),
      deleted_(std::move(deleted)),
      title_weight_(title_weight),
      weights_(collection ? *collection : query::CollectionStatistics::of(segments_), parameters) {
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

// Finds what the k best documents score at least, where a few blocks tell.
Status Searcher::seed_threshold(const PlanNode& root, ScoreCollector& scores,
                                const CancellationToken& cancellation) const {
  const std::size_t k = scores.best_count();
  const auto term = has_deleted_ ? std::nullopt : threshold_seed_term(root, k);
  if (!term) return {};
  TopDocs best(k);
  const Request request{*term, quantizer_of(root, weights_), Algorithm::pruned, cancellation};
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    NEWSIDX_RETURN_IF_ERROR(search_range(request, {i, {}}, {.scores = &best}));
  }
  // A document that scores as much as the last of them can still be a better hit by its number.
  scores.raise_threshold(best.threshold_in_any_order());
  return {};
}

// The blocks of one list come in the order of their bounds, and few of them: a thread for all.
bool Searcher::reads_one_list(const PlanNode& root) const {
  if (has_deleted_) return false;
  return std::all_of(segments_.begin(), segments_.end(),
                     [&root](const auto* segment) { return is_one_list(root, *segment); });
}

// What is known of a list, and windows of bits, come without the scores.
bool Searcher::are_found_in_one_pass(const PlanNode& root, const Collectors& collectors,
                                     Algorithm algorithm) const {
  return algorithm == Algorithm::pruned && !collectors.matches->needs_documents() &&
         counted_part(root).as<query::TermNode>() == nullptr;
}

Status Searcher::search(const query::Plan& plan, Collectors collectors,
                        const CancellationToken& cancellation,
                        const SearchSettings& settings) const {
  const PlanNode& root = plan.root;
  MatchCollector* const matches = collectors.matches;
  const bool ranks = collectors.scores != nullptr && !collectors.scores->is_full();
  const bool is_one_pass =
      matches == nullptr || (ranks && are_found_in_one_pass(root, collectors, settings.algorithm));
  if (ranks) {
    if (!is_one_pass) collectors.matches = nullptr;
    const bool is_pruned = settings.algorithm == Algorithm::pruned;
    if (is_pruned) {
      NEWSIDX_RETURN_IF_ERROR(seed_threshold(root, *collectors.scores, cancellation));
    }
    const Request request{root, quantizer_of(root, weights_), settings.algorithm, cancellation};
    NEWSIDX_RETURN_IF_ERROR(
        search_segments(request, collectors,
                        is_pruned && reads_one_list(root) ? ParallelOptions() : settings.parallel));
  }
  return is_one_pass ? Status() : search_matches(root, *matches, cancellation, settings.parallel);
}

Status Searcher::search_matches(const PlanNode& query, MatchCollector& matches,
                                const CancellationToken& cancellation,
                                const ParallelOptions& parallel) const {
  const PlanNode& root = counted_part(query);
  const auto* const term = root.as<query::TermNode>();
  if (term != nullptr && !has_deleted_ && !matches.needs_documents()) {
    matches.collect_count(term->list.local_frequency());
    return {};
  }
  const Request request{root, quantizer_of(root, weights_), Algorithm::pruned, cancellation};
  return search_segments(request, {.matches = &matches}, parallel);
}

// In this thread segment by segment or, where that takes long enough, with helpers.
Status Searcher::search_segments(const Request& request, const Collectors& collectors,
                                 const ParallelOptions& parallel) const {
  if (parallel.threads > 1 && document_count_ > parallel.range_docs &&
      estimated_cost(request.root, document_count_) >= parallel.min_cost) {
    return search_with_threads(request, collectors, parallel);
  }
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    NEWSIDX_RETURN_IF_ERROR(search_range(request, {i, {}}, collectors));
  }
  return {};
}

Status Searcher::search_with_threads(const Request& request, const Collectors& collectors,
                                     const ParallelOptions& parallel) const {
  struct Forks {
    std::unique_ptr<ScoreCollector> scores;
    std::unique_ptr<MatchCollector> matches;
  };
  const std::vector<Task> tasks = tasks_of(segments_, parallel.range_docs);
  std::vector<Forks> by_worker(parallel.threads);
  for (Forks& forks : by_worker) {
    if (collectors.scores != nullptr) forks.scores = collectors.scores->fork();
    if (collectors.matches != nullptr) forks.matches = collectors.matches->fork();
  }
  Status status = run_tasks(tasks.size(), parallel, [&](unsigned worker, std::size_t task) {
    const Forks& forks = by_worker[worker];
    return search_range(request, tasks[task], {forks.scores.get(), forks.matches.get()});
  });
  for (const Forks& forks : by_worker) {
    if (forks.scores != nullptr) collectors.scores->merge(*forks.scores);
    if (forks.matches != nullptr) collectors.matches->merge(*forks.matches);
  }
  return status;
}

Status Searcher::search_range(const Request& request, const Task& task,
                              const Collectors& collectors) const {
  if (request.cancellation.requested()) return cancelled_error();
  const segment::SegmentReader& segment = *segments_[task.segment];
  const SegmentContext context{&segment, first_documents_[task.segment]};
  if (collectors.scores != nullptr) {
    NEWSIDX_RETURN_IF_ERROR(collectors.scores->start_segment(context));
  }
  if (collectors.matches != nullptr) {
    NEWSIDX_RETURN_IF_ERROR(collectors.matches->start_segment(context));
  }
  PacedCancellation pace(request.cancellation);
  const CursorFactory factory(segment, weights_, request.quantizer, title_weight_, task.docs, true,
                              &pace);
  return SegmentSearch(segment, deleted_[task.segment], factory, request.cancellation, task.docs,
                       &pace)
      .search(request.root, collectors, request.algorithm);
}

std::vector<RankedDoc> Searcher::ranked(const query::Plan& plan, TopDocs& top) const {
  const ScoreQuantizer quantizer = quantizer_of(plan.root, weights_);
  const std::vector<ScoredDoc> docs = top.take();
  std::vector<RankedDoc> ranked;
  ranked.reserve(docs.size());
  for (const ScoredDoc& doc : docs) {
    const std::uint32_t segment = segment_of(doc.document);
    ranked.push_back(
        {segment, doc.document - first_documents_[segment], quantizer.to_score(doc.score)});
  }
  return ranked;
}

Status Searcher::set_scores(const query::Plan& plan, std::vector<RankedDoc>& docs,
                            const CancellationToken& cancellation) const {
  const ScoreQuantizer quantizer = quantizer_of(plan.root, weights_);
  std::vector<RankedDoc*> ascending;
  for (RankedDoc& doc : docs) ascending.push_back(&doc);
  std::ranges::sort(ascending, {},
                    [](const RankedDoc* doc) { return std::pair(doc->segment, doc->doc); });
  for (auto doc = ascending.begin(); doc != ascending.end();) {
    const std::uint32_t segment = (*doc)->segment;
    PacedCancellation pace(cancellation);
    const CursorFactory factory(*segments_[segment], weights_, quantizer, title_weight_, {}, true,
                                &pace);
    NEWSIDX_ASSIGN_OR_RETURN(const CursorPtr cursor, factory.make(plan.root, 1));
    for (; doc != ascending.end() && (*doc)->segment == segment; ++doc) {
      if (cursor == nullptr) continue;
      cursor->next_geq((*doc)->doc);
      if (cursor->doc() == (*doc)->doc) (*doc)->score = quantizer.to_score(cursor->score());
    }
    if (cursor != nullptr) NEWSIDX_RETURN_IF_ERROR(cursor->status());
  }
  return {};
}

Result<Explanation> Searcher::explain(const query::Plan& plan, std::uint32_t segment,
                                      std::uint32_t doc,
                                      const CancellationToken& cancellation) const {
  return explain_document(plan, *segments_[segment], weights_, title_weight_, doc, cancellation);
}

}  // namespace newsidx::search

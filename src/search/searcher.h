// search/searcher.h
//
// Carries out plans over the segments of one generation: shows collectors what matches, and says
// why a document does.
//
// Threads: all methods from any number of threads. One call may use several, too: the answers are
//          the same.
#pragma once

#include <newsidx/explanation.h>
#include <newsidx/result.h>
#include <newsidx/search_options.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "base/cancellation.h"
#include "query/plan.h"
#include "query/statistics/collection_statistics.h"
#include "search/collector/collector.h"
#include "search/collector/top_docs.h"
#include "search/cursor/bitmap_cursor.h"
#include "search/parallel.h"
#include "search/scoring/weights.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

struct RankedDoc {
  std::uint32_t segment = 0;  ///< index of the segment
  std::uint32_t doc = 0;
  double score = 0;
  friend bool operator==(const RankedDoc&, const RankedDoc&) = default;
};

/// How a search is done: what it finds is the same.
struct SearchSettings {
  Algorithm algorithm = Algorithm::pruned;
  ParallelOptions parallel = {};
};

class Searcher {
 public:
  /// @param segments      must outlive the searcher
  /// @param title_weight  that the index was built with
  /// @param deleted       of each segment, the documents that are not to be found; must outlive the
  ///                      searcher. Statistics count them all the same.
  /// @param collection    all articles that scores are to be comparable with; of none: those of the
  ///                      segments
  Searcher(std::vector<const segment::SegmentReader*> segments, std::uint32_t title_weight,
           Bm25Parameters parameters, std::vector<DocBitmap> deleted = {},
           const std::optional<query::CollectionStatistics>& collection = {});

  [[nodiscard]] const Weights& weights() const noexcept { return weights_; }

  /// Shows the collectors the documents that match. Both in one call is less work than two calls
  /// for some plans.
  /// @errors cancelled, corruption, io. What a collector of scores has then is true, and the best
  ///         of what was looked at until then; numbers of matches are none.
  [[nodiscard]] Status search(const query::Plan& plan, Collectors collectors,
                              const CancellationToken& cancellation,
                              const SearchSettings& settings = {}) const;

  /// The documents that a search for the plan has left in a top, which is emptied: score
  /// descending, then segment and document ascending.
  [[nodiscard]] std::vector<RankedDoc> ranked(const query::Plan& plan, TopDocs& top) const;

  /// Sets the scores of documents that match, in whichever order they come.
  /// @errors cancelled, corruption, io
  [[nodiscard]] Status set_scores(const query::Plan& plan, std::vector<RankedDoc>& docs,
                                  const CancellationToken& cancellation) const;

  /// @errors cancelled, corruption, io
  [[nodiscard]] Result<Explanation> explain(
      const query::Plan& plan, std::uint32_t segment, std::uint32_t doc,
      const CancellationToken& cancellation = CancellationToken()) const;

 private:
  // What is the same for all ranges of documents.
  struct Request {
    const query::PlanNode& root;
    ScoreQuantizer quantizer;
    Algorithm algorithm;
    const CancellationToken& cancellation;
  };
  [[nodiscard]] bool reads_one_list(const query::PlanNode& root) const;
  [[nodiscard]] bool are_found_in_one_pass(const query::PlanNode& root,
                                           const Collectors& collectors, Algorithm algorithm) const;
  [[nodiscard]] Status seed_threshold(const query::PlanNode& root, ScoreCollector& scores,
                                      const CancellationToken& cancellation) const;
  [[nodiscard]] Status search_matches(const query::PlanNode& root, MatchCollector& matches,
                                      const CancellationToken& cancellation,
                                      const ParallelOptions& parallel) const;
  [[nodiscard]] Status search_segments(const Request& request, const Collectors& collectors,
                                       const ParallelOptions& parallel) const;
  [[nodiscard]] Status search_with_threads(const Request& request, const Collectors& collectors,
                                           const ParallelOptions& parallel) const;
  [[nodiscard]] Status search_range(const Request& request, const Task& task,
                                    const Collectors& collectors) const;
  [[nodiscard]] std::uint32_t segment_of(std::uint32_t document) const;

  std::vector<const segment::SegmentReader*> segments_;
  std::vector<std::uint32_t> first_documents_;  // of each segment, in a row
  std::vector<DocBitmap> deleted_;              // of each segment
  bool has_deleted_ = false;
  std::uint32_t document_count_ = 0;
  std::uint32_t title_weight_;
  Weights weights_;
};

}  // namespace newsidx::search

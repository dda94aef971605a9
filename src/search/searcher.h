// search/searcher.h
//
// Carries out plans over the segments of one generation: the best documents, exact counts, and why.
//
// Threads: all methods from any number of threads. One call may use several, too: the answers are
//          the same.
#pragma once

#include <newsidx/explanation.h>
#include <newsidx/result.h>
#include <newsidx/search_options.h>

#include <cstdint>
#include <span>
#include <vector>

#include "base/interrupt.h"
#include "query/plan.h"
#include "search/cursor/bitmap_cursor.h"
#include "search/parallel.h"
#include "search/scoring/weights.h"
#include "search/topk/top_docs.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

struct RankedDoc {
  std::uint32_t segment = 0;  ///< place of the segment
  std::uint32_t doc = 0;
  double score = 0;
  friend bool operator==(const RankedDoc&, const RankedDoc&) = default;
};

struct CountedTop {
  std::vector<RankedDoc> docs;
  std::uint64_t count = 0;  ///< of all documents that match; no number if the interrupt was late
};

class Searcher {
 public:
  /// @param segments      must outlive the searcher
  /// @param title_weight  that the index was built with
  /// @param deleted       of each segment, the documents that are not to be found; must outlive the
  ///                      searcher. Statistics count them all the same.
  Searcher(std::vector<const segment::SegmentReader*> segments, std::uint32_t title_weight,
           Bm25Parameters parameters, std::vector<DocBitmap> deleted = {});

  /// The k best documents: score descending, then segment and document ascending. If the
  /// interrupt was late, the best of those looked at until then.
  [[nodiscard]] Result<std::vector<RankedDoc>> top(const query::Plan& plan, std::size_t k,
                                                   Algorithm algorithm, const Interrupt& interrupt,
                                                   const Parallel& parallel = {}) const;

  /// top() and count() in one, which is less work for some plans.
  [[nodiscard]] Result<CountedTop> top_and_count(const query::Plan& plan, std::size_t k,
                                                 Algorithm algorithm, const Interrupt& interrupt,
                                                 const Parallel& parallel = {}) const;

  /// Exactly how many documents match.
  [[nodiscard]] Result<std::uint64_t> count(const query::Plan& plan, const Interrupt& interrupt,
                                            const Parallel& parallel = {}) const;

  [[nodiscard]] Result<Explanation> explain(const query::Plan& plan, std::uint32_t segment,
                                            std::uint32_t doc,
                                            const Interrupt& interrupt = Interrupt()) const;

 private:
  // What was found of a plan, by one thread or by all.
  struct alignas(64) Found {  // of a cache line of its own
    TopDocs top;
    std::uint64_t count = 0;
    Status status = {};
  };
  [[nodiscard]] bool reads_one_list(const query::PlanNode& root) const;
  [[nodiscard]] Result<Score> primed_score(const query::PlanNode& root, std::size_t k,
                                           const Interrupt& interrupt) const;
  // Of documents that score less than the entry score there are k better ones.
  template <class Visit>
  [[nodiscard]] Found search(const query::PlanNode& root, std::size_t k, Score entry_score,
                             const Interrupt& interrupt, const Parallel& parallel,
                             Visit visit) const;
  template <class Visit>
  [[nodiscard]] Found search_with_threads(const query::PlanNode& root, std::size_t k,
                                          Score entry_score, const Interrupt& interrupt,
                                          const Parallel& parallel, Visit visit) const;
  template <class Visit>
  [[nodiscard]] Status visit_range(const query::PlanNode& root, const Task& task,
                                   const Interrupt& interrupt, Visit visit, Found& found) const;
  [[nodiscard]] std::vector<RankedDoc> ranked(TopDocs& top, ScoreScale scale) const;
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

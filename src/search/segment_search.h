// search/segment_search.h: a plan over one segment: which algorithm for which shape of query.
//
// For hits with their number, phrases and sparse intersections are walked once; for unions and
// dense intersections it is less work to rank first, with pruning, and to count bits afterwards. In
// "+a b c", where a alone cannot reach the threshold, b and c lead, if they are rarer.
#pragma once

#include <newsidx/result.h>
#include <newsidx/search_options.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/cancellation.h"
#include "query/plan.h"
#include "search/algorithm/scan.h"
#include "search/collector/collector.h"
#include "search/cursor/bitmap_cursor.h"
#include "search/operator/cursor_factory.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

/// What decides about a match: an optional clause beside one that must match has no further
/// documents.
[[nodiscard]] const query::PlanNode& counted_part(const query::PlanNode& root);

class SegmentSearch {
 public:
  /// @param deleted  documents that no search finds; empty: none
  /// @param factory  of cursors that stand in `range`
  /// @param range    what is searched of the segment; of a term without deleted documents all of
  ///                 it, for its blocks come in the order of their bounds
  /// @param pace     that of the factory
  /// All that is referred to must outlive it.
  SegmentSearch(const segment::SegmentReader& segment, DocBitmap deleted,
                const CursorFactory& factory, const CancellationToken& cancellation,
                DocRange range = {}, const PacedCancellation* pace = nullptr)
      : segment_(segment),
        deleted_(deleted),
        factory_(factory),
        scan_{segment.document_count(),
              {range.begin, std::min(range.end, segment.document_count())},
              &cancellation,
              pace} {}

  /// Shows the collectors what they need; numbers of ranges add up, as those of algorithm/count.h
  /// do. Both together must be wanted of one pass: matches->needs_documents() is false.
  /// @errors cancelled, corruption, io: what the collectors have until then is true
  [[nodiscard]] Status search(const query::PlanNode& root, const Collectors& collectors,
                              Algorithm algorithm) const;

 private:
  // The clauses of a query, in this segment.
  struct Clauses {
    Cursors must;
    Cursors should;
    Cursors must_not;
  };
  enum class For : std::uint8_t { ranking, matching };
  [[nodiscard]] Result<std::optional<Clauses>> clauses(const query::PlanNode& root,
                                                       For purpose) const;
  [[nodiscard]] static const query::PlanNode* filtered_union(const query::PlanNode& root);
  [[nodiscard]] Result<bool> add_filtered_union(const query::PlanNode& root,
                                                const query::PlanNode& any, Clauses& clauses) const;
  [[nodiscard]] CursorPtr bits_outside(const query::PlanNode& filter) const;
  // All documents of the segment.
  [[nodiscard]] bool searches_all() const {
    return deleted_.empty() && scan_.range.begin == 0 &&
           scan_.range.end == segment_.document_count();
  }
  [[nodiscard]] Status rank(const query::PlanNode& root, Algorithm algorithm,
                            ScoreCollector& scores) const;
  [[nodiscard]] Status rank_clauses(Clauses clauses, ScoreCollector& scores) const;
  [[nodiscard]] Status rank_all(const query::PlanNode& root, ScoreCollector& scores) const;
  [[nodiscard]] Result<std::uint64_t> count(const query::PlanNode& root) const;
  [[nodiscard]] Result<std::uint64_t> rank_and_count(const query::PlanNode& root,
                                                     ScoreCollector& scores) const;
  [[nodiscard]] Status show_matches(const query::PlanNode& root, MatchCollector& matches) const;

  const segment::SegmentReader& segment_;
  DocBitmap deleted_;
  const CursorFactory& factory_;
  Scan scan_;
};

}  // namespace newsidx::search

// search/segment_search.h: a plan over one segment: which algorithm for which shape of query.
#pragma once

#include <newsidx/result.h>
#include <newsidx/search_options.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/interrupt.h"
#include "query/plan.h"
#include "search/collector/count.h"
#include "search/cursor/bitmap_cursor.h"
#include "search/cursor/cursor_factory.h"
#include "search/scoring/weights.h"
#include "search/topk/top_docs.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

/// What decides about a match: an optional clause beside a required one matches no further
/// documents.
[[nodiscard]] const query::PlanNode& counted_part(const query::PlanNode& root);

class SegmentSearch {
 public:
  /// @param deleted  documents that no search finds; empty: none
  /// @param factory  of cursors that stand in `range`
  /// @param range    what is searched of the segment; of a term without deleted documents all of
  ///                 it, for its blocks come in the order of their bounds
  /// All that is referred to must outlive it.
  SegmentSearch(const segment::SegmentReader& segment, DocBitmap deleted,
                const CursorFactory& factory, const Interrupt& interrupt, DocRange range = {})
      : segment_(segment),
        deleted_(deleted),
        factory_(factory),
        interrupt_(interrupt),
        range_{segment.document_count(),
               {range.begin, std::min(range.end, segment.document_count())}} {}

  [[nodiscard]] Status rank(const query::PlanNode& root, Algorithm algorithm, TopDocs& top) const;
  /// Numbers of ranges add up, as those of collector/count.h do.
  [[nodiscard]] Result<std::uint64_t> count(const query::PlanNode& root) const;
  [[nodiscard]] Result<std::uint64_t> rank_and_count(const query::PlanNode& root,
                                                     TopDocs& top) const;

 private:
  // The clauses of a query, in this segment.
  struct Clauses {
    Cursors must;
    Cursors should;
    Cursors must_not;
  };
  enum class For : std::uint8_t { ranking, counting };
  [[nodiscard]] Result<std::optional<Clauses>> clauses(const query::PlanNode& root,
                                                       For purpose) const;
  // All documents of the segment.
  [[nodiscard]] bool searches_all() const {
    return deleted_.empty() && range_.docs.begin == 0 &&
           range_.docs.end == segment_.document_count();
  }
  [[nodiscard]] Status rank_list(CursorFactory::TermList term, TopDocs& top) const;
  [[nodiscard]] Status rank_clauses(Clauses clauses, TopDocs& top) const;
  [[nodiscard]] Status rank_all(const query::PlanNode& root, TopDocs& top) const;

  const segment::SegmentReader& segment_;
  DocBitmap deleted_;
  const CursorFactory& factory_;
  const Interrupt& interrupt_;
  CountedRange range_;
};

}  // namespace newsidx::search

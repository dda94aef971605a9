// tests/support/searches.h: searches of a plan, with the collectors that tests want.
#pragma once

#include <cstdint>
#include <vector>

#include "search/collector/top_docs.h"
#include "search/collector/total_hits.h"
#include "search/searcher.h"

namespace newsidx::testing {

/// What a search has found. If its time was over, the best of what was looked at until then, and no
/// number.
struct Found {
  std::vector<search::RankedDoc> docs;
  std::uint64_t count = 0;
};

inline search::SearchSettings exhaustive() { return {.algorithm = Algorithm::exhaustive}; }

/// The k best, and how many match. @errors those of Searcher::search() but being late
inline Result<Found> search_both(const search::Searcher& searcher, const query::Plan& plan,
                                 std::size_t k, const search::SearchSettings& settings = {},
                                 const CancellationToken& cancellation = CancellationToken()) {
  search::TopDocs top(k);
  search::TotalHits hits;
  const Status status = searcher.search(plan, {&top, &hits}, cancellation, settings);
  if (!status && !cancellation.timed_out(status.error())) return fail(status.error());
  return Found{searcher.ranked(plan, top), hits.count()};
}

/// The k best alone.
inline Result<std::vector<search::RankedDoc>> search_top(
    const search::Searcher& searcher, const query::Plan& plan, std::size_t k,
    const search::SearchSettings& settings = {},
    const CancellationToken& cancellation = CancellationToken()) {
  search::TopDocs top(k);
  const Status status = searcher.search(plan, {.scores = &top}, cancellation, settings);
  if (!status && !cancellation.timed_out(status.error())) return fail(status.error());
  return searcher.ranked(plan, top);
}

/// How many match.
inline Result<std::uint64_t> search_count(
    const search::Searcher& searcher, const query::Plan& plan,
    const search::SearchSettings& settings = {},
    const CancellationToken& cancellation = CancellationToken()) {
  search::TotalHits hits;
  const Status status = searcher.search(plan, {.matches = &hits}, cancellation, settings);
  if (!status) return fail(status.error());
  return hits.count();
}

}  // namespace newsidx::testing

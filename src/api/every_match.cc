// Index::for_each_match(): all articles that match, one after the other.
#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

#include "api/search_request.h"
#include "api/state.h"
#include "base/status_macros.h"
#include "search/collector/by_column.h"
#include "search/collector/match_bits.h"
#include "search/collector/top_docs.h"
#include "search/sorted_docs.h"

namespace newsidx {

using query::SortOrder;

Result<std::vector<search::RankedDoc>> Index::State::all_sorted(
    const query::Plan& plan, const SortOrder& order, const SearchOptions& options,
    const CancellationToken& cancellation) const {
  const auto searcher = this->searcher(options);
  const search::SearchSettings settings{options.algorithm, parallel(options)};
  std::size_t all = 0;
  for (const segment::SegmentReader* reader : readers) all += reader->document_count();
  if (order.by == SortOrder::By::score) {
    search::TopDocs top(all);
    NEWSIDX_RETURN_IF_ERROR(searcher->search(plan, {.scores = &top}, cancellation, settings));
    return searcher->ranked(plan, top);
  }
  NEWSIDX_ASSIGN_OR_RETURN(const auto keys, sort_keys(order, cancellation));
  search::ByColumn by_column(all, *keys);
  NEWSIDX_RETURN_IF_ERROR(searcher->search(plan, {.matches = &by_column}, cancellation, settings));
  NEWSIDX_ASSIGN_OR_RETURN(const auto entries, search::first_by_key_and_id(by_column.take(), all,
                                                                           readers, cancellation));
  std::vector<search::RankedDoc> docs;
  docs.reserve(entries.size());
  for (const search::ByColumn::Entry& entry : entries) docs.push_back({entry.segment, entry.doc});
  return docs;
}

namespace {

// Over the set bits of all segments, until `visit(place)` is false or fails.
template <class Visit>
Status visit_bits(const search::MatchBits& matches,
                  const std::vector<const segment::SegmentReader*>& readers, Visit visit) {
  for (std::uint32_t segment = 0; segment < readers.size(); ++segment) {
    const auto own = std::ranges::find(matches.in_segments(), readers[segment],
                                       &search::MatchBits::InSegment::segment);
    if (own == matches.in_segments().end()) continue;
    for (std::size_t word = 0; word < own->bits.size(); ++word) {
      for (std::uint64_t bits = own->bits[word]; bits != 0; bits &= bits - 1) {
        const auto doc = static_cast<std::uint32_t>(word * 64) +
                         static_cast<std::uint32_t>(std::countr_zero(bits));
        NEWSIDX_ASSIGN_OR_RETURN(const bool goes_on, visit(segment, doc));
        if (!goes_on) return {};
      }
    }
  }
  return {};
}

}  // namespace

Result<Answer> Index::for_each_match(std::string_view query, const VisitArticle& visit,
                                     const SearchOptions& options) const {
  const auto start = std::chrono::steady_clock::now();
  const CancellationToken cancellation = cancellation_of(options);
  NEWSIDX_ASSIGN_OR_RETURN(auto lease, state_->lease_analyzer(options));
  Answer answer;
  answer.query = query;
  const auto show = [&](std::uint32_t segment, std::uint32_t doc) -> Result<bool> {
    if (cancellation.requested()) return cancelled_error();
    NEWSIDX_ASSIGN_OR_RETURN(const Article article, state_->article({segment, doc}));
    return visit(article);
  };
  const auto run = [&]() -> Status {
    NEWSIDX_ASSIGN_OR_RETURN(query::Plan plan, state_->plan(*lease, query, options, cancellation));
    State::tell_reading(plan, answer);
    if (options.sort.empty() && !options.collapse) {
      answer.sort.clear();
      search::MatchBits matches;
      NEWSIDX_RETURN_IF_ERROR(state_->searcher(options)->search(
          plan, {.matches = &matches}, cancellation, {.parallel = state_->parallel(options)}));
      answer.total = matches.count();
      return visit_bits(matches, state_->readers, show);
    }
    NEWSIDX_ASSIGN_OR_RETURN(const SortOrder order, state_->order_of(*lease, plan, options));
    if (!options.sort.empty()) answer.sort = order.name;
    if (options.sort.empty()) answer.sort.clear();
    NEWSIDX_ASSIGN_OR_RETURN(const auto docs,
                             options.collapse
                                 ? state_->all_collapsed(plan, order, options, cancellation, answer)
                                 : state_->all_sorted(plan, order, options, cancellation));
    if (!options.collapse) answer.total = docs.size();
    for (const search::RankedDoc& doc : docs) {
      NEWSIDX_ASSIGN_OR_RETURN(const bool goes_on, show(doc.segment, doc.doc));
      if (!goes_on) break;
    }
    return {};
  };
  const Status status = run();
  if (!status && cancellation.timed_out(status.error())) {
    return fail(ErrorCode::timed_out, "the time was over before all articles were shown",
                "more time");
  }
  if (!status) return fail(status.error());
  answer.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return answer;
}

}  // namespace newsidx

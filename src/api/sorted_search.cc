// Answers in the order of a column: by date, or by numbers of a keyword field.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "api/state.h"
#include "base/status_macros.h"
#include "query/keyword_names.h"
#include "search/collector/by_column.h"
#include "search/collector/several.h"
#include "search/sorted_docs.h"
#include "segment/keyword_term.h"

namespace newsidx {

using query::SortOrder;

Result<SortOrder> Index::State::order_of(analysis::QueryAnalyzer& analyzer, const query::Plan& plan,
                                         const SearchOptions& options) const {
  // Where nothing has a score that says anything, people look for what is new.
  const bool asks_for_days = !plan.has_text && !plan.time_zone.empty();
  const std::string& asked = options.sort;
  SortOrder order = query::sort_order(asked.empty() && asks_for_days ? "newest" : asked);
  if (order.by != SortOrder::By::number) return order;
  order.field = analyzer.fold(order.field);
  NEWSIDX_ASSIGN_OR_RETURN(
      const bool has_field,
      query::has_keyword_name(lists->segments(), segment::keyword_name(order.field)));
  if (has_field) return order;
  return fail(ErrorCode::invalid_argument,
              "no field '" + order.field + "' in this index to sort by",
              "best, newest, oldest, or a field with numbers");
}

Result<std::shared_ptr<const std::vector<query::SortKeys>>> Index::State::sort_keys(
    const SortOrder& order, const CancellationToken& cancellation) const {
  NEWSIDX_ASSIGN_OR_RETURN(auto keys, lists->sort_keys(order, cancellation));
  const auto has_none = [](const query::SortKeys& own) { return own.numbers.empty(); };
  if (order.by == SortOrder::By::number && std::ranges::all_of(*keys, has_none)) {
    return fail(ErrorCode::invalid_argument, "field '" + order.field + "' has no numbers",
                "best, newest, oldest, or a field with numbers");
  }
  return keys;
}

Status Index::State::take_first(search::ByColumn& collected, std::size_t k, const SortOrder& order,
                                const CancellationToken& cancellation, Found& found) const {
  NEWSIDX_ASSIGN_OR_RETURN(const auto entries,
                           search::first_by_key_and_id(collected.take(), k, readers, cancellation));
  for (const search::ByColumn::Entry& entry : entries) {
    found.ranked.push_back({entry.segment, entry.doc, 0});
    found.sort_values.push_back(query::value_of_key(entry.key, order));
  }
  return {};
}

Status Index::State::find_sorted(const query::Plan& plan, const SortOrder& order,
                                 const SearchOptions& options,
                                 const CancellationToken& cancellation,
                                 search::MatchCollector* beside, Found& found) const {
  const auto find = [&]() -> Status {
    NEWSIDX_ASSIGN_OR_RETURN(const auto keys, sort_keys(order, cancellation));
    const auto searcher = this->searcher(options);
    const std::size_t k = wanted(options);
    search::ByColumn first(k, *keys);
    search::Several both;
    both.add(&first);
    both.add(beside);
    Status status =
        searcher->search(plan, {.matches = &both}, cancellation, {.parallel = parallel(options)});
    if (status && options.count_total) found.total = first.count();
    found.document_count = searcher->weights().statistics().document_count;
    // Who was late answers with what was found.
    if (!status && !cancellation.timed_out(status.error())) return status;
    NEWSIDX_RETURN_IF_ERROR(take_first(first, k, order, cancellation, found));
    cut(options, found);
    return searcher->set_scores(plan, found.ranked, cancellation);
  };
  const Status status = find();
  found.is_partial = cancellation.timed_out();
  return !status && !cancellation.timed_out(status.error()) ? status : Status();
}

}  // namespace newsidx

// Of a list of words, any of which will do, how many articles have all.
#include <algorithm>
#include <variant>

#include "api/state.h"
#include "base/status_macros.h"
#include "query/syntax/parser.h"
#include "search/collector/total_hits.h"

namespace newsidx {
namespace {

// Words, phrases and beginnings side by side, without sign, field or operator.
bool is_list_of_words(const query::SyntaxNode& root) {
  const auto* const list = root.as<query::BooleanSyntax>();
  if (list == nullptr || !list->is_list || list->clauses.size() < 2) return false;
  return std::ranges::all_of(list->clauses, [](const query::SyntaxClause& clause) {
    const auto has_no_field = [](const auto* leaf) {
      return leaf != nullptr && leaf->field.empty();
    };
    return clause.occur == query::Occur::should &&
           (has_no_field(clause.node.as<query::WordSyntax>()) ||
            has_no_field(clause.node.as<query::PhraseSyntax>()) ||
            has_no_field(clause.node.as<query::PrefixSyntax>()) ||
            has_no_field(clause.node.as<query::PatternSyntax>()));
  });
}

}  // namespace

Result<std::optional<std::uint64_t>> Index::State::count_all_words(
    analysis::QueryAnalyzer& analyzer, std::string_view query, const SearchOptions& options,
    const CancellationToken& cancellation) const {
  std::optional<std::uint64_t> count;
  if (options.require_all || options.statistics != nullptr) return count;
  query::Remarks ignored;
  const auto tree = query::parse(query, {.literal = options.literal}, ignored);
  if (!tree || !is_list_of_words(*tree)) return count;
  SearchOptions all = options;
  all.require_all = true;
  const auto run = [&]() -> Status {
    NEWSIDX_ASSIGN_OR_RETURN(const query::Plan plan,
                             this->plan(analyzer, query, all, cancellation));
    search::TotalHits hits;
    NEWSIDX_RETURN_IF_ERROR(
        searcher(all)->search(plan, {.matches = &hits}, cancellation, {.parallel = parallel(all)}));
    count = hits.count();
    return {};
  };
  const Status status = run();
  if (!status && !cancellation.timed_out(status.error())) return fail(status.error());
  return count;
}

}  // namespace newsidx

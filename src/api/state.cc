// What an open Index has for its calls: analysers, plans, searchers; and its part of the statistics
// of a query.
#include "api/state.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "api/query_statistics_sum.h"
#include "api/search_request.h"
#include "base/status_macros.h"
#include "query/calendar.h"
#include "query/planner.h"
#include "query/statistics/local_statistics.h"
#include "query/statistics/statistics_collector.h"
#include "query/statistics/summed_statistics.h"
#include "query/syntax/parser.h"
#include "search/collector/top_docs.h"

namespace newsidx {
namespace {

Result<query::SyntaxNode> parse(std::string_view text, const SearchOptions& options,
                                query::Remarks& remarks) {
  for (const std::string* const day : {&options.since, &options.until}) {
    if (day->empty() || query::calendar_days(*day, 0)) continue;
    return fail(ErrorCode::invalid_argument, "'" + *day + "' is no date", Hint(query::kDateForms));
  }
  const auto default_operator =
      options.require_all ? query::DefaultOperator::and_ : query::DefaultOperator::or_;
  auto tree = query::parse(text, {.default_operator = default_operator, .literal = options.literal},
                           remarks);
  if (!tree || (options.since.empty() && options.until.empty())) return tree;
  const query::Place place = tree->place;
  query::BooleanSyntax both;
  both.clauses.push_back({query::Occur::must, *std::move(tree)});
  both.clauses.push_back(
      {query::Occur::must,
       {query::RangeSyntax{{options.since + ".." + options.until, "date"}}, 1, place}});
  return query::SyntaxNode{std::move(both), 1, place};
}

std::string analysis_of(const segment::IndexSettings& settings) {
  return settings.fingerprint + '\n' + settings.language + '\n' +
         std::to_string(settings.title_weight);
}

}  // namespace

std::string Index::State::planning_options(const SearchOptions& options) {
  std::string names;
  if (options.require_all) names += " require_all";
  if (options.literal) names += " literal";
  if (options.both_spellings) names += " both_spellings";
  if (!options.synonyms.empty()) {
    names += " synonyms " + std::to_string(options.synonyms.rules_->rules.fingerprint);
  }
  if (!options.since.empty()) names += " since " + options.since;
  if (!options.until.empty()) names += " until " + options.until;
  return names;
}

std::shared_ptr<const query::SynonymMap> Index::State::synonyms_of(
    const SearchOptions& options, analysis::QueryAnalyzer& analyzer) const {
  if (options.synonyms.empty()) return nullptr;
  return synonym_maps.get(options.synonyms.rules_->rules, analyzer, analyzer_options);
}

std::unique_ptr<analysis::QueryAnalyzer> Index::State::query_analyzer(
    analysis::Analyzer analyzer, std::vector<std::string> asked_languages) const {
  return std::make_unique<analysis::QueryAnalyzer>(std::move(analyzer), analyzer_options,
                                                   std::move(asked_languages), budget);
}

Result<Index::State::AnalyzerLease> Index::State::lease_analyzer(
    const SearchOptions& options) const {
  const query::StatisticsSum* const sum = sum_of(options);
  std::vector<std::string> of_sum;
  if (sum != nullptr) of_sum.assign(sum->languages.begin(), sum->languages.end());
  const std::vector<std::string>& asked = sum == nullptr ? languages : of_sum;
  if (auto idle = idle_analyzers.take(asked)) return AnalyzerLease(*this, std::move(idle));
  NEWSIDX_ASSIGN_OR_RETURN(auto analyzer, analysis::Analyzer::create(analyzer_options));
  return AnalyzerLease(*this, query_analyzer(std::move(analyzer), asked));
}

const query::StatisticsSum* Index::State::sum_of(const SearchOptions& options) {
  if (options.statistics == nullptr || options.statistics->sum_ == nullptr) return nullptr;
  return &options.statistics->sum_->sum;
}

Status Index::State::check_sum(const query::StatisticsSum& sum, std::string_view text,
                               const SearchOptions& options) const {
  if (sum.query != text || sum.options != planning_options(options)) {
    return fail(ErrorCode::invalid_argument, "the statistics are of another query");
  }
  if (sum.analysis == analysis_of(manifest.settings)) return {};
  return fail(ErrorCode::invalid_argument,
              "the statistics are of indexes that were analysed differently",
              "one analyser, language and title weight for all");
}

Result<query::Plan> Index::State::plan(analysis::QueryAnalyzer& analyzer, std::string_view text,
                                       const SearchOptions& options,
                                       const CancellationToken& cancellation) const {
  NEWSIDX_RETURN_IF_ERROR(check_options(options));
  query::Remarks remarks;
  NEWSIDX_ASSIGN_OR_RETURN(const query::SyntaxNode tree, parse(text, options, remarks));
  if (options.statistics != nullptr) {
    return plan_by_sum(analyzer, tree, text, options, cancellation, std::move(remarks));
  }
  return plan_locally(analyzer, tree, options, cancellation, remarks);
}

// Returns `plan` alone, which is so made in its place: moving one costs a tenth of counting a word.
Result<query::Plan> Index::State::plan_locally(analysis::QueryAnalyzer& analyzer,
                                               const query::SyntaxNode& tree,
                                               const SearchOptions& options,
                                               const CancellationToken& cancellation,
                                               const query::Remarks& remarks) const {
  query::LocalStatistics statistics(*lists, cancellation);
  const auto synonyms = synonyms_of(options, analyzer);
  query::PlannerContext context{analyzer,
                                *lists,
                                statistics,
                                cancellation,
                                /*compounds_in_parts=*/false,
                                options.both_spellings,
                                options.time_zone,
                                synonyms.get()};
  Result<query::Plan> plan = query::make_plan(tree, context, remarks);
  if (!plan || !plan->has_compounds) return plan;
  const Result<bool> matches = has_match(*plan, options, cancellation);
  if (matches && !*matches) {
    context.compounds_in_parts = true;
    plan = query::make_plan(tree, context, remarks);
  } else if (!matches) {
    plan = fail(matches.error());
  }
  return plan;
}

// The same plan in all indexes of the sum.
Result<query::Plan> Index::State::plan_by_sum(analysis::QueryAnalyzer& analyzer,
                                              const query::SyntaxNode& tree, std::string_view text,
                                              const SearchOptions& options,
                                              const CancellationToken& cancellation,
                                              query::Remarks remarks) const {
  const query::StatisticsSum* const sum = sum_of(options);
  if (sum == nullptr || !sum->is_complete()) {
    return fail(ErrorCode::invalid_argument, "the statistics are not complete",
                "further rounds of Index::statistics()");
  }
  NEWSIDX_RETURN_IF_ERROR(check_sum(*sum, text, options));
  query::SummedStatistics statistics(*sum, *lists, cancellation);
  const auto synonyms = synonyms_of(options, analyzer);
  query::PlannerContext context{analyzer,
                                *lists,
                                statistics,
                                cancellation,
                                /*compounds_in_parts=*/false,
                                options.both_spellings,
                                options.time_zone,
                                synonyms.get()};
  Result<query::Plan> plan = query::make_plan(tree, context, remarks);
  if (!plan || !plan->has_compounds) return plan;
  if (sum->number(query::Question::parts_that_match, "").value_or(1) > 0) return plan;
  context.compounds_in_parts = true;
  plan = query::make_plan(tree, context, std::move(remarks));
  return plan;
}

Result<bool> Index::State::has_match(const query::Plan& plan, const SearchOptions& options,
                                     const CancellationToken& cancellation) const {
  search::TopDocs best(1);
  const Status status = searcher(options)->search(plan, {.scores = &best}, cancellation,
                                                  {.parallel = parallel(options)});
  if (!status && !cancellation.timed_out(status.error())) return fail(status.error());
  return !best.take().empty() || cancellation.timed_out();
}

std::shared_ptr<const search::Searcher> Index::State::make_searcher(
    search::Bm25Parameters parameters,
    const std::optional<query::CollectionStatistics>& collection) const {
  std::vector<search::DocBitmap> deleted;
  for (const segment::SegmentReader* reader : readers) deleted.push_back(reader->deleted());
  return std::make_shared<const search::Searcher>(readers, manifest.settings.title_weight,
                                                  parameters, std::move(deleted), collection);
}

std::shared_ptr<const search::Searcher> Index::State::searcher(const SearchOptions& options) const {
  const search::Bm25Parameters parameters{options.k1, options.b};
  const query::StatisticsSum* const sum = sum_of(options);
  if (sum == nullptr || sum->round == 0) {
    if (default_searcher && parameters == search::Bm25Parameters{}) return default_searcher;
    return make_searcher(parameters, {});
  }
  return searcher_of_sums.get(sum->collection, parameters,
                              [&] { return make_searcher(parameters, sum->collection); });
}

search::ParallelOptions Index::State::parallel(const SearchOptions& options) const {
  const unsigned threads =
      options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  return {.helpers = &helpers, .threads = threads};
}

Result<query::StatisticsSum> Index::State::statistics(std::string_view text,
                                                      const SearchOptions& options,
                                                      const CancellationToken& cancellation) const {
  NEWSIDX_RETURN_IF_ERROR(check_options(options));
  const query::StatisticsSum* const asked_with = sum_of(options);
  const query::StatisticsSum known = asked_with == nullptr ? query::StatisticsSum() : *asked_with;
  if (known.round > 0) NEWSIDX_RETURN_IF_ERROR(check_sum(known, text, options));
  query::Remarks remarks;
  NEWSIDX_ASSIGN_OR_RETURN(const query::SyntaxNode tree, parse(text, options, remarks));
  NEWSIDX_ASSIGN_OR_RETURN(auto lease, lease_analyzer(options));

  query::StatisticsSum answers;
  answers.query = text;
  answers.options = planning_options(options);
  answers.analysis = analysis_of(manifest.settings);
  answers.round = known.round + 1;
  answers.asked_languages = known.languages;
  if (known.round == 0) {
    answers.parts = 1;
    answers.collection = query::CollectionStatistics::of(readers);
    answers.languages.insert(languages.begin(), languages.end());
    answers.asked_languages = answers.languages;
  }
  query::LocalStatistics local(*lists, cancellation);
  const auto synonyms = synonyms_of(options, *lease);
  const query::PlannerContext context{*lease,
                                      *lists,
                                      local,
                                      cancellation,
                                      /*compounds_in_parts=*/false,
                                      options.both_spellings,
                                      options.time_zone,
                                      synonyms.get()};
  NEWSIDX_ASSIGN_OR_RETURN(const std::optional<query::Plan> plan,
                           query::collect_statistics(tree, context, known, answers));
  constexpr auto kMatches = query::Question::parts_that_match;
  if (plan && plan->has_compounds && !known.number(kMatches, "")) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool matches, has_match(*plan, options, cancellation));
    if (cancellation.timed_out()) return cancelled_error();
    answers.numbers.emplace(query::question_key(kMatches, ""), matches ? 1 : 0);
  }
  return answers;
}

Result<QueryStatistics> Index::statistics(std::string_view query,
                                          const SearchOptions& options) const {
  const CancellationToken cancellation = cancellation_of(options);
  auto answers = state_->statistics(query, options, cancellation);
  if (!answers && cancellation.timed_out(answers.error())) {
    return fail(ErrorCode::timed_out, "the time was over before the statistics were made",
                "more time");
  }
  if (!answers) return fail(std::move(answers).error());
  QueryStatistics statistics;
  statistics.sum_ =
      std::make_shared<const QueryStatistics::Sum>(QueryStatistics::Sum{*std::move(answers)});
  return statistics;
}

}  // namespace newsidx

#include "query/statistics/statistics_collector.h"

#include <array>

#include "base/status_macros.h"
#include "query/statistics/summed_statistics.h"

namespace newsidx::query {

using segment::Field;
using segment::SurfaceCounts;

namespace {

struct Assumption {
  bool has_names = true;
  bool in_capitals = false;
  bool has_words = true;
};

// Answers with what is known or assumed, and notes what this index knows.
class Collector final : public StatisticsSource {
 public:
  Collector(LocalStatistics& local, const StatisticsSum& known, StatisticsSum& answers)
      : local_(local), known_(known), answers_(answers) {}

  void assume(const Assumption& assumption) {
    assumed_ = assumption;
    has_assumed_ = false;
  }
  /// Since the last assume().
  [[nodiscard]] bool has_assumed() const { return has_assumed_; }
  // Ever.
  [[nodiscard]] bool asks_names() const { return asks_names_; }
  [[nodiscard]] bool asks_capitals() const { return asks_capitals_; }
  [[nodiscard]] bool asks_words() const { return asks_words_; }

  Result<std::uint64_t> document_frequency(const ListRef& list) override {
    if (const auto known = known_.number(Question::documents, list.term, list.field)) return *known;
    answer(Question::documents, list.term, list.local_frequency(), list.field);
    return assumed_word();
  }

  Result<std::uint64_t> id_frequency(std::string_view id, std::uint64_t here) override {
    if (const auto known = known_.number(Question::id, id)) return *known;
    answer(Question::id, id, here);
    return assumed_word();
  }

  Result<SurfaceCounts> surface_counts(std::string_view surface) override {
    const auto occurrences = known_.number(Question::occurrences, surface);
    const auto capitals = known_.number(Question::capitals, surface);
    if (occurrences && capitals) return SurfaceCounts{*occurrences, *capitals};
    NEWSIDX_ASSIGN_OR_RETURN(const SurfaceCounts counts, local_.surface_counts(surface));
    answer(Question::occurrences, surface, counts.occurrences);
    answer(Question::capitals, surface, counts.capitals);
    has_assumed_ = asks_capitals_ = true;
    constexpr std::uint64_t kMany = std::uint64_t{1} << 40;
    return assumed_.in_capitals ? SurfaceCounts{kMany, kMany} : SurfaceCounts{kMany, 0};
  }

  Result<bool> has_keyword_name(std::string_view name) override {
    if (const auto parts = known_.number(Question::keyword_name, name)) return *parts > 0;
    NEWSIDX_ASSIGN_OR_RETURN(const bool has_name, local_.has_keyword_name(name));
    answer(Question::keyword_name, name, has_name ? 1 : 0);
    has_assumed_ = asks_names_ = true;
    return assumed_.has_names;
  }

  Result<std::vector<std::string>> similar_keyword_names(std::string_view name) override {
    const auto known = known_.similar_names.find(name);
    if (known != known_.similar_names.end()) {
      return std::vector<std::string>(known->second.begin(), known->second.end());
    }
    NEWSIDX_ASSIGN_OR_RETURN(const auto names, local_.similar_keyword_names(name));
    answers_.similar_names.try_emplace(std::string(name), names.begin(), names.end());
    has_assumed_ = true;
    return std::vector<std::string>();
  }

  // Which words it stands for changes no other question.
  Result<Expansion> expand(Field field, std::string_view start) override {
    const SummedStatistics summed(known_, local_.lists(), local_.cancellation());
    NEWSIDX_ASSIGN_OR_RETURN(auto known, summed.known_expansion(field, start));
    if (known) return *std::move(known);
    has_assumed_ = true;
    const std::string key = prefix_key(field, start);
    if (answers_.prefixes.contains(key)) return Expansion();
    const auto before = known_.prefixes.find(key);
    PrefixCounts& counts = answers_.prefixes[key];
    if (before == known_.prefixes.end()) {
      NEWSIDX_ASSIGN_OR_RETURN(counts,
                               first_counts(local_.lists(), field, start, local_.cancellation()));
    } else {
      NEWSIDX_ASSIGN_OR_RETURN(
          counts, further_counts(local_.lists(), field, start, before->second.request(),
                                 before->second.round + 1, local_.cancellation()));
    }
    return Expansion();
  }

 private:
  void answer(Question question, std::string_view text, std::uint64_t number, Field field = {}) {
    answers_.numbers.insert_or_assign(question_key(question, text, field), number);
  }
  std::uint64_t assumed_word() {
    has_assumed_ = asks_words_ = true;
    return assumed_.has_words ? 1 : 0;
  }

  LocalStatistics& local_;
  const StatisticsSum& known_;
  StatisticsSum& answers_;
  Assumption assumed_;
  bool has_assumed_ = false;
  bool asks_names_ = false;
  bool asks_capitals_ = false;
  bool asks_words_ = false;
};

// An error that other answers may not lead to.
bool may_be_of_assumptions(const Error& error) {
  return error.code == ErrorCode::limit || error.code == ErrorCode::invalid_argument;
}

// Plans a query under one assumption after the other.
class Planning {
 public:
  Planning(const SyntaxNode& root, const PlannerContext& context, const StatisticsSum& known,
           StatisticsSum& answers)
      : root_(root),
        context_(context),
        local_(context.lists, context.cancellation),
        collector_(local_, known, answers),
        answers_(answers) {}

  Result<std::optional<Plan>> run() {
    for (const bool has_names : {true, false}) {
      if (!has_names && !collector_.asks_names()) break;
      for (const bool in_capitals : {false, true}) {
        if (in_capitals && !collector_.asks_capitals()) break;
        NEWSIDX_RETURN_IF_ERROR(plan_words({has_names, in_capitals, true}));
        if (plan_) break;
      }
      if (plan_) break;
    }
    answers_.asks_for_match = plan_ ? plan_->has_compounds : has_compounds_;
    return std::move(plan_);
  }

 private:
  // With all words, then without any, and with compounds by their parts.
  Status plan_words(Assumption assumption) {
    NEWSIDX_RETURN_IF_ERROR(plan(assumption, false, plan_));
    std::optional<Plan> other;
    if (has_compounds_) NEWSIDX_RETURN_IF_ERROR(plan(assumption, true, other));
    assumption.has_words = false;
    if (has_compounds_) NEWSIDX_RETURN_IF_ERROR(plan(assumption, true, other));
    return collector_.asks_words() ? plan(assumption, false, other) : Status();
  }

  // @param known  set to a plan for which nothing was assumed
  Status plan(const Assumption& assumption, bool compounds_in_parts, std::optional<Plan>& known) {
    collector_.assume(assumption);
    const PlannerContext context{context_.analyzer,     context_.lists,     collector_,
                                 context_.cancellation, compounds_in_parts, context_.both_spellings,
                                 context_.time_zone,    context_.synonyms};
    auto plan = make_plan(root_, context);
    if (!plan) {
      if (!collector_.has_assumed() || !may_be_of_assumptions(plan.error())) {
        return fail(std::move(plan).error());
      }
      answers_.has_more_questions = true;
      return {};
    }
    has_compounds_ |= plan->has_compounds;
    if (!collector_.has_assumed()) known = *std::move(plan);
    return {};
  }

  const SyntaxNode& root_;
  const PlannerContext& context_;
  LocalStatistics local_;
  Collector collector_;
  StatisticsSum& answers_;
  bool has_compounds_ = false;
  std::optional<Plan> plan_;  // made of what is known
};

}  // namespace

Result<std::optional<Plan>> collect_statistics(const SyntaxNode& root,
                                               const PlannerContext& context,
                                               const StatisticsSum& known, StatisticsSum& answers) {
  return Planning(root, context, known, answers).run();
}

}  // namespace newsidx::query

#include "query/filter_planner.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

#include "base/status_macros.h"
#include "query/calendar.h"
#include "query/plan_nodes.h"
#include "query/text_field.h"
#include "segment/keyword_term.h"

namespace newsidx::query {
namespace {

// A word, phrase, prefix or range.
const SyntaxLeaf* leaf_of(const SyntaxNode& node) {
  if (const auto* const range = node.as<RangeSyntax>()) return range;
  return node.leaf();
}

bool may_be_filter(const SyntaxNode& node) {
  if (const SyntaxLeaf* const leaf = leaf_of(node)) return !leaf->field.empty();
  return std::ranges::any_of(node.clauses(),
                             [](const SyntaxClause& clause) { return may_be_filter(clause.node); });
}

void append_values(const SyntaxNode& node, std::string_view separator, std::string& text) {
  if (const SyntaxLeaf* const leaf = leaf_of(node)) {
    if (!text.empty()) text += separator;
    const auto* const pattern = node.as<PatternSyntax>();
    text += pattern == nullptr ? leaf->text : to_string(pattern->pattern());
    if (node.as<PrefixSyntax>() != nullptr) text += '*';
  }
  for (const SyntaxClause& clause : node.clauses()) {
    const std::string_view between = clause.occur == Occur::should ? " or "
                                     : clause.occur == Occur::must ? " and "
                                                                   : " not ";
    append_values(clause.node, between, text);
  }
}

// "ap or afp"
std::string values_of(const FilteredQuery::Filter& filter) {
  std::string text;
  for (const SyntaxClause* const clause : filter.clauses) {
    append_values(clause->node, " or ", text);
  }
  return text;
}

// Or nothing where it is no number. @param otherwise  of an open end
std::optional<double> bound_of(std::string_view text, double otherwise) {
  return text.empty() ? std::optional(otherwise) : number_of(text);
}

}  // namespace

Result<bool> FilterPlanner::is_filter(const SyntaxNode& node) const {
  if (!may_be_filter(node)) return false;
  if (const SyntaxLeaf* const leaf = leaf_of(node)) {
    if (is_date_field(leaf->field)) return node.as<RangeSyntax>() != nullptr;
    if (is_text_field(builder_.fold(leaf->field))) return false;
    return keywords_.has_field(leaf->field, leaf->text);
  }
  for (const SyntaxClause& clause : node.clauses()) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool is_one, is_filter(clause.node));
    if (!is_one) return false;
  }
  return true;
}

Result<bool> FilterPlanner::looks_for_words(const SyntaxNode& node) const {
  if (leaf_of(node) != nullptr) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool is_one, is_filter(node));
    return !is_one;
  }
  for (const SyntaxClause& clause : node.clauses()) {
    if (clause.occur == Occur::must_not) continue;
    NEWSIDX_ASSIGN_OR_RETURN(const bool looks, looks_for_words(clause.node));
    if (looks) return true;
  }
  return false;
}

Result<bool> FilterPlanner::has_text() {
  if (!has_text_) {
    NEWSIDX_ASSIGN_OR_RETURN(has_text_, looks_for_words(root_));
  }
  return *has_text_;
}

std::string FilterPlanner::field_of(const SyntaxNode& node) const {
  if (const SyntaxLeaf* const leaf = leaf_of(node)) {
    return is_date_field(leaf->field) ? "date" : builder_.fold(leaf->field);
  }
  std::string field;
  for (const SyntaxClause& clause : node.clauses()) {
    const std::string other = field_of(clause.node);
    if (!field.empty() && other != field) return {};
    field = other;
  }
  return field;
}

Result<bool> FilterPlanner::narrow(const BooleanSyntax& group) const {
  for (const SyntaxClause& clause : group.clauses) {
    const bool is_under_or = !group.is_list && clause.occur == Occur::should;
    if (clause.occur == Occur::must_not || is_under_or) continue;
    NEWSIDX_ASSIGN_OR_RETURN(const bool is_one, is_filter(clause.node));
    if (is_one) return true;
  }
  return false;
}

Result<FilteredQuery> FilterPlanner::split(const BooleanSyntax& group) const {
  FilteredQuery query;
  query.rest.is_list = group.is_list;
  for (const SyntaxClause& clause : group.clauses) {
    const bool is_excluded = clause.occur == Occur::must_not;
    NEWSIDX_ASSIGN_OR_RETURN(const bool is_one,
                             is_excluded ? Result<bool>(false) : is_filter(clause.node));
    if (!is_one) {
      query.rest.clauses.push_back(clause);
      continue;
    }
    const std::string field = field_of(clause.node);
    const bool is_required = clause.occur == Occur::must;
    const auto same = std::ranges::find_if(query.filters, [&](const FilteredQuery::Filter& known) {
      return !field.empty() && known.field == field && !known.is_required && !is_required;
    });
    if (same == query.filters.end()) {
      query.filters.push_back({field, {&clause}, is_required});
    } else {
      same->clauses.push_back(&clause);
    }
  }
  return query;
}

void FilterPlanner::note_applied(const FilteredQuery::Filter& filter) {
  builder_.plan().filters.push_back({filter.field, values_of(filter)});
}

Status FilterPlanner::add(const FilteredQuery::Filter& filter, std::vector<PlanNode> alternatives,
                          BooleanNode& group) {
  if (alternatives.empty()) {
    const std::string field = filter.field.empty() ? "" : filter.field + ' ';
    builder_.remarks().note("no article has " + field + "'" + values_of(filter) + "'");
    return {};
  }
  if (alternatives.size() == 1) {
    add_must(group, std::move(alternatives[0]));
    return {};
  }
  NEWSIDX_ASSIGN_OR_RETURN(const bool has_words, has_text());
  if (!has_words && alternatives[0].as<InRangeNode>() == nullptr) {
    BooleanNode any;
    for (PlanNode& node : alternatives) add_should(any.should, std::move(node));
    add_must(group, simplified(std::move(any)));
    return {};
  }
  FilterNode any;
  for (PlanNode& node : alternatives) {
    auto* const inner = node.as<FilterNode>();
    if (inner == nullptr) {
      any.clauses.push_back(std::move(node));
    } else {
      for (PlanNode& clause : inner->clauses) any.clauses.push_back(std::move(clause));
    }
  }
  group.must.push_back({std::move(any)});
  return {};
}

Status FilterPlanner::unscore(PlanNode& node) {
  if (node.matches_nothing()) return {};
  NEWSIDX_ASSIGN_OR_RETURN(const bool has_words, has_text());
  if (!has_words) return {};
  FilterNode filter;
  filter.clauses.push_back(std::move(node));
  node = {std::move(filter)};
  return {};
}

Result<bool> FilterPlanner::plan_range(const RangeSyntax& range, PlanNode& out) {
  if (is_date_field(range.field)) {
    NEWSIDX_RETURN_IF_ERROR(plan_dates(range, out));
    return true;
  }
  NEWSIDX_ASSIGN_OR_RETURN(const bool is_known, keywords_.has_field(range.field, range.text));
  if (is_known) {
    NEWSIDX_RETURN_IF_ERROR(plan_numbers(range, out));
    return true;
  }
  if (range.text.find("..") != std::string::npos) return false;
  return fail(ErrorCode::invalid_argument, "no field '" + range.field + "' in this index",
              Hint(HintName::literal, " for the text as it is"));
}

// Also where nothing asks for days: a slip is told when it is made.
Status FilterPlanner::check_time_zone() const {
  const std::string_view zone = builder_.context().time_zone;
  if (zone.empty()) return {};
  NEWSIDX_RETURN_IF_ERROR(analysis::TimeZone::named(zone));
  return {};
}

Status FilterPlanner::plan_dates(const RangeSyntax& range, PlanNode& out) {
  const std::int64_t now = std::chrono::duration_cast<std::chrono::seconds>(
                               std::chrono::system_clock::now().time_since_epoch())
                               .count();
  NEWSIDX_ASSIGN_OR_RETURN(const auto zone,
                           analysis::TimeZone::named(builder_.context().time_zone));
  const auto bounds = parse_range(range.text);
  const auto dates = date_range(bounds.value_or(single_value(range.text)), zone, now);
  if (!dates) {
    return fail(ErrorCode::invalid_argument, "'" + range.text + "' is no date", Hint(kDateForms));
  }
  builder_.plan().time_zone = zone.name();
  NEWSIDX_ASSIGN_OR_RETURN(auto docs,
                           builder_.context().lists.find(*dates, builder_.context().cancellation));
  if (docs->document_count == 0) {
    builder_.remarks().note("no article is of date '" + range.text + "'");
  }
  out = {InRangeNode{"date:" + range.text, std::move(docs)}};
  return {};
}

Status FilterPlanner::plan_numbers(const RangeSyntax& range, PlanNode& out) {
  constexpr double kEndless = std::numeric_limits<double>::infinity();
  const auto bounds = parse_range(range.text);
  const auto low = bounds ? bound_of(bounds->low, -kEndless) : std::nullopt;
  const auto high = bounds ? bound_of(bounds->high, kEndless) : std::nullopt;
  if (!low || !high) {
    return fail(ErrorCode::invalid_argument,
                "'" + range.text + "' is no range of numbers, of field '" + range.field + "'",
                Hint(range.field, ":[50 TO 120], ", range.field, ":50..120 or ", range.field,
                     ":>=50; ", HintName::literal, " for the text as it is"));
  }
  const NumberRange numbers{*low, *high, bounds->excludes_low, bounds->excludes_high};
  const std::string name = segment::keyword_name(builder_.fold(range.field));
  NEWSIDX_ASSIGN_OR_RETURN(
      auto docs, builder_.context().lists.find(name, numbers, builder_.context().cancellation));
  if (docs->document_count == 0) {
    builder_.remarks().note("no article has a number in " + range.field + ':' + range.text);
  }
  out = {InRangeNode{range.field + ':' + range.text, std::move(docs)}};
  return {};
}

}  // namespace newsidx::query

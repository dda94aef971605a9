#include "query/keyword_planner.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <utility>

#include "analysis/keyword_words.h"
#include "base/edit_distance.h"
#include "base/try.h"
#include "query/expansion.h"
#include "query/plan_nodes.h"
#include "segment/keyword_term.h"

namespace newsidx::query {

using storage::Field;

namespace {

// Fields that every index has.
constexpr std::array<std::string_view, 5> kOwnFields = {"title", "body", "text", "url", "id"};

bool is_own_field(std::string_view folded) {
  return std::ranges::find(kOwnFields, folded) != kOwnFields.end();
}

}  // namespace

Result<const std::vector<std::string>*> KeywordPlanner::names() {
  if (!names_) {
    const PlannerContext& context = builder_.context();
    NEWSIDX_ASSIGN_OR_RETURN(names_, keyword_names(context.lists.segments(), context.interrupt));
  }
  return &*names_;
}

Result<bool> KeywordPlanner::is_keyword_field(const std::string& name) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto* known, names());
  return std::ranges::binary_search(*known, segment::keyword_name(builder_.fold(name)));
}

Result<bool> KeywordPlanner::has_field(const std::string& name) {
  const std::string folded = builder_.fold(name);
  if (is_own_field(folded)) return true;
  NEWSIDX_ASSIGN_OR_RETURN(const bool is_known, is_keyword_field(name));
  if (is_known) return true;
  NEWSIDX_ASSIGN_OR_RETURN(const auto* known, names());
  constexpr std::size_t kSlip = 2;   // letters that are wrong
  constexpr std::size_t kLeast = 4;  // of a name: within two letters of "id" is any short word
  std::string near;
  std::vector<std::string> all(kOwnFields.begin(), kOwnFields.end());
  all.insert(all.end(), known->begin(), known->end());
  for (const std::string& other : all) {
    if (other.size() < kLeast || folded.size() < kLeast) continue;
    if (edit_distance(folded, other) <= kSlip) near += (near.empty() ? "" : ", ") + other;
  }
  if (near.empty()) return false;
  return fail(ErrorCode::invalid_argument, "no field '" + name + "' in this index (try: " + near +
                                               "; or \\: for a colon in a word)");
}

Status KeywordPlanner::plan_term(std::string term, PlanNode& out) {
  ListRef list{Field::keyword, std::move(term), 0};
  NEWSIDX_RETURN_IF_ERROR(builder_.add_lists(1));
  NEWSIDX_RETURN_IF_ERROR(builder_.open_list(list));
  out = node_of(std::move(list));
  return {};
}

// A word of a value, or a value of this one word.
Status KeywordPlanner::plan_word(const std::string& name, const std::string& word, PlanNode& out) {
  std::vector<PlanNode> ways;
  for (std::string term :
       {segment::keyword_term(name, word), segment::keyword_word_term(name, word)}) {
    PlanNode node;
    NEWSIDX_RETURN_IF_ERROR(plan_term(std::move(term), node));
    if (!node.matches_nothing()) ways.push_back(std::move(node));
  }
  out = alternatives(std::move(ways));
  return {};
}

Status KeywordPlanner::plan_value(const std::string& name, const std::string& value,
                                  PlanNode& out) {
  const std::vector<std::string> words = analysis::keyword_words(value);
  if (words.empty()) return plan_word(name, value, out);
  PlanNode whole, all;
  NEWSIDX_RETURN_IF_ERROR(plan_term(segment::keyword_term(name, value), whole));
  all.kind = PlanNode::Kind::boolean;
  bool has_all = true;
  for (std::size_t at = 0; at < words.size() && has_all; ++at) {
    PlanNode node;
    NEWSIDX_RETURN_IF_ERROR(plan_word(name, words[at], node));
    has_all = !node.matches_nothing();
    if (has_all) add_must(all, std::move(node));
  }
  std::vector<PlanNode> ways;
  if (!whole.matches_nothing()) ways.push_back(std::move(whole));
  if (has_all) ways.push_back(simplified(std::move(all), false, false));
  out = alternatives(std::move(ways));
  return {};
}

// What stands in a query for a host may be pasted with its scheme and path.
Status KeywordPlanner::plan_host(const SyntaxNode& node, PlanNode& out) {
  const std::string host = analysis::host_of_url(builder_.fold(node.text));
  if (builder_.fold(node.text).find(host + "/") != std::string::npos &&
      !builder_.fold(node.text).ends_with(host + "/")) {
    builder_.remarks().warn("'url:' looks for hosts: of '" + node.text + "' that is " + host);
  }
  return plan_term(segment::keyword_word_term("url", host), out);
}

// The ids of a segment are no lists: one of the single article is made.
Status KeywordPlanner::plan_id(const std::string& id, PlanNode& out) {
  auto lists = std::make_shared<OpenedLists>();
  for (const segment::SegmentReader* segment : builder_.context().lists.segments()) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto document, segment->find_id(id));
    if (!document) continue;
    NEWSIDX_ASSIGN_OR_RETURN(auto list, segment->list_of(*document));
    ++lists->document_frequency;
    lists->in_segments.push_back({segment, list, list});
  }
  NEWSIDX_RETURN_IF_ERROR(builder_.add_lists(1));
  ListRef list{Field::keyword, segment::keyword_term("id", id), lists->document_frequency, lists};
  out = node_of(std::move(list));
  return {};
}

Status KeywordPlanner::plan(const SyntaxNode& node, PlanNode& out) {
  const std::string name = builder_.fold(node.field);
  NEWSIDX_ASSIGN_OR_RETURN(const bool is_keyword, is_keyword_field(node.field));
  if (name == "id" && !is_keyword) return plan_id(node.text, out);
  if (name == "url") return plan_host(node, out);
  return plan_value(name, builder_.fold(node.text), out);
}

Result<Expansion> KeywordPlanner::expand(const SyntaxNode& node) {
  const std::string prefix = builder_.fold(node.text);
  if (prefix.size() > storage::kKeptKeyTextBytes) {
    return fail(ErrorCode::invalid_argument,
                "the start of a value of '" + node.field + "' is longer than " +
                    std::to_string(storage::kKeptKeyTextBytes) + " bytes (try: less of it)");
  }
  const PlannerContext& context = builder_.context();
  const std::string name = segment::keyword_name(builder_.fold(node.field));
  NEWSIDX_ASSIGN_OR_RETURN(
      Expansion values,
      expand_keyword_prefix(context.lists, name, prefix, kMaxPrefixExpansions, context.interrupt));
  NEWSIDX_ASSIGN_OR_RETURN(
      Expansion words,
      expand_keyword_prefix(context.lists, name, segment::kKeywordWord + prefix,
                            kMaxPrefixExpansions - values.lists.size(), context.interrupt));
  values.found_count += words.found_count;
  values.is_counted = values.is_counted && words.is_counted;
  std::ranges::move(words.lists, std::back_inserter(values.lists));
  return values;
}

}  // namespace newsidx::query

#include "query/keyword_planner.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <memory>
#include <utility>

#include "base/status_macros.h"
#include "query/expansion.h"
#include "query/keyword_names.h"
#include "query/plan_nodes.h"
#include "query/text_field.h"
#include "segment/field.h"
#include "segment/keyword_term.h"

namespace newsidx::query {

using segment::Field;

namespace {

// Fields that every index has.
constexpr std::array<std::string_view, 5> kOwnFields = {"title", "body", "text", "url", "id"};

bool is_own_field(std::string_view folded) {
  return std::ranges::find(kOwnFields, folded) != kOwnFields.end() || folded == kLeadField;
}

constexpr std::string_view kSite = "site";

// What search engines of the web call fields that every index has, as they are written here. "Site"
// is a word of texts, too ("Site:London"), and a field before a host alone.
std::string_view form_of_foreign_field(std::string_view name, std::string_view value) {
  const bool is_site = name == kSite && value.find('.') != std::string_view::npos;
  if (is_site || name == "inurl" || name == "allinurl") return "url:bbc.co.uk";
  if (name == "intitle" || name == "allintitle") return "title:word";
  if (name == "intext" || name == "allintext") return "body:word";
  return {};
}

// The start of a word of a value, in which signs may stand: "o'nei".
std::string in_one_piece(const std::string& prefix) {
  const std::vector<analysis::KeywordCompound> compounds = analysis::keyword_compounds(prefix);
  const bool is_joined = compounds.size() == 1 && !compounds[0].joined.empty();
  return is_joined ? compounds[0].joined : prefix;
}

}  // namespace

Result<bool> KeywordPlanner::is_keyword_field(const std::string& name) const {
  return builder_.context().statistics.has_keyword_name(segment::keyword_name(builder_.fold(name)));
}

Result<bool> KeywordPlanner::has_field(const std::string& name, const std::string& value) const {
  const std::string folded = builder_.fold(name);
  if (is_own_field(folded)) return true;
  NEWSIDX_ASSIGN_OR_RETURN(const bool is_known, is_keyword_field(name));
  if (is_known) return true;
  if (const std::string_view form = form_of_foreign_field(folded, value); !form.empty()) {
    return fail(ErrorCode::invalid_argument, "no field '" + name + "' in this index",
                Hint(form, "; or \\: for a colon in a word"));
  }
  if (folded == kSite) return false;  // no slip for "title"
  NEWSIDX_ASSIGN_OR_RETURN(const std::vector<std::string> keywords,
                           builder_.context().statistics.similar_keyword_names(folded));
  std::string near;
  const auto add = [&near](std::string_view other) {
    near.append(near.empty() ? "" : ", ") += other;
  };
  for (const std::string_view own : kOwnFields) {
    if (are_similar_names(folded, own)) add(own);
  }
  for (const std::string& keyword : keywords) add(keyword);
  if (near.empty()) return false;
  return fail(ErrorCode::invalid_argument, "no field '" + name + "' in this index",
              Hint(near, "; or \\: for a colon in a word"));
}

Status KeywordPlanner::plan_term(std::string term, PlanNode& out) {
  ListRef list{Field::keyword, std::move(term), 0};
  NEWSIDX_RETURN_IF_ERROR(builder_.add_lists(1));
  NEWSIDX_RETURN_IF_ERROR(builder_.open_list(list));
  out = node_of(std::move(list));
  return {};
}

// A word of a value, or a value of this one word: that counts twice as much.
Status KeywordPlanner::plan_word(const std::string& name, const std::string& word, PlanNode& out) {
  PlanNode value, part;
  NEWSIDX_RETURN_IF_ERROR(plan_term(segment::keyword_term(name, word), value));
  NEWSIDX_RETURN_IF_ERROR(plan_term(segment::keyword_word_term(name, word), part));
  if (value.matches_nothing() || part.matches_nothing()) {
    out = std::move(value.matches_nothing() ? part : value);
    return {};
  }
  ListRef& value_list = value.as<TermNode>()->list;
  ListRef& part_list = part.as<TermNode>()->list;
  const std::uint64_t both = value_list.document_frequency + part_list.document_frequency;
  value_list.shared_frequency = part_list.shared_frequency = both;
  value.boost = 2;
  std::vector<PlanNode> alternatives;
  alternatives.push_back(std::move(value));
  alternatives.push_back(std::move(part));
  out = dis_max(std::move(alternatives));
  return {};
}

// All of `words`.
Status KeywordPlanner::plan_all_of(const std::string& name, const std::vector<std::string>& words,
                                   PlanNode& out) {
  BooleanNode all;
  for (const std::string& word : words) {
    PlanNode node;
    NEWSIDX_RETURN_IF_ERROR(plan_word(name, word, node));
    if (node.matches_nothing()) return {};
    add_must(all, std::move(node));
  }
  out = simplified(std::move(all));
  return {};
}

// A word as it is, or, of a script without blanks, all pairs of its characters.
Status KeywordPlanner::plan_part(const std::string& name, const std::string& part, PlanNode& out) {
  NEWSIDX_RETURN_IF_ERROR(plan_word(name, part, out));
  const std::vector<std::string> pairs = analysis::keyword_pairs(part);
  if (pairs.empty()) return {};
  PlanNode by_pairs;
  NEWSIDX_RETURN_IF_ERROR(plan_all_of(name, pairs, by_pairs));
  std::vector<PlanNode> alternatives;
  if (!out.matches_nothing()) alternatives.push_back(std::move(out));
  if (!by_pairs.matches_nothing()) alternatives.push_back(std::move(by_pairs));
  out = dis_max(std::move(alternatives));
  return {};
}

// A compound in one piece, or all of its parts.
Status KeywordPlanner::plan_compound(const std::string& name,
                                     const analysis::KeywordCompound& compound, PlanNode& out) {
  if (compound.parts.size() == 1) return plan_part(name, compound.parts[0], out);
  std::vector<PlanNode> alternatives;
  PlanNode all, joined;
  NEWSIDX_RETURN_IF_ERROR(plan_all_of(name, compound.parts, all));
  if (!all.matches_nothing()) alternatives.push_back(std::move(all));
  if (!compound.joined.empty()) {
    NEWSIDX_RETURN_IF_ERROR(plan_word(name, compound.joined, joined));
    if (!joined.matches_nothing()) alternatives.push_back(std::move(joined));
  }
  out = dis_max(std::move(alternatives));
  return {};
}

// All words of a value are required; to be the value itself adds to the score.
Status KeywordPlanner::plan_value(const std::string& name, const std::string& value,
                                  PlanNode& out) {
  const std::vector<analysis::KeywordCompound> compounds = analysis::keyword_compounds(value);
  const bool is_word = compounds.size() == 1 && compounds[0].parts[0] == value;
  if (compounds.empty() || is_word) return plan_part(name, value, out);
  BooleanNode all;
  PlanNode whole;
  for (const analysis::KeywordCompound& compound : compounds) {
    PlanNode node;
    NEWSIDX_RETURN_IF_ERROR(plan_compound(name, compound, node));
    if (node.matches_nothing()) return {};
    add_must(all, std::move(node));
  }
  NEWSIDX_RETURN_IF_ERROR(plan_term(segment::keyword_term(name, value), whole));
  if (!whole.matches_nothing()) add_should(all.should, std::move(whole));
  out = simplified(std::move(all));
  return {};
}

// A host, with the hosts below it, or a whole url.
Status KeywordPlanner::plan_url(const std::string& url, PlanNode& out) {
  const std::string host = analysis::host_of_url(url);
  const std::string_view bare = analysis::bare_url(url);
  if (bare.find_first_of("/?") == std::string_view::npos) {
    return plan_term(segment::keyword_word_term("url", host), out);
  }
  NEWSIDX_RETURN_IF_ERROR(plan_term(segment::whole_url_term(bare), out));
  if (out.matches_nothing()) {
    builder_.remarks().note({"no article has the url '" + url + "'",
                             Hint("url:", host, " for all articles of the host")});
  }
  return {};
}

// The ids of a segment are no lists: one of the single article is made.
Status KeywordPlanner::plan_id(const std::string& id, PlanNode& out) {
  auto lists = std::make_shared<OpenedLists>();
  for (const segment::SegmentReader* segment : builder_.context().lists.segments()) {
    if (builder_.context().cancellation.requested()) return cancelled_error();
    NEWSIDX_ASSIGN_OR_RETURN(const auto document, segment->ids().find(id));
    if (!document || segment->is_deleted(*document)) continue;
    NEWSIDX_ASSIGN_OR_RETURN(
        auto list, segment::PostingList::of_document(*document, segment->document_count()));
    ++lists->document_frequency;
    lists->in_segments.push_back({segment, list, list});
  }
  NEWSIDX_RETURN_IF_ERROR(builder_.add_lists(1));
  NEWSIDX_ASSIGN_OR_RETURN(
      const std::uint64_t frequency,
      builder_.context().statistics.id_frequency(id, lists->document_frequency));
  ListRef list{Field::keyword, segment::keyword_term("id", id), frequency, lists};
  out = node_of(std::move(list));
  return {};
}

Status KeywordPlanner::plan(const SyntaxLeaf& leaf, PlanNode& out) {
  const std::string name = builder_.fold(leaf.field);
  const std::string value = builder_.fold(leaf.text);
  if (name != "id" && name != "url") return plan_value(name, value, out);
  PlanNode own, keyword;  // a record may have a keyword "Id" or "URL", too
  NEWSIDX_RETURN_IF_ERROR(name == "id" ? plan_id(leaf.text, own) : plan_url(value, own));
  NEWSIDX_RETURN_IF_ERROR(plan_value(name, value, keyword));
  std::vector<PlanNode> alternatives;
  if (!own.matches_nothing()) alternatives.push_back(std::move(own));
  if (!keyword.matches_nothing()) alternatives.push_back(std::move(keyword));
  out = dis_max(std::move(alternatives));
  return {};
}

Result<Expansion> KeywordPlanner::expand(const SyntaxLeaf& leaf) const {
  const std::string name = segment::keyword_name(builder_.fold(leaf.field));
  const bool is_url = name == "url";
  std::string prefix = builder_.fold(leaf.text);
  if (is_url) prefix = std::string(analysis::bare_url(prefix));
  if (prefix.size() > storage::kKeptKeyTextBytes) {
    return fail(ErrorCode::invalid_argument,
                "the start of a value of '" + leaf.field + "' is longer than " +
                    std::to_string(storage::kKeptKeyTextBytes) + " bytes",
                "less of it");
  }
  const auto starting_with = [&](const std::string& start) {
    return builder_.context().statistics.expand(Field::keyword, keyword_start(name, start));
  };
  const std::string joined = is_url ? prefix : in_one_piece(prefix);
  std::vector<std::string> others = {segment::kKeywordWord + joined};
  if (joined != prefix) others.push_back(joined);  // a value of one word
  NEWSIDX_ASSIGN_OR_RETURN(Expansion all, starting_with(prefix));
  for (const std::string& start : others) {
    NEWSIDX_ASSIGN_OR_RETURN(Expansion more, starting_with(start));
    all.found_count += more.found_count;
    all.is_counted = all.is_counted && more.is_counted;
    std::ranges::move(more.lists, std::back_inserter(all.lists));
  }
  if (all.lists.size() > kMaxPrefixExpansions) {
    std::ranges::stable_sort(all.lists, std::ranges::greater(), &ListRef::document_frequency);
    all.lists.resize(kMaxPrefixExpansions);
  }
  return all;
}

}  // namespace newsidx::query

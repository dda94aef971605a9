#include "query/planner.h"

#include <algorithm>
#include <utility>

#include "base/try.h"
#include "query/capitals.h"
#include "query/keyword_planner.h"
#include "query/list_use.h"
#include "query/plan_builder.h"
#include "query/plan_nodes.h"
#include "query/text_field.h"
#include "query/word_planner.h"
#include "segment/field.h"

namespace newsidx::query {

using segment::Field;

namespace {

std::string as_written(const SyntaxNode& leaf) {
  std::string text = leaf.field.empty() ? "" : leaf.field + ':';
  const bool is_phrase = leaf.kind == SyntaxNode::Kind::phrase;
  text += is_phrase ? '"' + leaf.text + '"' : leaf.text;
  if (leaf.kind == SyntaxNode::Kind::prefix) text += '*';
  return text;
}

// Nodes are made where they will stay, in `out`: they are large to be handed up by value.
class Planner {
 public:
  Planner(const PlannerContext& context, const SyntaxNode& root, Remarks remarks)
      : builder_(context, is_all_capitals(root, context.analyzer.analyzer()), std::move(remarks)),
        words_(builder_),
        keywords_(builder_) {}

  Result<Plan> run(const SyntaxNode& root) {
    PlanNode& top = builder_.plan().root;
    NEWSIDX_ASSIGN_OR_RETURN(const bool says_something,
                             plan(root, Occur::should, false, nullptr, top));
    if (!says_something) {
      top = {};
      builder_.remarks().warn(
          {"the query has no word to look for", "a word with letters or digits"});
    }
    return std::move(builder_.plan());
  }

 private:
  // `occur`: of the clause that it is. `beside_others`: it is one of several words of which an
  // article need not have all. `words`: of a leaf, where they are known already.
  // Returns false when the node says nothing (a word of punctuation alone) and is left out.
  Result<bool> plan(const SyntaxNode& node, Occur occur, bool beside_others,
                    analysis::QueryWords words, PlanNode& out) {
    bool says_something = true;
    switch (node.kind) {
      case SyntaxNode::Kind::all: {
        NEWSIDX_ASSIGN_OR_RETURN(says_something, plan_all(node, out));
        break;
      }
      case SyntaxNode::Kind::word:
      case SyntaxNode::Kind::phrase:
      case SyntaxNode::Kind::prefix: {
        NEWSIDX_ASSIGN_OR_RETURN(says_something,
                                 plan_leaf(node, occur, beside_others, std::move(words), out));
        break;
      }
      case SyntaxNode::Kind::boolean: {
        NEWSIDX_ASSIGN_OR_RETURN(says_something, plan_boolean(node, out));
        break;
      }
    }
    if (!says_something) return false;
    if (out.matches_nothing() && node.kind != SyntaxNode::Kind::boolean) {
      builder_.plan().missing.push_back(as_written(node));
    }
    out.boost *= node.boost;
    return true;
  }

  // A star behind a field asks which articles have it; behind what is no field it is text.
  Result<bool> plan_all(const SyntaxNode& node, PlanNode& out) {
    out.op = AllNode();
    if (node.field.empty()) return true;
    NEWSIDX_ASSIGN_OR_RETURN(const bool has_field, keywords_.has_field(node));
    if (has_field) {
      return fail(ErrorCode::invalid_argument,
                  "'*' alone stands for all articles and takes no field: '" + node.field + ":*'",
                  "* alone, or the start of a word and a star");
    }
    warn_of_no_field(node);
    SyntaxNode name;
    name.text = node.field;
    return plan_leaf(name, Occur::should, false, nullptr, out);
  }

  void warn_of_no_field(const SyntaxNode& node) {
    builder_.remarks().warn(
        {"no field '" + node.field + "' in this index: read as text", "\\: for a colon in a word"});
  }

  Result<bool> plan_leaf(const SyntaxNode& node, Occur occur, bool beside_others,
                         analysis::QueryWords words, PlanNode& out) {
    const WordUse use = use_of_piece(node, occur, beside_others);
    if (node.field.empty()) return plan_text(node, "text", use, std::move(words), out);
    NEWSIDX_ASSIGN_OR_RETURN(const bool has_field, keywords_.has_field(node));
    if (!has_field) return plan_as_text(node, occur, out);
    const std::string name = builder_.fold(node.field);
    if (!is_text_field(name)) return plan_keyword(node, out);
    NEWSIDX_ASSIGN_OR_RETURN(const bool is_keyword, keywords_.is_keyword_field(node.field));
    if (is_keyword) return plan_text_or_keyword(node, name, use, out);
    return plan_text(node, name, use, nullptr, out);
  }

  // @param part  text, title or body
  Result<bool> plan_text(const SyntaxNode& node, std::string_view part, WordUse use,
                         analysis::QueryWords words, PlanNode& out) {
    const Field field = part == "title" ? Field::title : Field::text;
    Result<bool> says_something = node.kind == SyntaxNode::Kind::prefix
                                      ? plan_prefix(node, field, out)
                                      : words_.plan(node, field, use, std::move(words), out);
    if (part == "body") keep_to_body(out);
    return says_something;
  }

  static WordUse use_of_piece(const SyntaxNode& node, Occur occur, bool beside_others) {
    if (node.kind == SyntaxNode::Kind::phrase || occur == Occur::must_not) return WordUse::phrase;
    if (beside_others) return WordUse::beside;
    return occur == Occur::must ? WordUse::all : WordUse::any;
  }

  // "CD:UK": no field of the index, so the words of it are text.
  Result<bool> plan_as_text(const SyntaxNode& node, Occur occur, PlanNode& out) {
    warn_of_no_field(node);
    SyntaxNode name, value = node, list;
    name.text = node.field;
    value.field.clear();
    value.boost = 1;
    list.kind = SyntaxNode::Kind::boolean;
    list.is_list = occur == Occur::should;
    const Occur each = occur == Occur::should ? Occur::should : Occur::must;
    list.clauses.push_back({each, std::move(name)});
    list.clauses.push_back({each, std::move(value)});
    return plan_boolean(list, out);
  }

  // An index may have a keyword field "text", "Title" or "Body": both are meant.
  Result<bool> plan_text_or_keyword(const SyntaxNode& node, std::string_view part, WordUse use,
                                    PlanNode& out) {
    PlanNode in_text, in_keyword;
    NEWSIDX_ASSIGN_OR_RETURN(const bool says_something,
                             plan_text(node, part, use, nullptr, in_text));
    NEWSIDX_ASSIGN_OR_RETURN(const bool has_value, plan_keyword(node, in_keyword));
    std::vector<PlanNode> ways;
    if (!in_text.matches_nothing()) ways.push_back(std::move(in_text));
    if (!in_keyword.matches_nothing()) ways.push_back(std::move(in_keyword));
    out = dis_max(std::move(ways));
    return says_something || has_value;
  }

  Result<bool> plan_keyword(const SyntaxNode& node, PlanNode& out) {
    if (node.kind != SyntaxNode::Kind::prefix) {
      NEWSIDX_RETURN_IF_ERROR(keywords_.plan(node, out));
      return true;
    }
    NEWSIDX_ASSIGN_OR_RETURN(Expansion expansion, keywords_.expand(node));
    NEWSIDX_RETURN_IF_ERROR(plan_expansion(node, std::move(expansion), out));
    return true;
  }

  Result<bool> plan_prefix(const SyntaxNode& node, Field field, PlanNode& out) {
    const std::string prefix = builder_.fold(node.text);
    if (prefix.empty()) return false;
    if (begins_with_units(node.text)) {  // words in them begin and end anywhere
      return words_.plan(node, field, WordUse::phrase, nullptr, out);
    }
    NEWSIDX_ASSIGN_OR_RETURN(Expansion expansion,
                             builder_.context().statistics.expand(field, prefix));
    NEWSIDX_RETURN_IF_ERROR(plan_expansion(node, std::move(expansion), out));
    return true;
  }

  Status plan_expansion(const SyntaxNode& node, Expansion expansion, PlanNode& out) {
    if (expansion.found_count > expansion.lists.size()) {
      builder_.remarks().warn(
          {"'" + node.text + "*' stands for " + (expansion.is_counted ? "" : "more than ") +
               std::to_string(expansion.found_count) + " words: only the " +
               std::to_string(kMaxPrefixExpansions) + " most frequent are searched",
           "a longer prefix"});
    }
    NEWSIDX_RETURN_IF_ERROR(builder_.add_lists(expansion.lists.size()));
    std::vector<PlanNode> ways;
    for (ListRef& list : expansion.lists) ways.push_back(node_of(std::move(list)));
    out = dis_max(std::move(ways));
    return {};
  }

  bool begins_with_units(const std::string& text) const {
    if (static_cast<unsigned char>(text.front()) < 0x80) return false;
    const analysis::QueryWords words =
        builder_.context().analyzer.analyze(text, builder_.all_capitals());
    return !words->empty() && words->front().has_units;
  }

  // A group of one word is as good as the word.
  Result<bool> plan_lone_clause(const SyntaxNode::Clause& clause, PlanNode& out) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool says_something,
                             plan(clause.node, clause.occur, false, nullptr, out));
    if (says_something && out.matches_nothing()) out = {};
    return says_something;
  }

  Result<bool> plan_boolean(const SyntaxNode& node, PlanNode& out) {
    const bool is_lone = node.clauses.size() == 1 && node.clauses[0].occur != Occur::must_not;
    if (is_lone && node.clauses[0].node.kind != SyntaxNode::Kind::boolean) {
      return plan_lone_clause(node.clauses[0], out);
    }
    BooleanNode group;
    bool has_clause = false;
    bool cannot_match = false;
    bool had_should = false;
    bool had_must_not = false;
    ListUse use = use_of(node, builder_.context().analyzer, builder_.all_capitals());
    for (std::size_t at = 0; at < node.clauses.size(); ++at) {
      if (use.clauses[at].left_out) continue;
      const SyntaxNode::Clause& clause = node.clauses[at];
      const bool beside_others = use.beside_others && clause.occur == Occur::should;
      PlanNode child;
      NEWSIDX_ASSIGN_OR_RETURN(
          const bool says_something,
          plan(clause.node, clause.occur, beside_others, std::move(use.clauses[at].words), child));
      if (!says_something) continue;
      has_clause = true;
      had_should |= clause.occur == Occur::should;
      had_must_not |= clause.occur == Occur::must_not;
      if (child.matches_nothing()) {
        cannot_match |= clause.occur == Occur::must;
        continue;
      }
      switch (clause.occur) {
        case Occur::must: add_must(group, std::move(child)); break;
        case Occur::should: add_should(group.should, std::move(child)); break;
        case Occur::must_not: group.must_not.push_back(std::move(child)); break;
      }
    }
    if (!has_clause) return false;
    // Only exclusions, be they of words that no article has: everything else is found.
    const bool is_negation = had_must_not && !had_should;
    out = simplified(std::move(group), cannot_match, is_negation);
    return true;
  }

  PlanBuilder builder_;
  WordPlanner words_;
  KeywordPlanner keywords_;
};

}  // namespace

Result<Plan> make_plan(const SyntaxNode& root, const PlannerContext& context, Remarks remarks) {
  return Planner(context, root, std::move(remarks)).run(root);
}

}  // namespace newsidx::query

#include "query/planner.h"

#include <algorithm>

#include "base/try.h"
#include "query/expansion.h"
#include "query/list_use.h"
#include "query/parser.h"

namespace newsidx::query {

using analysis::QueryTerm;
using analysis::QueryWord;
using analysis::TermKind;
using storage::Field;

namespace {

// The two searchable fields of words; any other name is a keyword field.
std::optional<Field> word_field(std::string_view name) {
  if (name.empty() || name == "text") return Field::text;
  if (name == "title") return Field::title;
  return std::nullopt;
}

Field list_field(Field field, TermKind kind) {
  if (kind == TermKind::word) return field;
  return field == Field::title ? Field::title_caps : Field::text_caps;
}

PlanNode node_of(ListRef list) {
  PlanNode node;
  if (list.document_frequency == 0) return node;
  node.kind = PlanNode::Kind::term;
  node.list = std::move(list);
  return node;
}

// The words of a query without its operators: whether they are all in capitals decides what
// capitals mean.
std::string words_of(const SyntaxNode& node) {
  std::string words = node.kind == SyntaxNode::Kind::boolean ? "" : node.text + ' ';
  for (const SyntaxNode::Clause& clause : node.clauses) words += words_of(clause.node);
  return words;
}

std::string as_written(const SyntaxNode& leaf) {
  std::string text = leaf.field.empty() ? "" : leaf.field + ':';
  const bool is_phrase = leaf.kind == SyntaxNode::Kind::phrase;
  text += is_phrase ? '"' + leaf.text + '"' : leaf.text;
  if (leaf.kind == SyntaxNode::Kind::prefix) text += '*';
  return text;
}

class Planner {
 public:
  Planner(const PlannerContext& context, const SyntaxNode& root)
      : context_(context), all_capitals_(is_all_capitals_query(context.analyzer, words_of(root))) {}

  Result<Plan> run(const SyntaxNode& root) {
    NEWSIDX_ASSIGN_OR_RETURN(std::optional<PlanNode> node, plan(root));
    if (!node) {
      return fail(ErrorCode::parse,
                  "the query has no word to look for (try: a word with letters or digits)");
    }
    plan_.root = *std::move(node);
    return std::move(plan_);
  }

 private:
  // Counted leaf by leaf, so that a query beyond the limit is refused before it costs much.
  Status add_lists(std::size_t count) {
    plan_.list_count += count;
    if (plan_.list_count <= kMaxClauses) return {};
    return fail(ErrorCode::limit,
                "the query reads more than 1,024 words after expansion (try: fewer words, longer "
                "prefixes)");
  }

  // Nothing: the node says nothing (a word of punctuation alone) and is left out.
  // `beside_others`: it is one of several words of which an article need not have all.
  // `words`: of a leaf, where they are known already.
  Result<std::optional<PlanNode>> plan(const SyntaxNode& node, bool beside_others = false,
                                       std::optional<std::vector<QueryWord>> words = {}) {
    std::optional<PlanNode> result;
    switch (node.kind) {
      case SyntaxNode::Kind::all:
        result.emplace();
        result->kind = PlanNode::Kind::all;
        break;
      case SyntaxNode::Kind::word: {
        NEWSIDX_ASSIGN_OR_RETURN(result, plan_words(node, beside_others, std::move(words)));
        break;
      }
      case SyntaxNode::Kind::phrase: {
        NEWSIDX_ASSIGN_OR_RETURN(result, plan_words(node, false, std::move(words)));
        break;
      }
      case SyntaxNode::Kind::prefix: {
        NEWSIDX_ASSIGN_OR_RETURN(result, plan_prefix(node));
        break;
      }
      case SyntaxNode::Kind::boolean: {
        NEWSIDX_ASSIGN_OR_RETURN(result, plan_boolean(node));
        break;
      }
    }
    if (!result) return result;
    if (result->matches_nothing() && node.kind != SyntaxNode::Kind::boolean) {
      plan_.missing.push_back(as_written(node));
    }
    result->boost *= node.boost;
    return result;
  }

  Result<std::optional<PlanNode>> plan_words(const SyntaxNode& node, bool beside_others,
                                             std::optional<std::vector<QueryWord>> known) {
    const auto field = word_field(node.field);
    if (!field) return plan_keyword(node);
    const std::vector<QueryWord> words = known ? *std::move(known) : analyze(node);
    if (words.empty()) return std::optional<PlanNode>();
    if (words.size() == 1 || beside_others) {
      NEWSIDX_ASSIGN_OR_RETURN(PlanNode plan, beside_others ? plan_sum(words, *field)
                                                            : plan_alternatives(words[0], *field));
      return std::optional(std::move(plan));
    }
    PlanNode phrase;
    phrase.kind = PlanNode::Kind::phrase;
    for (const QueryWord& word : words) {
      NEWSIDX_ASSIGN_OR_RETURN(PhraseSlot slot, plan_slot(word, *field));
      if (slot.alternatives.empty()) return std::optional(PlanNode{});
      phrase.slots.push_back(std::move(slot));
    }
    return std::optional(std::move(phrase));
  }

  // All terms of a sequence, or nothing when one of them is not in the index.
  Result<std::optional<std::vector<ListRef>>> lists_of(const analysis::TermSequence& sequence,
                                                       Field field) {
    std::vector<ListRef> lists;
    for (const QueryTerm& term : sequence) {
      ListRef list{list_field(field, term.kind), term.term, 0};
      NEWSIDX_RETURN_IF_ERROR(add_lists(1));
      NEWSIDX_RETURN_IF_ERROR(count_documents(context_.segments, list));
      if (list.document_frequency == 0) return std::optional<std::vector<ListRef>>();
      lists.push_back(std::move(list));
    }
    return std::optional(std::move(lists));
  }

  Result<PhraseSlot> plan_slot(const QueryWord& word, Field field) {
    PhraseSlot slot;
    for (const analysis::TermSequence& sequence : word.alternatives) {
      NEWSIDX_ASSIGN_OR_RETURN(auto lists, lists_of(sequence, field));
      if (lists) slot.alternatives.push_back(*std::move(lists));
    }
    return slot;
  }

  Result<PlanNode> plan_alternatives(const QueryWord& word, Field field) {
    NEWSIDX_ASSIGN_OR_RETURN(PhraseSlot slot, plan_slot(word, field));
    std::vector<PlanNode> ways;
    for (std::vector<ListRef>& lists : slot.alternatives) {
      if (lists.size() == 1) {
        ways.push_back(node_of(std::move(lists[0])));
        continue;
      }
      PlanNode phrase;
      phrase.kind = PlanNode::Kind::phrase;
      for (ListRef& list : lists) phrase.slots.push_back({{{std::move(list)}}});
      ways.push_back(std::move(phrase));
    }
    return alternatives(std::move(ways));
  }

  // Words of which each counts by itself: those that are written as one ("oil/gas") in a list.
  Result<PlanNode> plan_sum(const std::vector<QueryWord>& words, Field field) {
    PlanNode sum;
    sum.kind = PlanNode::Kind::boolean;
    for (const QueryWord& word : words) {
      if (word.is_stop_word && !are_stop_words(words)) continue;
      NEWSIDX_ASSIGN_OR_RETURN(PlanNode node, plan_in_parts(word, field));
      if (!node.matches_nothing()) add_should(sum.should, std::move(node));
    }
    return simplified(std::move(sum), false, false);
  }

  // A compound in a list: the better of its joined form and the sum of its parts, which are words
  // of the list like any others ("cease-fire talks").
  Result<PlanNode> plan_in_parts(const QueryWord& word, Field field) {
    if (are_stop_words(word.parts)) return plan_alternatives(word, field);
    QueryWord joined;
    for (const analysis::TermSequence& sequence : word.alternatives) {
      if (sequence.size() == 1) joined.alternatives.push_back(sequence);
    }
    NEWSIDX_ASSIGN_OR_RETURN(PlanNode as_one, plan_alternatives(joined, field));
    NEWSIDX_ASSIGN_OR_RETURN(PlanNode in_parts, plan_sum(word.parts, field));
    std::vector<PlanNode> ways;
    if (!as_one.matches_nothing()) ways.push_back(std::move(as_one));
    if (!in_parts.matches_nothing()) ways.push_back(std::move(in_parts));
    return alternatives(std::move(ways));
  }

  static PlanNode alternatives(std::vector<PlanNode> ways) {
    if (ways.empty()) return {};
    if (ways.size() == 1) return std::move(ways[0]);
    PlanNode node;
    node.kind = PlanNode::Kind::alternatives;
    node.should = std::move(ways);
    return node;
  }

  Result<std::optional<PlanNode>> plan_keyword(const SyntaxNode& node) {
    NEWSIDX_RETURN_IF_ERROR(check_keyword_field(node.field));
    ListRef list{Field::keyword, fold(node.field) + '\0' + fold(node.text), 0};
    NEWSIDX_RETURN_IF_ERROR(add_lists(1));
    NEWSIDX_RETURN_IF_ERROR(count_documents(context_.segments, list));
    return std::optional(node_of(std::move(list)));
  }

  Result<std::optional<PlanNode>> plan_prefix(const SyntaxNode& node) {
    const auto field = word_field(node.field);
    const std::string prefix = fold(node.text);
    if (prefix.empty()) return std::optional<PlanNode>();
    Expansion expansion;
    if (field) {
      NEWSIDX_ASSIGN_OR_RETURN(expansion, expand_prefix(context_.segments, *field, prefix,
                                                        kMaxPrefixExpansions, context_.stop));
    } else {
      NEWSIDX_RETURN_IF_ERROR(check_keyword_field(node.field));
      NEWSIDX_ASSIGN_OR_RETURN(expansion,
                               expand_keyword_prefix(context_.segments, fold(node.field), prefix,
                                                     kMaxPrefixExpansions, context_.stop));
    }
    if (expansion.found_count > expansion.lists.size()) {
      plan_.warnings.push_back("'" + node.text + "*' stands for " +
                               std::to_string(expansion.found_count) + " words: only the " +
                               std::to_string(kMaxPrefixExpansions) +
                               " most frequent are searched (try: a longer prefix)");
    }
    NEWSIDX_RETURN_IF_ERROR(add_lists(expansion.lists.size()));
    std::vector<PlanNode> ways;
    for (ListRef& list : expansion.lists) ways.push_back(node_of(std::move(list)));
    return std::optional(alternatives(std::move(ways)));
  }

  Status check_keyword_field(const std::string& name) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto names, keyword_names(context_.segments));
    if (std::find(names.begin(), names.end(), fold(name)) != names.end()) return {};
    std::string known = "title";
    for (const std::string& other : names) known += ", " + other;
    return fail(ErrorCode::invalid_argument, "no field '" + name + "' in this index (try one of: " +
                                                 known + "; or \\: for a colon in a word)");
  }

  std::string fold(std::string_view text) const {
    return analysis::fold(context_.analyzer_options, text);
  }

  std::vector<QueryWord> analyze(const SyntaxNode& leaf) const {
    return analyze_query(context_.analyzer, leaf.text, context_.languages, all_capitals_);
  }

  Result<std::optional<PlanNode>> plan_boolean(const SyntaxNode& node) {
    PlanNode group;
    group.kind = PlanNode::Kind::boolean;
    bool has_clause = false;
    bool cannot_match = false;
    bool had_should = false;
    bool had_must_not = false;
    ListUse use = use_of(node, [&](const SyntaxNode& leaf) { return analyze(leaf); });
    for (std::size_t at = 0; at < node.clauses.size(); ++at) {
      if (use.left_out[at]) continue;
      const SyntaxNode::Clause& clause = node.clauses[at];
      const bool beside_others = use.beside_others && clause.occur == Occur::should;
      NEWSIDX_ASSIGN_OR_RETURN(std::optional<PlanNode> child,
                               plan(clause.node, beside_others, std::move(use.words[at])));
      if (!child) continue;
      has_clause = true;
      had_should |= clause.occur == Occur::should;
      had_must_not |= clause.occur == Occur::must_not;
      if (child->matches_nothing()) {
        cannot_match |= clause.occur == Occur::must;
        continue;
      }
      switch (clause.occur) {
        case Occur::must: add_must(group, *std::move(child)); break;
        case Occur::should: add_should(group.should, *std::move(child)); break;
        case Occur::must_not: group.must_not.push_back(*std::move(child)); break;
      }
    }
    if (!has_clause) return std::optional<PlanNode>();
    // Only exclusions, be they of words that no article has: everything else is found.
    const bool is_negation = had_must_not && !had_should;
    return std::optional(simplified(std::move(group), cannot_match, is_negation));
  }

  static PlanNode simplified(PlanNode group, bool cannot_match, bool is_negation) {
    if (cannot_match) return {};
    if (group.must.empty() && group.should.empty()) {
      if (!is_negation) return {};
      PlanNode all;
      all.kind = PlanNode::Kind::all;
      group.must.push_back(std::move(all));
    }
    if (!group.must_not.empty()) return group;
    if (group.must.size() + group.should.size() > 1) return group;
    return std::move(group.must.empty() ? group.should[0] : group.must[0]);
  }

  // A nested group of nothing but required clauses is as good as its clauses.
  static void add_must(PlanNode& group, PlanNode child) {
    if (child.kind != PlanNode::Kind::boolean || child.must.empty() || !child.should.empty()) {
      group.must.push_back(std::move(child));
      return;
    }
    for (PlanNode& inner : child.must) {
      inner.boost *= child.boost;
      group.must.push_back(std::move(inner));
    }
    for (PlanNode& inner : child.must_not) group.must_not.push_back(std::move(inner));
  }

  static void add_should(std::vector<PlanNode>& should, PlanNode child) {
    const bool is_union =
        child.kind == PlanNode::Kind::boolean && child.must.empty() && child.must_not.empty();
    if (is_union) {
      for (PlanNode& inner : child.should) {
        inner.boost *= child.boost;
        add_should(should, std::move(inner));
      }
      return;
    }
    if (child.kind == PlanNode::Kind::term) {
      for (PlanNode& other : should) {
        if (other.kind == PlanNode::Kind::term && other.list.same_list(child.list)) {
          other.boost += child.boost;
          return;
        }
      }
    }
    should.push_back(std::move(child));
  }

  const PlannerContext& context_;
  bool all_capitals_;
  Plan plan_;
};

}  // namespace

Result<Plan> make_plan(const SyntaxNode& root, const PlannerContext& context) {
  return Planner(context, root).run(root);
}

}  // namespace newsidx::query

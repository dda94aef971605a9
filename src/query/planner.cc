#include "query/planner.h"

#include <algorithm>
#include <optional>

#include "base/try.h"
#include "query/capitals.h"
#include "query/expansion.h"
#include "query/list_use.h"
#include "query/parser.h"
#include "segment/keyword_term.h"

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
  Planner(const PlannerContext& context, const SyntaxNode& root)
      : context_(context), all_capitals_(is_all_capitals(root, context.analyzer.analyzer())) {}

  Result<Plan> run(const SyntaxNode& root) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool says_something, plan(root, false, nullptr, plan_.root));
    if (!says_something) {
      return fail(ErrorCode::parse,
                  "the query has no word to look for (try: a word with letters or digits)");
    }
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

  // `beside_others`: it is one of several words of which an article need not have all.
  // `words`: of a leaf, where they are known already.
  // Returns false when the node says nothing (a word of punctuation alone) and is left out.
  Result<bool> plan(const SyntaxNode& node, bool beside_others, analysis::QueryWords words,
                    PlanNode& out) {
    bool says_something = true;
    switch (node.kind) {
      case SyntaxNode::Kind::all: out.kind = PlanNode::Kind::all; break;
      case SyntaxNode::Kind::word:
      case SyntaxNode::Kind::phrase: {
        const bool is_word = node.kind == SyntaxNode::Kind::word;
        NEWSIDX_ASSIGN_OR_RETURN(says_something,
                                 plan_words(node, is_word && beside_others, std::move(words), out));
        break;
      }
      case SyntaxNode::Kind::prefix: {
        NEWSIDX_ASSIGN_OR_RETURN(says_something, plan_prefix(node, out));
        break;
      }
      case SyntaxNode::Kind::boolean: {
        NEWSIDX_ASSIGN_OR_RETURN(says_something, plan_boolean(node, out));
        break;
      }
    }
    if (!says_something) return false;
    if (out.matches_nothing() && node.kind != SyntaxNode::Kind::boolean) {
      plan_.missing.push_back(as_written(node));
    }
    out.boost *= node.boost;
    return true;
  }

  Result<bool> plan_words(const SyntaxNode& node, bool beside_others, analysis::QueryWords known,
                          PlanNode& out) {
    const auto field = word_field(node.field);
    if (!field) return plan_keyword(node, out);
    if (!known) known = context_.analyzer.analyze(node.text, all_capitals_);
    const std::vector<QueryWord>& words = *known;
    if (words.empty()) return false;
    if (beside_others) {
      NEWSIDX_RETURN_IF_ERROR(plan_sum(words, *field, out));
      return true;
    }
    if (words.size() == 1) {
      NEWSIDX_RETURN_IF_ERROR(plan_alternatives(words[0], *field, out));
      return true;
    }
    std::vector<PhraseSlot> slots;
    for (const QueryWord& word : words) {
      NEWSIDX_RETURN_IF_ERROR(plan_slot(word, *field, slots.emplace_back()));
      if (slots.back().alternatives.empty()) return true;
    }
    out.kind = PlanNode::Kind::phrase;
    out.slots = std::move(slots);
    return true;
  }

  Status open_list(const QueryTerm& term, Field field, ListRef& list) {
    NEWSIDX_RETURN_IF_ERROR(add_lists(1));
    list.field = list_field(field, term.kind);
    list.term = term.term;
    return open_list(list);
  }

  Status open_list(ListRef& list) {
    if (context_.interrupt.requested()) return interrupted();
    NEWSIDX_ASSIGN_OR_RETURN(list.opened, context_.lists.find(list.field, list.term));
    list.document_frequency = list.opened->document_frequency;
    return {};
  }

  // Adds the sequences of terms of which the index has all.
  Status plan_slot(const QueryWord& word, Field field, PhraseSlot& slot) {
    for (const analysis::TermSequence& sequence : word.alternatives) {
      std::vector<ListRef>& lists = slot.alternatives.emplace_back();
      lists.reserve(sequence.size());
      for (const QueryTerm& term : sequence) {
        NEWSIDX_RETURN_IF_ERROR(open_list(term, field, lists.emplace_back()));
        if (lists.back().document_frequency > 0) continue;
        slot.alternatives.pop_back();
        break;
      }
    }
    return {};
  }

  Status plan_alternatives(const QueryWord& word, Field field, PlanNode& out) {
    if (word.alternatives.size() == 1 && word.alternatives[0].size() == 1) {  // most words
      NEWSIDX_RETURN_IF_ERROR(open_list(word.alternatives[0][0], field, out.list));
      if (out.list.document_frequency > 0) {
        out.kind = PlanNode::Kind::term;
      } else {
        out = {};
      }
      return {};
    }
    PhraseSlot slot;
    NEWSIDX_RETURN_IF_ERROR(plan_slot(word, field, slot));
    std::vector<PlanNode> ways;
    for (std::vector<ListRef>& lists : slot.alternatives) {
      if (lists.size() == 1) {
        ways.push_back(node_of(std::move(lists[0])));
        continue;
      }
      PlanNode& phrase = ways.emplace_back();
      phrase.kind = PlanNode::Kind::phrase;
      for (ListRef& list : lists) phrase.slots.push_back({{{std::move(list)}}});
    }
    out = alternatives(std::move(ways));
    return {};
  }

  // Words of which each counts by itself: those that are written as one ("oil/gas") in a list.
  Status plan_sum(const std::vector<QueryWord>& words, Field field, PlanNode& out) {
    if (words.size() == 1) return plan_in_parts(words[0], field, out);
    PlanNode sum;
    sum.kind = PlanNode::Kind::boolean;
    for (const QueryWord& word : words) {
      if (word.is_stop_word && !are_stop_words(words)) continue;
      PlanNode node;
      NEWSIDX_RETURN_IF_ERROR(plan_in_parts(word, field, node));
      if (!node.matches_nothing()) add_should(sum.should, std::move(node));
    }
    out = simplified(std::move(sum), false, false);
    return {};
  }

  // A compound in a list: the better of its joined form and the sum of its parts, which are words
  // of the list like any others ("cease-fire talks").
  Status plan_in_parts(const QueryWord& word, Field field, PlanNode& out) {
    if (are_stop_words(word.parts)) return plan_alternatives(word, field, out);
    QueryWord joined;
    for (const analysis::TermSequence& sequence : word.alternatives) {
      if (sequence.size() == 1) joined.alternatives.push_back(sequence);
    }
    PlanNode as_one, in_parts;
    NEWSIDX_RETURN_IF_ERROR(plan_alternatives(joined, field, as_one));
    NEWSIDX_RETURN_IF_ERROR(plan_sum(word.parts, field, in_parts));
    std::vector<PlanNode> ways;
    if (!as_one.matches_nothing()) ways.push_back(std::move(as_one));
    if (!in_parts.matches_nothing()) ways.push_back(std::move(in_parts));
    out = alternatives(std::move(ways));
    return {};
  }

  static PlanNode alternatives(std::vector<PlanNode> ways) {
    if (ways.empty()) return {};
    if (ways.size() == 1) return std::move(ways[0]);
    PlanNode node;
    node.kind = PlanNode::Kind::alternatives;
    node.should = std::move(ways);
    return node;
  }

  Result<bool> plan_keyword(const SyntaxNode& node, PlanNode& out) {
    NEWSIDX_RETURN_IF_ERROR(check_keyword_field(node.field));
    ListRef list{Field::keyword, segment::keyword_term(fold(node.field), fold(node.text)), 0};
    NEWSIDX_RETURN_IF_ERROR(add_lists(1));
    NEWSIDX_RETURN_IF_ERROR(open_list(list));
    out = node_of(std::move(list));
    return true;
  }

  Result<bool> plan_prefix(const SyntaxNode& node, PlanNode& out) {
    const auto field = word_field(node.field);
    const std::string prefix = fold(node.text);
    if (prefix.empty()) return false;
    Expansion expansion;
    if (field) {
      NEWSIDX_ASSIGN_OR_RETURN(expansion, expand_prefix(context_.lists, *field, prefix,
                                                        kMaxPrefixExpansions, context_.interrupt));
    } else {
      NEWSIDX_RETURN_IF_ERROR(check_keyword_field(node.field));
      if (prefix.size() > storage::kKeptKeyTextBytes) {
        return fail(ErrorCode::invalid_argument,
                    "the start of a value of '" + node.field + "' is longer than " +
                        std::to_string(storage::kKeptKeyTextBytes) + " bytes (try: less of it)");
      }
      NEWSIDX_ASSIGN_OR_RETURN(
          expansion, expand_keyword_prefix(context_.lists, segment::keyword_name(fold(node.field)),
                                           prefix, kMaxPrefixExpansions, context_.interrupt));
    }
    if (expansion.found_count > expansion.lists.size()) {
      plan_.warnings.push_back("'" + node.text + "*' stands for " +
                               (expansion.is_counted ? "" : "more than ") +
                               std::to_string(expansion.found_count) + " words: only the " +
                               std::to_string(kMaxPrefixExpansions) +
                               " most frequent are searched (try: a longer prefix)");
    }
    NEWSIDX_RETURN_IF_ERROR(add_lists(expansion.lists.size()));
    std::vector<PlanNode> ways;
    for (ListRef& list : expansion.lists) ways.push_back(node_of(std::move(list)));
    out = alternatives(std::move(ways));
    return true;
  }

  Status check_keyword_field(const std::string& name) {
    if (!keyword_names_) {
      NEWSIDX_ASSIGN_OR_RETURN(keyword_names_,
                               keyword_names(context_.lists.segments(), context_.interrupt));
    }
    const std::vector<std::string>& names = *keyword_names_;
    if (std::binary_search(names.begin(), names.end(), segment::keyword_name(fold(name))))
      return {};
    std::string known = "title";
    for (const std::string& other : names) known += ", " + other;
    return fail(ErrorCode::invalid_argument, "no field '" + name + "' in this index (try one of: " +
                                                 known + "; or \\: for a colon in a word)");
  }

  std::string fold(std::string_view text) const { return context_.analyzer.fold(text); }

  // A group of one word is as good as the word.
  Result<bool> plan_lone_clause(const SyntaxNode& node, PlanNode& out) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool says_something, plan(node, false, nullptr, out));
    if (says_something && out.matches_nothing()) out = {};
    return says_something;
  }

  Result<bool> plan_boolean(const SyntaxNode& node, PlanNode& out) {
    const bool is_lone = node.clauses.size() == 1 && node.clauses[0].occur != Occur::must_not;
    if (is_lone && node.clauses[0].node.kind != SyntaxNode::Kind::boolean) {
      return plan_lone_clause(node.clauses[0].node, out);
    }
    PlanNode group;
    group.kind = PlanNode::Kind::boolean;
    bool has_clause = false;
    bool cannot_match = false;
    bool had_should = false;
    bool had_must_not = false;
    ListUse use = use_of(node, context_.analyzer, all_capitals_);
    for (std::size_t at = 0; at < node.clauses.size(); ++at) {
      if (use.clauses[at].left_out) continue;
      const SyntaxNode::Clause& clause = node.clauses[at];
      const bool beside_others = use.beside_others && clause.occur == Occur::should;
      PlanNode child;
      NEWSIDX_ASSIGN_OR_RETURN(
          const bool says_something,
          plan(clause.node, beside_others, std::move(use.clauses[at].words), child));
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
  std::optional<std::vector<std::string>> keyword_names_;  // ascending; read when first needed
};

}  // namespace

Result<Plan> make_plan(const SyntaxNode& root, const PlannerContext& context) {
  return Planner(context, root).run(root);
}

}  // namespace newsidx::query

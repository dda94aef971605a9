#include "query/planner.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/status_macros.h"
#include "query/calendar.h"
#include "query/capitals.h"
#include "query/expansion_planner.h"
#include "query/filter_planner.h"
#include "query/form_planner.h"
#include "query/keyword_planner.h"
#include "query/list_use.h"
#include "query/near_planner.h"
#include "query/plan_builder.h"
#include "query/plan_nodes.h"
#include "query/synonyms/list_form.h"
#include "query/text_field.h"
#include "query/word_planner.h"
#include "segment/field.h"

namespace newsidx::query {

using segment::Field;

namespace {

// Where a node of the tree stands.
struct Position {
  Occur occur = Occur::should;    // of the clause that it is
  bool in_optional_list = false;  // one of several words of which an article need not have all
  analysis::QueryWords words;     // of a leaf, where they are known already
};

// Nodes are made where they will stay, in `out`: they are large to be handed up by value.
class Planner {
 public:
  Planner(const PlannerContext& context, const SyntaxNode& root, Remarks remarks)
      : builder_(context, is_all_capitals(root, context.analyzer.analyzer()), std::move(remarks)),
        words_(builder_),
        near_(builder_, words_),
        forms_(builder_),
        expansions_(builder_, words_),
        keywords_(builder_),
        filters_(builder_, keywords_, root) {}

  Result<Plan> run(const SyntaxNode& root) {
    NEWSIDX_RETURN_IF_ERROR(filters_.check_time_zone());
    PlanNode& top = builder_.plan().root;
    NEWSIDX_ASSIGN_OR_RETURN(const bool has_terms, plan(root, {}, top));
    NEWSIDX_ASSIGN_OR_RETURN(builder_.plan().has_text, filters_.has_text());
    if (!has_terms) {
      top = {};
      builder_.remarks().warn(
          {"the query has no word to look for", "a word with letters or digits"});
    }
    return std::move(builder_.plan());
  }

 private:
  // Returns false when the node says nothing (a word of punctuation alone) and is left out.
  Result<bool> plan(const SyntaxNode& node, Position position, PlanNode& out) {
    NEWSIDX_ASSIGN_OR_RETURN(
        const bool has_terms,
        std::visit([&](const auto& kind) { return plan_kind(kind, position, out); }, node.kind));
    if (!has_terms) return false;
    if (out.matches_nothing() && node.clauses().empty()) {
      builder_.plan().missing.push_back(as_written(node));
      if (position.occur != Occur::must_not) note_unknown(node);
    }
    out.boost *= node.boost;
    return true;
  }

  // A word as most are: in one piece, and not one of names, numbers or a script without blanks.
  void note_unknown(const SyntaxNode& node) {
    const auto* const leaf = node.as<WordSyntax>();
    if (leaf == nullptr || (!leaf->field.empty() && !is_text_field(builder_.fold(leaf->field)))) {
      return;
    }
    const analysis::QueryWords words =
        builder_.context().analyzer.analyze(leaf->text, builder_.all_capitals());
    if (words->size() != 1) return;
    const analysis::QueryWord& word = words->front();
    if (!word.parts.empty() || word.has_units) return;
    builder_.plan().unknown.push_back(
        {node.place, leaf->text.substr(word.begin, word.end - word.begin)});
  }

  // A star behind a field asks which articles have it; behind what is no field it is text.
  Result<bool> plan_kind(const AllSyntax& all, const Position&, PlanNode& out) {
    out.op = AllNode();
    if (all.field.empty()) return true;
    NEWSIDX_ASSIGN_OR_RETURN(const bool has_field, keywords_.has_field(all.field, ""));
    if (has_field) {
      return fail(ErrorCode::invalid_argument,
                  "'*' alone stands for all articles and takes no field: '" + all.field + ":*'",
                  "* alone, or the start of a word and a star");
    }
    warn_of_no_field(all.field);
    return plan_kind(WordSyntax{{all.field, {}}}, Position(), out);
  }

  Result<bool> plan_kind(const RangeSyntax& range, const Position& position, PlanNode& out) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool is_planned, filters_.plan_range(range, out));
    return is_planned ? Result<bool>(true) : plan_as_text(range, position.occur, out);
  }

  Result<bool> plan_kind(const NearSyntax& near, const Position&, PlanNode& out) {
    return near_.plan(near, operand_planner(), out);
  }
  Result<bool> plan_kind(const AtLeastSyntax& at_least, const Position&, PlanNode& out) {
    return near_.plan(at_least, operand_planner(), out);
  }

  // Words of an operand are each in one piece, as within quotes.
  NearPlanner::PlanOperand operand_planner() {
    return [this](const SyntaxNode& operand, PlanNode& out) {
      ++in_operand_;
      Result<bool> has_terms = plan(operand, {Occur::must, false, nullptr}, out);
      --in_operand_;
      return has_terms;
    };
  }

  void warn_of_no_field(const std::string& field) {
    builder_.remarks().warn(
        {"no field '" + field + "' in this index: read as text", "\\: for a colon in a word"});
  }

  // A word, phrase, prefix or pattern.
  template <class Leaf>
  Result<bool> plan_kind(const Leaf& leaf, const Position& position, PlanNode& out) {
    const WordUse use = use_of_piece(std::is_same_v<Leaf, PhraseSyntax>, position);
    if (leaf.field.empty()) return plan_text(leaf, "text", use, position.words, out);
    if (is_date_field(leaf.field)) return plan_as_text(leaf, position.occur, out);  // of a mail
    NEWSIDX_ASSIGN_OR_RETURN(const bool has_field, keywords_.has_field(leaf.field, leaf.text));
    if (!has_field) return plan_as_text(leaf, position.occur, out);
    const std::string name = builder_.fold(leaf.field);
    if (!is_text_field(name)) {
      if (leaf.has_form()) forms_.remark_on_value(leaf);
      NEWSIDX_RETURN_IF_ERROR(plan_keyword(leaf, out));
      NEWSIDX_RETURN_IF_ERROR(filters_.unscore(out));
      return true;
    }
    NEWSIDX_ASSIGN_OR_RETURN(const bool is_keyword, keywords_.is_keyword_field(leaf.field));
    if (is_keyword) return plan_text_or_keyword(leaf, name, use, out);
    return plan_text(leaf, name, use, nullptr, out);
  }

  // @param part  text, title, body or hlead
  template <class Leaf>
  Result<bool> plan_text(const Leaf& leaf, std::string_view part, WordUse use,
                         const analysis::QueryWords& words, PlanNode& out) {
    const Field field = part == "title" ? Field::title : Field::text;
    Result<bool> has_terms =
        leaf.has_form() ? plan_exact(leaf, field, out) : plan_in_text(leaf, field, use, words, out);
    if (has_terms) NEWSIDX_RETURN_IF_ERROR(keep_to_part(part, out));
    return has_terms;
  }

  Status keep_to_part(std::string_view part, PlanNode& out) {
    if (part == "body") keep_to_body(out);
    if (part != kLeadField) return {};
    keep_to_lead(out);
    return near_.check_parts();
  }

  // Words that are to be written in a certain way are each in one piece, and stand for no others.
  template <class Leaf>
  Result<bool> plan_exact(const Leaf& leaf, Field field, PlanNode& out) {
    constexpr bool is_pattern = std::is_same_v<Leaf, PatternSyntax>;  // its capitals are its own
    const Leaf written = is_pattern ? leaf : forms_.in_small_letters(leaf);
    words_.use_synonyms(false);
    Result<bool> has_terms = plan_in_text(written, field, WordUse::phrase, nullptr, out);
    words_.use_synonyms(true);
    if (has_terms) NEWSIDX_RETURN_IF_ERROR(forms_.keep(written, out));
    return has_terms;
  }

  WordUse use_of_piece(bool is_phrase, const Position& position) const {
    if (is_phrase || in_operand_ > 0 || position.occur == Occur::must_not) return WordUse::phrase;
    if (position.in_optional_list) return WordUse::beside;
    return position.occur == Occur::must ? WordUse::all : WordUse::any;
  }

  // "CD:UK": no field of the index, so the words of it are text.
  template <class Leaf>
  Result<bool> plan_as_text(const Leaf& leaf, Occur occur, PlanNode& out) {
    warn_of_no_field(leaf.field);
    const Occur each = occur == Occur::should ? Occur::should : Occur::must;
    BooleanSyntax list;
    list.is_list = occur == Occur::should;
    list.clauses.push_back({each, {WordSyntax{{leaf.field, {}}}}});
    if constexpr (std::is_same_v<Leaf, RangeSyntax>) {
      list.clauses.push_back({each, {WordSyntax{{leaf.text, {}}}}});
    } else {
      Leaf text = leaf;
      text.field.clear();
      list.clauses.push_back({each, {std::move(text)}});
    }
    return plan_kind(list, Position(), out);
  }

  // An index may have a keyword field "text", "Title" or "Body": both are meant.
  template <class Leaf>
  Result<bool> plan_text_or_keyword(const Leaf& leaf, std::string_view part, WordUse use,
                                    PlanNode& out) {
    PlanNode in_text, in_keyword;
    NEWSIDX_RETURN_IF_ERROR(plan_text(leaf, part, use, nullptr, in_text));
    NEWSIDX_RETURN_IF_ERROR(plan_keyword(leaf, in_keyword));
    std::vector<PlanNode> alternatives;
    if (!in_text.matches_nothing()) alternatives.push_back(std::move(in_text));
    if (!in_keyword.matches_nothing()) alternatives.push_back(std::move(in_keyword));
    out = dis_max(std::move(alternatives));
    return true;
  }

  Status plan_keyword(const SyntaxLeaf& leaf, PlanNode& out) { return keywords_.plan(leaf, out); }
  Status plan_keyword(const PrefixSyntax& prefix, PlanNode& out) {
    NEWSIDX_ASSIGN_OR_RETURN(Expansion expansion, keywords_.expand(prefix));
    return expansions_.plan_expansion(prefix, std::move(expansion), out);
  }

  Status plan_keyword(const PatternSyntax& pattern, PlanNode& out) {
    const std::string text = to_string(pattern.pattern());
    builder_.remarks().warn(
        {"'" + text + "' behind a field of names is read as text",
         "a star at the end; wildcards of other kinds are for words of the text"});
    return keywords_.plan({text, pattern.field}, out);
  }

  Result<bool> plan_in_text(const SyntaxLeaf& leaf, Field field, WordUse use,
                            const analysis::QueryWords& words, PlanNode& out) {
    return words_.plan(leaf.text, field, use, words, out);
  }
  Result<bool> plan_in_text(const PhraseSyntax& phrase, Field field, WordUse use,
                            const analysis::QueryWords& words, PlanNode& out) {
    const bool is_plain = phrase.slop == 0 && phrase.text.find('*') == std::string::npos;
    return is_plain ? words_.plan(phrase.text, field, use, words, out)
                    : near_.plan_phrase(phrase, field, out);
  }
  Result<bool> plan_in_text(const PrefixSyntax& prefix, Field field, WordUse,
                            const analysis::QueryWords&, PlanNode& out) {
    return expansions_.plan(prefix, field, out);
  }
  Result<bool> plan_in_text(const PatternSyntax& pattern, Field field, WordUse,
                            const analysis::QueryWords&, PlanNode& out) {
    return expansions_.plan(pattern, field, out);
  }

  // A group of one word is as good as the word.
  Result<bool> plan_lone_clause(const SyntaxClause& clause, PlanNode& out) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool has_terms,
                             plan(clause.node, {clause.occur, false, nullptr}, out));
    if (beside_others_ == 0 && clause.node.as<RangeSyntax>() != nullptr) {
      filters_.note_applied({filters_.field_of(clause.node), {&clause}});
    }
    if (has_terms && out.matches_nothing()) out = {};
    return has_terms;
  }

  Result<bool> plan_kind(const BooleanSyntax& boolean, const Position&, PlanNode& out) {
    const std::vector<SyntaxClause>& clauses = boolean.clauses;
    const bool is_lone = clauses.size() == 1 && clauses[0].occur != Occur::must_not;
    if (is_lone && clauses[0].node.as<BooleanSyntax>() == nullptr) {
      return plan_lone_clause(clauses[0], out);
    }
    NEWSIDX_ASSIGN_OR_RETURN(const bool is_filtered, filters_.narrow(boolean));
    return is_filtered ? plan_filtered(boolean, out) : plan_group(boolean, out);
  }

  // What is looked for, as if it stood alone, and each of the fields beside it.
  Result<bool> plan_filtered(const BooleanSyntax& boolean, PlanNode& out) {
    NEWSIDX_ASSIGN_OR_RETURN(FilteredQuery query, filters_.split(boolean));
    PlanNode looked_for;
    bool cannot_match = false;
    if (!query.rest.clauses.empty()) {
      NEWSIDX_ASSIGN_OR_RETURN(const bool has_terms, plan_kind(query.rest, Position(), looked_for));
      cannot_match = has_terms && looked_for.matches_nothing();
    }
    BooleanNode group;
    if (auto* const own = looked_for.as<BooleanNode>();
        own != nullptr && !own->must.empty() && looked_for.boost == 1) {
      group = std::move(*own);
    } else if (!looked_for.matches_nothing()) {
      add_must(group, std::move(looked_for));
    }
    for (const FilteredQuery::Filter& filter : query.filters) {
      std::vector<PlanNode> alternatives;
      for (const SyntaxClause* const clause : filter.clauses) {
        PlanNode node;
        NEWSIDX_RETURN_IF_ERROR(plan(clause->node, {clause->occur, false, nullptr}, node));
        if (!node.matches_nothing()) alternatives.push_back(std::move(node));
      }
      cannot_match = cannot_match || alternatives.empty();
      NEWSIDX_RETURN_IF_ERROR(filters_.add(filter, std::move(alternatives), group));
      if (beside_others_ == 0) filters_.note_applied(filter);
    }
    if (group.must.size() > 1) {  // that articles are there says nothing beside a filter
      std::erase_if(group.must, [](const PlanNode& node) { return node.as<AllNode>() != nullptr; });
    }
    out = simplified(std::move(group), cannot_match);
    return true;
  }

  Result<bool> plan_group(const BooleanSyntax& boolean, PlanNode& out) {
    const std::vector<SyntaxClause>& clauses = boolean.clauses;
    BooleanNode group;
    bool has_clause = false;
    bool cannot_match = false;
    bool had_should = false;
    bool had_must_not = false;
    ListUse use = use_of(boolean, builder_.context().analyzer, builder_.all_capitals());
    for (std::size_t at = 0, past = 0; at < clauses.size(); at = past) {
      const SynonymMatch form = in_form_ ? SynonymMatch() : list_form(boolean, at, builder_);
      past = at + std::max<std::size_t>(form.words, 1);
      if (form.words == 0 && use.clauses[at].left_out) continue;
      const SyntaxClause& clause = clauses[at];
      const bool in_optional_list = use.in_optional_list && clause.occur == Occur::should;
      const bool is_one_of_several = clause.occur != Occur::must && clauses.size() > 1;
      beside_others_ += is_one_of_several ? 1u : 0u;
      PlanNode child;
      const Position position{clause.occur, in_optional_list, std::move(use.clauses[at].words)};
      NEWSIDX_ASSIGN_OR_RETURN(const bool has_terms, form.words > 0
                                                         ? plan_form(boolean, at, form, child)
                                                         : plan(clause.node, position, child));
      beside_others_ -= is_one_of_several ? 1u : 0u;
      if (!has_terms) continue;
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

  // The words of a list that are a form of several: they themselves, or what stands for them all.
  Result<bool> plan_form(const BooleanSyntax& list, std::size_t at, const SynonymMatch& form,
                         PlanNode& out) {
    const std::string part = builder_.fold(list.clauses[at].node.leaf()->field);
    const auto first = list.clauses.begin() + static_cast<std::ptrdiff_t>(at);
    const BooleanSyntax words{{first, first + static_cast<std::ptrdiff_t>(form.words)}, true};
    in_form_ = true;
    words_.use_synonyms(false);
    PlanNode own, others;
    Result<bool> has_terms = plan_group(words, own);
    words_.use_synonyms(true);
    in_form_ = false;
    if (!has_terms) return has_terms;
    NEWSIDX_RETURN_IF_ERROR(
        words_.add_synonyms(form, part == "title" ? Field::title : Field::text, others));
    NEWSIDX_RETURN_IF_ERROR(keep_to_part(part, others));
    std::vector<PlanNode> alternatives;
    if (!own.matches_nothing()) alternatives.push_back(std::move(own));
    if (!others.matches_nothing()) alternatives.push_back(std::move(others));
    out = dis_max(std::move(alternatives));
    return true;
  }

  PlanBuilder builder_;
  WordPlanner words_;
  NearPlanner near_;
  FormPlanner forms_;
  ExpansionPlanner expansions_;
  KeywordPlanner keywords_;
  FilterPlanner filters_;
  unsigned in_operand_ = 0;     // operands of nearness around a node
  bool in_form_ = false;        // of a list: its words are no forms once more
  unsigned beside_others_ = 0;  // groups around a node of which an article may have another clause
};

}  // namespace

Result<Plan> make_plan(const SyntaxNode& root, const PlannerContext& context, Remarks remarks) {
  return Planner(context, root, std::move(remarks)).run(root);
}

}  // namespace newsidx::query

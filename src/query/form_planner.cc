#include "query/form_planner.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/status_macros.h"
#include "query/plan_nodes.h"
#include "segment/field.h"
#include "segment/word_form.h"

namespace newsidx::query {
namespace {

using segment::Field;
using segment::FormFilter;

// The surfaces of the terms of a text, by term those of its positions: "talk talks" has one term.
class SurfaceCollector final : public analysis::TokenSink {
 public:
  void accept(const analysis::Token& token) override {
    if (token.kind != analysis::TermKind::word) return;
    surfaces_[std::string(token.term)].emplace(token.position, token.surface);
  }

  /// @param number  among the positions of the term
  /// @return nullptr where the text does not have the term
  [[nodiscard]] const std::string* find(const std::string& term, std::size_t number) const {
    const auto known = surfaces_.find(term);
    if (known == surfaces_.end()) return nullptr;
    auto at = known->second.begin();
    for (; number > 0 && std::next(at) != known->second.end(); --number) ++at;
    return &at->second;
  }

 private:
  std::map<std::string, std::map<std::uint32_t, std::string>> surfaces_;
};

// Of each operator, what becomes of it.
class KeptForms {
 public:
  /// @param surfaces  by term; nothing: any will do
  KeptForms(PlanBuilder& builder, const SurfaceCollector* surfaces, LetterCases cases)
      : builder_(builder), surfaces_(surfaces), cases_(cases) {}

  Status keep(PlanNode& node) {
    if (const auto* const term = node.as<TermNode>()) {
      return keep_places(node, PhrasePlaces{{{{{term->list}}}}, {}});
    }
    if (const auto* const phrase = node.as<PhraseNode>()) {
      return keep_places(node, PhrasePlaces{phrase->slots, {}});
    }
    if (auto* const near = node.as<NearNode>()) {
      NEWSIDX_ASSIGN_OR_RETURN(const bool can_match, keep(near->places));
      if (!can_match) node.op = NothingNode();
      return {};
    }
    if (auto* const any = node.as<DisMaxNode>()) {
      NEWSIDX_RETURN_IF_ERROR(keep_all(any->clauses));
      std::erase_if(any->clauses, [](const PlanNode& clause) { return clause.matches_nothing(); });
      if (any->clauses.empty()) node.op = NothingNode();
      return {};
    }
    if (auto* const group = node.as<BooleanNode>()) return keep_group(*group, node);
    return {};
  }

 private:
  Status keep_all(std::vector<PlanNode>& nodes) {
    for (PlanNode& node : nodes) NEWSIDX_RETURN_IF_ERROR(keep(node));
    return {};
  }

  Status keep_group(BooleanNode& group, PlanNode& node) {
    const bool had_should = !group.should.empty();
    NEWSIDX_RETURN_IF_ERROR(keep_all(group.must));
    NEWSIDX_RETURN_IF_ERROR(keep_all(group.should));
    const auto matches_nothing = [](const PlanNode& clause) { return clause.matches_nothing(); };
    std::erase_if(group.should, matches_nothing);
    const bool cannot_match = std::ranges::any_of(group.must, matches_nothing) ||
                              (had_should && group.must.empty() && group.should.empty());
    if (cannot_match) node.op = NothingNode();
    return {};
  }

  Status keep_places(PlanNode& node, PhrasePlaces phrase) {
    if (phrase.slots[0].alternatives[0][0].field == Field::keyword) return {};
    NEWSIDX_ASSIGN_OR_RETURN(const bool can_match, keep(phrase));
    if (!can_match) {
      node.op = NothingNode();
      return {};
    }
    NearNode kept;
    kept.must.push_back({std::move(node.op)});
    kept.places = {std::move(phrase)};
    node.op = std::move(kept);
    return {};
  }

  // @return whether any place is left
  Result<bool> keep(Places& places) {
    if (auto* const phrase = std::get_if<PhrasePlaces>(&places.kind)) return keep(*phrase);
    if (auto* const any = std::get_if<AnyPlaces>(&places.kind)) {
      std::vector<Places> left;
      for (Places& part : any->parts) {
        NEWSIDX_ASSIGN_OR_RETURN(const bool can_match, keep(part));
        if (can_match) left.push_back(std::move(part));
      }
      any->parts = std::move(left);
      return !any->parts.empty();
    }
    auto* const near = std::get_if<NearPlaces>(&places.kind);
    auto& parts = near != nullptr ? near->parts : std::get<RepeatedPlaces>(places.kind).parts;
    for (Places& part : parts) {
      NEWSIDX_ASSIGN_OR_RETURN(const bool can_match, keep(part));
      if (!can_match) return false;
    }
    return true;
  }

  Result<bool> keep(PhrasePlaces& phrase) {
    std::map<std::string, std::size_t> numbers;  // of positions before the slot, by term
    for (PhraseSlot& slot : phrase.slots) {
      std::vector<std::vector<ListRef>> left;
      std::map<std::string, std::size_t> behind = numbers;
      for (std::vector<ListRef>& lists : slot.alternatives) {
        bool can_match = true;
        std::map<std::string, std::size_t> here = numbers;
        for (ListRef& list : lists) {
          if (list.field == Field::title) phrase.part = TextPart::title;
          NEWSIDX_ASSIGN_OR_RETURN(const bool is_kept, keep(list, here[list.term]++));
          can_match = can_match && is_kept;
        }
        for (const auto& [term, number] : here) behind[term] = std::max(behind[term], number);
        if (can_match) left.push_back(std::move(lists));
      }
      numbers = std::move(behind);
      if (left.empty()) return false;
      slot.alternatives = std::move(left);
    }
    return true;
  }

  // It is kept of field text how words are written.
  // @param number  of its position among those of its term
  Result<bool> keep(ListRef& list, std::size_t number) {
    FormFilter filter{std::nullopt, cases_};
    if (surfaces_ != nullptr) {
      const std::string* const known = surfaces_->find(list.term, number);
      if (known == nullptr) return false;
      filter.surface = *known;
    }
    if (list.field != Field::text && list.field != Field::title) {  // words in capitals
      return (cases_ & kInCapitals) != 0;
    }
    if (list.field == Field::title) {
      list.field = Field::text;
      NEWSIDX_RETURN_IF_ERROR(builder_.open_list(list));
    }
    list.form = std::make_shared<const FormFilter>(std::move(filter));
    return cases_ != 0;
  }

  PlanBuilder& builder_;
  const SurfaceCollector* surfaces_;
  LetterCases cases_;
};

}  // namespace

Status FormPlanner::keep(const SyntaxLeaf& leaf, PlanNode& node) {
  if (!leaf.is_exact) return KeptForms(builder_, nullptr, leaf.letter_cases).keep(node);
  SurfaceCollector surfaces;
  analysis::QueryAnalyzer& analyzer = builder_.context().analyzer;
  for (const std::string& language : analyzer.languages()) {
    analyzer.analyzer().analyze(leaf.text, language, surfaces);
  }
  if (analyzer.languages().empty()) analyzer.analyzer().analyze(leaf.text, {}, surfaces);
  return KeptForms(builder_, &surfaces, leaf.letter_cases).keep(node);
}

void FormPlanner::remark_on_value(const SyntaxLeaf& leaf) {
  const std::string field = "in field '" + leaf.field + "' ";
  if (leaf.letter_cases != kAllLetterCases) {
    builder_.remarks().warn(
        {field + "capitals are not kept, nor asked for", "caps() of words of the text"});
  } else {
    builder_.remarks().note(field + "no word is stemmed: '=' makes no difference");
  }
}

}  // namespace newsidx::query

#include "query/near_planner.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <variant>

#include "base/status_macros.h"
#include "query/plan_nodes.h"
#include "query/syntax/characters.h"

namespace newsidx::query {
namespace {

std::optional<Places> any_of(const std::vector<PlanNode>& clauses) {
  AnyPlaces any;
  for (const PlanNode& clause : clauses) {
    auto places = places_of(clause);
    if (!places) return std::nullopt;
    any.parts.push_back(*std::move(places));
  }
  return Places{std::move(any)};
}

struct PlacesOf {
  using Found = std::optional<Places>;

  Found operator()(const TermNode& term) const {
    if (!has_positions(term.list.field)) return std::nullopt;
    return Places{PhrasePlaces{{{{{term.list}}}}, {}}};
  }
  Found operator()(const PhraseNode& phrase) const {
    if (!has_positions(phrase.field())) return std::nullopt;
    return Places{PhrasePlaces{phrase.slots, {}}};
  }
  Found operator()(const InBodyNode& node) const {
    Found places = std::visit(*this, node.leaf);
    if (places) keep_to(TextPart::body, *places);
    return places;
  }
  Found operator()(const DisMaxNode& any) const { return any_of(any.clauses); }
  Found operator()(const BooleanNode& group) const {
    return group.is_union() ? any_of(group.should) : std::nullopt;
  }
  Found operator()(const NearNode& node) const { return node.places; }
  template <class Other>
  Found operator()(const Other&) const {
    return std::nullopt;
  }
};

void add_clauses_of(PlanNode node, std::vector<PlanNode>& must) {
  auto* const near = node.as<NearNode>();
  if (near == nullptr) {
    must.push_back(std::move(node));
    return;
  }
  for (PlanNode& clause : near->must) {
    clause.boost *= node.boost;
    must.push_back(std::move(clause));
  }
}

PlanNode node_of(const PhraseSlot& slot) {
  std::vector<PlanNode> alternatives;
  for (const std::vector<ListRef>& lists : slot.alternatives) {
    if (lists.size() == 1) {
      alternatives.push_back({TermNode{lists[0]}});
      continue;
    }
    PhraseNode phrase;
    for (const ListRef& list : lists) phrase.slots.push_back({{{list}}});
    alternatives.push_back({std::move(phrase)});
  }
  return dis_max(std::move(alternatives));
}

// Each operator says what becomes of it.
struct KeptToLead {
  PlanNode& node;

  void operator()(NothingNode&) const {}
  void operator()(AllNode&) const {}
  void operator()(InRangeNode&) const {}
  void operator()(FilterNode&) const {}
  void operator()(TermNode& term) const { keep(Places{PhrasePlaces{{{{{term.list}}}}, {}}}); }
  void operator()(PhraseNode& phrase) const { keep(Places{PhrasePlaces{phrase.slots, {}}}); }
  void operator()(InBodyNode&) const {}  // not made of a leaf of this field
  void operator()(NearNode& near) const { keep_to(TextPart::lead, near.places); }
  void operator()(DisMaxNode& any) const {
    for (PlanNode& clause : any.clauses) keep_to_lead(clause);
  }
  void operator()(BooleanNode& group) const {
    for (PlanNode& clause : group.must) keep_to_lead(clause);
    for (PlanNode& clause : group.should) keep_to_lead(clause);
  }

 private:
  void keep(Places places) const {
    keep_to(TextPart::lead, places);
    NearNode kept;
    kept.must.push_back({std::move(node.op)});
    kept.places = std::move(places);
    node.op = std::move(kept);
  }
};

constexpr std::string_view kBlanks = " \t\r\n";

bool is_number_beside(std::string_view text, std::size_t star) {
  const std::size_t before = text.find_last_not_of(" *", star);
  const std::size_t behind = text.find_first_not_of(" *", star);
  return before != std::string_view::npos && behind != std::string_view::npos &&
         is_digit(text[before]) && is_digit(text[behind]);
}

// REQUIRES that both have places.
PlanNode near_node(PlanNode first, PlanNode second, const NearOperator& near) {
  NearNode node;
  NearPlaces places;
  places.near = near;
  places.parts.push_back(*places_of(first));
  places.parts.push_back(*places_of(second));
  node.places.kind = std::move(places);
  add_clauses_of(std::move(first), node.must);
  if (!near.excludes) add_clauses_of(std::move(second), node.must);
  return {std::move(node)};
}

Status check_places(const PlanNode& node, const std::string& name) {
  if (node.matches_nothing() || places_of(node)) return {};
  return fail(ErrorCode::invalid_argument,
              "'" + to_string(node) + "' has no place in a text for " + name + " to ask for",
              "words, phrases, or words with OR in brackets; fields beside them: (a NEAR/5 b) AND "
              "source:ap");
}

}  // namespace

std::optional<Places> places_of(const PlanNode& node) { return std::visit(PlacesOf(), node.op); }

void keep_to_lead(PlanNode& node) { std::visit(KeptToLead{node}, node.op); }

std::vector<PhrasePiece> phrase_pieces(std::string_view text) {
  std::vector<PhrasePiece> pieces;
  std::uint32_t words_before = 0;
  std::size_t begin = 0;
  const auto end_piece = [&](std::size_t end) {
    const std::string_view piece = text.substr(begin, end - begin);
    if (piece.find_first_not_of(kBlanks) == std::string_view::npos) return;
    pieces.push_back({piece, pieces.empty() ? 0 : words_before});
    words_before = 0;
  };
  for (std::size_t star = text.find('*'); star != std::string_view::npos;
       star = text.find('*', star + 1)) {
    const bool is_alone =
        (star == 0 || text[star - 1] == ' ') && (star + 1 == text.size() || text[star + 1] == ' ');
    if (!is_alone || is_number_beside(text, star)) continue;
    end_piece(star);
    ++words_before;
    begin = star + 1;
  }
  end_piece(text.size());
  return pieces;
}

Result<bool> NearPlanner::plan(const NearSyntax& near, const PlanOperand& plan_operand,
                               PlanNode& out) {
  std::array<PlanNode, 2> nodes;
  std::array<bool, 2> has_terms = {};
  for (std::size_t side = 0; side < nodes.size(); ++side) {
    NEWSIDX_ASSIGN_OR_RETURN(has_terms[side], plan_operand(near.clauses[side].node, nodes[side]));
    NEWSIDX_RETURN_IF_ERROR(check_places(nodes[side], to_string(near.near)));
  }
  if (near.near.unit != NearOperator::Unit::words) NEWSIDX_RETURN_IF_ERROR(check_parts());
  if (!has_terms[0] || !has_terms[1]) {  // punctuation
    const std::size_t side = has_terms[0] ? 0 : 1;
    if (near.near.excludes && side == 1) return false;
    out = std::move(nodes[side]);
    return has_terms[side];
  }
  if (nodes[0].matches_nothing() || (nodes[1].matches_nothing() && !near.near.excludes))
    return true;
  out = nodes[1].matches_nothing() ? std::move(nodes[0])
                                   : near_node(std::move(nodes[0]), std::move(nodes[1]), near.near);
  return true;
}

Result<bool> NearPlanner::plan(const AtLeastSyntax& at_least, const PlanOperand& plan_operand,
                               PlanNode& out) {
  PlanNode counted;
  NEWSIDX_ASSIGN_OR_RETURN(const bool has_terms, plan_operand(at_least.clauses[0].node, counted));
  NEWSIDX_RETURN_IF_ERROR(check_places(counted, "atleast" + std::to_string(at_least.count)));
  if (!has_terms || counted.matches_nothing()) return has_terms;
  NearNode node;
  RepeatedPlaces places;
  places.count = at_least.count;
  places.parts.push_back(*places_of(counted));
  node.places.kind = std::move(places);
  add_clauses_of(std::move(counted), node.must);
  out = {std::move(node)};
  return true;
}

Result<bool> NearPlanner::plan_phrase(const PhraseSyntax& phrase, segment::Field field,
                                      PlanNode& out) {
  PhrasePlaces places;
  places.slop = phrase.slop;
  std::uint32_t words_before = 0;
  bool has_words_before = false;
  for (const PhrasePiece& piece : phrase_pieces(phrase.text)) {
    const std::size_t first = places.slots.size();
    words_before += piece.words_before;
    NEWSIDX_RETURN_IF_ERROR(words_.plan_slots(std::string(piece.text), field, places.slots));
    places.words_before.resize(places.slots.size());
    if (places.slots.size() == first) continue;
    if (first > 0) places.words_before[first] = words_before;
    has_words_before = has_words_before || places.words_before[first] > 0;
    words_before = 0;
  }
  const bool is_loose = places.slots.size() > 1 && (phrase.slop > 0 || has_words_before);
  if (!is_loose) return words_.plan(phrase.text, field, WordUse::phrase, nullptr, out);
  const bool can_match = std::ranges::none_of(
      places.slots, [](const PhraseSlot& slot) { return slot.alternatives.empty(); });
  if (!can_match) return true;
  NearNode node;
  for (const PhraseSlot& slot : places.slots) node.must.push_back(node_of(slot));
  node.places.kind = std::move(places);
  out = {std::move(node)};
  return true;
}

Status NearPlanner::check_parts() {
  NEWSIDX_ASSIGN_OR_RETURN(const auto lists, builder_.context().lists.find(
                                                 segment::Field::boundary, segment::kParagraphTerm,
                                                 builder_.context().cancellation));
  if (lists->document_frequency > 0) return {};
  builder_.remarks().warn(
      {"this index does not know where sentences and paragraphs of its articles end",
       HintName::rebuild});
  return {};
}

}  // namespace newsidx::query

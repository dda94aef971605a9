#include "api/patterns.h"

#include <algorithm>

#include "search/scoring/weights.h"
#include "segment/field.h"

namespace newsidx {
namespace {

using present::Pattern;
using query::ListRef;
using query::PlanNode;
using segment::Field;

analysis::QueryTerm term_of(const ListRef& list) {
  const bool caps = list.field == Field::text_caps || list.field == Field::title_caps;
  return {list.term, caps ? analysis::TermKind::caps : analysis::TermKind::word};
}

Pattern::Where where(Field field, bool in_body) {
  if (in_body) return Pattern::Where::body;
  return is_of_title(field) ? Pattern::Where::title : Pattern::Where::text;
}

void collect(const PlanNode& node, double boost, bool in_body, std::uint64_t count,
             std::vector<Pattern>& patterns) {
  boost *= node.boost;
  in_body = in_body || node.kind == PlanNode::Kind::in_body;
  if (node.kind == PlanNode::Kind::term && node.list.field != Field::keyword) {
    Pattern pattern;
    pattern.slots.emplace_back().alternatives = {{term_of(node.list)}};
    pattern.where = where(node.list.field, in_body);
    pattern.weight = static_cast<float>(
        boost * search::idf(count, std::min(count, node.list.scored_frequency())));
    patterns.push_back(std::move(pattern));
  }
  if (node.kind == PlanNode::Kind::phrase) {
    Pattern pattern;
    pattern.where = where(node.slots[0].alternatives[0][0].field, in_body);
    double weight = 0;
    for (const query::PhraseSlot& slot : node.slots) {
      analysis::QueryWord word;
      for (const auto& sequence : slot.alternatives) {
        analysis::TermSequence terms;
        for (const ListRef& list : sequence) terms.push_back(term_of(list));
        word.alternatives.push_back(std::move(terms));
      }
      weight += search::idf(count, std::min(count, search::Weights::slot_frequency(slot)));
      pattern.slots.push_back(std::move(word));
    }
    pattern.weight = static_cast<float>(boost * weight);
    patterns.push_back(std::move(pattern));
  }
  for (const auto* children : {&node.must, &node.should}) {
    for (const PlanNode& child : *children) collect(child, boost, in_body, count, patterns);
  }
}

}  // namespace

std::vector<Pattern> patterns_of(const PlanNode& root, std::uint64_t document_count) {
  std::vector<Pattern> patterns;
  collect(root, 1, false, document_count, patterns);
  return patterns;
}

}  // namespace newsidx

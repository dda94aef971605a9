#include "search/scoring/weights.h"

#include <algorithm>

#include "segment/field.h"

namespace newsidx::search {

using query::PlanNode;
using segment::Field;

CollectionStatistics CollectionStatistics::of(
    std::span<const segment::SegmentReader* const> segments) {
  CollectionStatistics statistics;
  std::uint64_t text_length = 0;
  std::uint64_t title_length = 0;
  for (const segment::SegmentReader* segment : segments) {
    statistics.document_count += segment->document_count();
    const segment::FieldInfo& text = segment->info().field(Field::text);
    const segment::FieldInfo& title = segment->info().field(Field::title);
    statistics.text.document_count += text.document_count;
    statistics.title.document_count += title.document_count;
    text_length += text.total_length;
    title_length += title.total_length;
  }
  const auto mean = [](std::uint64_t length, std::uint64_t count) {
    return length == 0 || count == 0 ? 1.0
                                     : static_cast<double>(length) / static_cast<double>(count);
  };
  statistics.text.average_length = mean(text_length, statistics.text.document_count);
  statistics.title.average_length = mean(title_length, statistics.title.document_count);
  return statistics;
}

// Keywords have no length: b = 0.
Weights::Weights(const CollectionStatistics& statistics, Bm25Parameters parameters)
    : statistics_(statistics),
      text_(parameters, statistics.text.average_length),
      title_(parameters, statistics.title.average_length),
      keyword_({parameters.k1, 0}, 1) {}

std::uint64_t Weights::document_count(Field field) const noexcept {
  if (field == Field::keyword) return statistics_.document_count;
  return is_of_title(field) ? statistics_.title.document_count : statistics_.text.document_count;
}

const SaturationGrid& Weights::grid(Field field) const noexcept {
  if (field == Field::keyword) return keyword_;
  return is_of_title(field) ? title_ : text_;
}

double Weights::term_weight(const PlanNode& node, double boost) const {
  const std::uint64_t count = document_count(node.list.field);
  return boost * idf(count, std::min(count, node.list.scored_frequency()));
}

std::uint64_t Weights::slot_frequency(const query::PhraseSlot& slot) {
  std::uint64_t frequency = 0;
  for (const auto& sequence : slot.alternatives) {
    std::uint64_t rarest = UINT64_MAX;
    for (const query::ListRef& list : sequence) rarest = std::min(rarest, list.scored_frequency());
    frequency = std::max(frequency, rarest);
  }
  return frequency;
}

double Weights::phrase_weight(const PlanNode& node, double boost) const {
  double sum = 0;
  for (const query::PhraseSlot& slot : node.slots) {
    const std::uint64_t count = document_count(slot.alternatives[0][0].field);
    sum += idf(count, std::min(count, slot_frequency(slot)));
  }
  return boost * sum;
}

double Weights::limit(const PlanNode& node, double boost) const {
  boost *= node.boost;
  switch (node.kind) {
    case PlanNode::Kind::nothing:
    case PlanNode::Kind::all: return 0;
    case PlanNode::Kind::term: return term_weight(node, boost);
    case PlanNode::Kind::phrase: return phrase_weight(node, boost);
    case PlanNode::Kind::in_body: return limit(node.must[0], boost);
    case PlanNode::Kind::alternatives: {
      double best = 0;
      for (const PlanNode& child : node.should) best = std::max(best, limit(child, boost));
      return best;
    }
    case PlanNode::Kind::boolean: {
      double sum = 0;
      for (const PlanNode& child : node.must) sum += limit(child, boost);
      for (const PlanNode& child : node.should) sum += limit(child, boost);
      return sum;
    }
  }
  return 0;
}

ScoreScale Weights::scale(const PlanNode& root) const {
  constexpr double kLeast = 1e-30;  // a query of "*" alone has no weight at all
  return ScoreScale(std::max(limit(root, 1), kLeast));
}

}  // namespace newsidx::search

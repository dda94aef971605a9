#include "search/explain.h"

#include <algorithm>
#include <cstdio>

#include "base/try.h"
#include "codec/norm.h"
#include "search/cursor/cursor_factory.h"
#include "search/cursor/phrase_cursor.h"
#include "segment/field.h"
#include "segment/keyword_term.h"

namespace newsidx::search {

using query::PlanNode;
using segment::Field;

namespace {

// Before a word of a keyword, and before the hash of a url.
constexpr char kKeywordMarks[] = {segment::kKeywordWord, segment::kWholeUrl, '\0'};

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

class Explainer {
 public:
  Explainer(const segment::SegmentReader& segment, const Weights& weights, ScoreScale scale,
            std::uint32_t title_weight, std::uint32_t doc, const Interrupt& interrupt)
      : segment_(segment),
        weights_(weights),
        scale_(scale),
        interrupt_(interrupt),
        pace_(interrupt),
        factory_(segment, weights, scale, title_weight, {}, false, &pace_),
        doc_(doc) {}

  Result<Explanation> explain(const PlanNode& node, double boost) {
    if (interrupt_.requested()) return interrupted();
    NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, factory_.make(node, boost));
    Explanation result;
    if (cursor != nullptr) {
      cursor->next_geq(doc_);
      NEWSIDX_RETURN_IF_ERROR(cursor->status());
      result.matched = cursor->doc() == doc_;
    }
    if (!result.matched) {
      result.description = "no match: " + to_string(node);
      return result;
    }
    result.value = scale_.to_score(cursor->score());
    NEWSIDX_RETURN_IF_ERROR(cursor->status());  // a part that ended early adds nothing
    boost *= node.boost;
    switch (node.kind) {
      case PlanNode::Kind::nothing: break;
      case PlanNode::Kind::all: result.description = "* (every article)"; break;
      case PlanNode::Kind::term: NEWSIDX_RETURN_IF_ERROR(explain_term(node, boost, result)); break;
      case PlanNode::Kind::phrase: explain_phrase(node, boost, *cursor, result); break;
      case PlanNode::Kind::in_body:
        result.description = "in the body:";
        NEWSIDX_RETURN_IF_ERROR(explain_children(node.must, boost, result));
        break;
      case PlanNode::Kind::alternatives:
        result.description = "best of:";
        NEWSIDX_RETURN_IF_ERROR(explain_children(node.should, boost, result));
        break;
      case PlanNode::Kind::boolean:
        result.description = "sum of:";
        NEWSIDX_RETURN_IF_ERROR(explain_children(node.must, boost, result));
        NEWSIDX_RETURN_IF_ERROR(explain_children(node.should, boost, result));
        break;
    }
    return result;
  }

 private:
  Status explain_children(const std::vector<PlanNode>& children, double boost,
                          Explanation& result) {
    for (const PlanNode& child : children) {
      NEWSIDX_ASSIGN_OR_RETURN(Explanation detail, explain(child, boost));
      if (detail.matched) result.details.push_back(std::move(detail));
    }
    return {};
  }

  Status explain_term(const PlanNode& node, double boost, Explanation& result) {
    NEWSIDX_ASSIGN_OR_RETURN(const auto list, node.list.open(segment_));
    segment::PostingCursor postings(list);
    postings.next_geq(doc_);
    NEWSIDX_RETURN_IF_ERROR(postings.status());
    result.description = to_string(node) + ": boost * idf * saturation, of:";
    add_boost(boost, result);
    add_idf(node.list.term, node.list.field, node.list.scored_frequency(), result);
    add_saturation(node.list.field, postings.freq(), result);
    return {};
  }

  void explain_phrase(const PlanNode& node, double boost, Cursor& cursor, Explanation& result) {
    const Field field = node.slots[0].alternatives[0][0].field;
    result.description = to_string(node) + ": boost * sum of idf * saturation, of:";
    add_boost(boost, result);
    for (const query::PhraseSlot& slot : node.slots) {
      add_idf(slot.alternatives[0][0].term, field, Weights::slot_frequency(slot), result);
    }
    add_saturation(field, dynamic_cast<PhraseCursor&>(cursor).freq(), result);
  }

  static void add(Explanation& result, double value, std::string description) {
    Explanation detail;
    detail.value = value;
    detail.description = std::move(description);
    detail.matched = true;
    result.details.push_back(std::move(detail));
  }

  static void add_boost(double boost, Explanation& result) { add(result, boost, "boost"); }

  void add_idf(const std::string& term, Field field, std::uint64_t frequency, Explanation& result) {
    const std::uint64_t count = weights_.document_count(field);
    const std::size_t shown = term.find_first_not_of(kKeywordMarks, term.find('\0') + 1);
    add(result, idf(count, std::min(count, frequency)),
        "idf of '" + term.substr(std::min(shown, term.size())) +
            "' = ln(1 + (N - n + 0.5) / (n + 0.5)), N = " + std::to_string(count) +
            " articles, n = " + std::to_string(frequency) + " of them with it");
  }

  void add_saturation(Field field, std::uint32_t freq, Explanation& result) {
    const SaturationGrid& grid = weights_.grid(field);
    const std::uint8_t norm = segment_.norms(field)[doc_];
    add(result, grid.at(freq, norm),
        "saturation = freq / (freq + k1 * (1 - b + b * length / average)), freq = " +
            std::to_string(freq) + ", k1 = " + number(grid.parameters().k1) + ", b = " +
            number(grid.parameters().b) + ", length = " + std::to_string(codec::decode_norm(norm)) +
            ", average = " + number(grid.average_length()));
  }

  const segment::SegmentReader& segment_;
  const Weights& weights_;
  ScoreScale scale_;
  const Interrupt& interrupt_;
  PacedInterrupt pace_;
  CursorFactory factory_;
  std::uint32_t doc_;
};

}  // namespace

Result<Explanation> explain_document(const query::Plan& plan, const segment::SegmentReader& segment,
                                     const Weights& weights, std::uint32_t title_weight,
                                     std::uint32_t doc, const Interrupt& interrupt) {
  Explainer explainer(segment, weights, weights.scale(plan.root), title_weight, doc, interrupt);
  NEWSIDX_ASSIGN_OR_RETURN(Explanation result, explainer.explain(plan.root, 1));
  for (const std::string& missing : plan.missing) {
    result.details.push_back({0, "no article has " + missing, {}, false});
  }
  return result;
}

}  // namespace newsidx::search

#include "search/explain.h"

#include <algorithm>
#include <cstdio>

#include "base/status_macros.h"
#include "codec/norm.h"
#include "search/operator/operators.h"
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

void add(Explanation& result, double value, std::string description) {
  Explanation detail;
  detail.value = value;
  detail.description = std::move(description);
  detail.matched = true;
  result.details.push_back(std::move(detail));
}

}  // namespace

Result<Explanation> Explainer::explain(const PlanNode& node, double boost) {
  if (cancellation_.requested()) return cancelled_error();
  NEWSIDX_ASSIGN_OR_RETURN(CursorPtr cursor, factory_.make(node, boost));
  Explanation result;
  result.description = to_string(node);
  if (cursor != nullptr) {
    cursor->next_geq(doc_);
    NEWSIDX_RETURN_IF_ERROR(cursor->status());
    result.matched = cursor->doc() == doc_;
  }
  if (!result.matched) {
    result.description.insert(0, "no match: ");
    return result;
  }
  result.value = quantizer_.to_score(cursor->score());
  NEWSIDX_RETURN_IF_ERROR(cursor->status());  // a part that ended early adds nothing
  NEWSIDX_RETURN_IF_ERROR(search::explain(node, boost, *cursor, *this, result));
  return result;
}

Status Explainer::explain_clauses(const std::vector<PlanNode>& clauses, double boost,
                                  Explanation& result) {
  for (const PlanNode& clause : clauses) {
    NEWSIDX_ASSIGN_OR_RETURN(Explanation detail, explain(clause, boost));
    if (detail.matched) result.details.push_back(std::move(detail));
  }
  return {};
}

void Explainer::add_boost(double boost, Explanation& result) { add(result, boost, "boost"); }

void Explainer::add_idf(const query::ListRef& list, std::uint64_t frequency,
                        Explanation& result) const {
  const std::uint64_t count = weights_.document_count(list.field);
  const std::string& term = list.term;
  const std::size_t shown = term.find_first_not_of(kKeywordMarks, term.find('\0') + 1);
  add(result, weights_.idf(list.field, frequency),
      "idf of '" + term.substr(std::min(shown, term.size())) +
          "' = ln(1 + (N - n + 0.5) / (n + 0.5)), N = " + std::to_string(count) +
          " articles, n = " + std::to_string(std::min(count, frequency)) + " of them with it");
}

void Explainer::add_saturation(Field field, std::uint32_t freq, Explanation& result) const {
  const TfTable& tf_table = weights_.tf_table(field);
  const std::uint8_t norm = segment().norms(field)[doc_];
  add(result, tf_table.at(freq, norm),
      "saturation = freq / (freq + k1 * (1 - b + b * length / average)), freq = " +
          std::to_string(freq) + ", k1 = " + number(tf_table.parameters().k1) +
          ", b = " + number(tf_table.parameters().b) +
          ", length = " + std::to_string(codec::decode_norm(norm)) +
          ", average = " + number(tf_table.average_length()));
}

Result<Explanation> explain_document(const query::Plan& plan, const segment::SegmentReader& segment,
                                     const Weights& weights, std::uint32_t title_weight,
                                     std::uint32_t doc, const CancellationToken& cancellation) {
  Explainer explainer(segment, weights, quantizer_of(plan.root, weights), title_weight, doc,
                      cancellation);
  NEWSIDX_ASSIGN_OR_RETURN(Explanation result, explainer.explain(plan.root, 1));
  for (const std::string& missing : plan.missing) {
    result.details.push_back({0, "no article has " + missing, {}, false});
  }
  return result;
}

}  // namespace newsidx::search

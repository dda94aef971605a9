#include "search/highlight_terms.h"

#include <algorithm>

#include "search/operator/operators.h"
#include "search/scoring/bm25.h"
#include "segment/field.h"

namespace newsidx::search {

using segment::Field;

HighlightTerm& HighlightTerms::add(Field field) {
  HighlightTerm& term = terms_.emplace_back();
  term.forms = forms_;
  if (in_body_) {
    term.scope = FieldScope::body;
  } else if (is_of_title(field)) {
    term.scope = FieldScope::title;
  }
  return term;
}

double HighlightTerms::idf(std::uint64_t document_frequency) const noexcept {
  return search::idf(document_count_, std::min(document_count_, document_frequency));
}

analysis::QueryTerm query_term(const query::ListRef& list) {
  const bool caps = list.field == Field::text_caps || list.field == Field::title_caps;
  return {list.term, caps ? analysis::TermKind::caps : analysis::TermKind::word};
}

std::vector<HighlightTerm> highlight_terms(const query::PlanNode& root,
                                           std::uint64_t document_count) {
  HighlightTerms terms(document_count);
  add_highlight_terms(root, 1, terms);
  return terms.take();
}

}  // namespace newsidx::search

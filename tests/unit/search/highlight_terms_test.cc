#include "search/highlight_terms.h"

#include <doctest/doctest.h>

#include "segment/field.h"

namespace newsidx::search {
namespace {

using query::PlanNode;
using segment::Field;

PlanNode term(Field field, std::string text) {
  return {query::TermNode{{field, std::move(text), 1}}};
}

TEST_CASE("what can make an article match is marked, and nothing else") {
  const PlanNode phrase{
      query::PhraseNode{{{{{{Field::text, "peac", 1}}}}, {{{{Field::text, "talk", 1}}}}}}};
  const PlanNode in_body{query::InBodyNode{query::TermNode{{Field::text, "oil", 1}}}};
  const PlanNode any{query::DisMaxNode{
      {term(Field::text_caps, "isis"), term(Field::keyword, std::string("lang\0en", 7))}}};
  const PlanNode root{query::BooleanNode{.must = {term(Field::title, "syria"), phrase},
                                         .should = {in_body, any},
                                         .must_not = {term(Field::text, "kerri")}}};

  const auto terms = highlight_terms(root, 100);
  REQUIRE(terms.size() == 4);
  CHECK(terms[0].scope == FieldScope::title);
  CHECK(terms[1].slots.size() == 2);
  CHECK(terms[1].weight == doctest::Approx(2 * terms[0].weight));
  CHECK(terms[2].scope == FieldScope::body);
  CHECK(terms[3].scope == FieldScope::text);
  CHECK(terms[3].slots.at(0).alternatives.at(0).at(0).kind == analysis::TermKind::caps);
}

}  // namespace
}  // namespace newsidx::search

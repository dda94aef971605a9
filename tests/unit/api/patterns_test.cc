#include "api/patterns.h"

#include <doctest/doctest.h>

#include "segment/field.h"

using namespace newsidx;
using query::PlanNode;
using segment::Field;

namespace {

PlanNode term(Field field, std::string text) {
  PlanNode node;
  node.kind = PlanNode::Kind::term;
  node.list = {field, std::move(text), 1};
  return node;
}

}  // namespace

TEST_CASE("what can make an article match is marked, and nothing else") {
  PlanNode phrase;
  phrase.kind = PlanNode::Kind::phrase;
  phrase.slots = {{{{{Field::text, "peac", 1}}}}, {{{{Field::text, "talk", 1}}}}};
  PlanNode root;
  root.kind = PlanNode::Kind::boolean;
  root.must = {term(Field::title, "syria"), phrase};
  PlanNode in_body;
  in_body.kind = PlanNode::Kind::in_body;
  in_body.must = {term(Field::text, "oil")};
  root.should = {in_body, term(Field::text_caps, "isis"),
                 term(Field::keyword, std::string("lang\0en", 7))};
  root.must_not = {term(Field::text, "kerri")};

  const auto patterns = patterns_of(root, 100);
  REQUIRE(patterns.size() == 4);
  CHECK(patterns[0].where == present::Pattern::Where::title);
  CHECK(patterns[1].slots.size() == 2);
  CHECK(patterns[1].weight == doctest::Approx(2 * patterns[0].weight));
  CHECK(patterns[2].where == present::Pattern::Where::body);
  CHECK(patterns[3].where == present::Pattern::Where::text);
  CHECK(patterns[3].slots.at(0).alternatives.at(0).at(0).kind == analysis::TermKind::caps);
}

// Any bytes as a query: a tree within the limits, or an error with a message.
#include "fuzz.h"
#include "query/parser.h"
#include "repeating_mutator.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  std::string_view input = fuzz::text(data, size);
  const auto by_default =
      fuzz::take_byte(input) % 2 == 0 ? query::DefaultOperator::or_ : query::DefaultOperator::and_;
  query::Remarks unread;
  NEWSIDX_CHECK(size > query::kMaxQueryBytes ||
                query::parse(input, {.literal = true}, unread).has_value() ||
                input.find_first_not_of(" \t\r\n") == std::string_view::npos ||
                size / 2 > query::kMaxClauses);
  const auto tree = query::parse(input, by_default);
  if (tree) {
    NEWSIDX_CHECK(!tree->clauses.empty());
    NEWSIDX_CHECK(!query::to_string(*tree).empty());
  } else {
    NEWSIDX_CHECK(!tree.error().message.empty());
  }
  return fuzz::keep_if_short(size);
}

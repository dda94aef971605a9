// Any bytes as a query: a tree within the limits, or an error with a message; of code `parse` for
// the listed forms alone, and never for literal text.
#include "fuzz.h"
#include "query/syntax/parser.h"
#include "repeating_mutator.h"
#include "support/query_errors.h"

using namespace newsidx;

namespace {

void check_error(const Error& error) {
  NEWSIDX_CHECK(!error.message.empty());
  NEWSIDX_CHECK(error.code == ErrorCode::limit ||
                (error.code == ErrorCode::parse && testing::is_listed_parse_error(error.message)));
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  std::string_view input = fuzz::text(data, size);
  query::ParseOptions options;
  if (fuzz::take_byte(input) % 2 != 0) options.default_operator = query::DefaultOperator::and_;
  query::Remarks remarks;
  const auto tree = query::parse(input, options, remarks);
  if (tree) {
    NEWSIDX_CHECK(!tree->clauses().empty());
    NEWSIDX_CHECK(!query::to_string(*tree).empty());
  } else {
    check_error(tree.error());
  }
  NEWSIDX_CHECK(remarks.warnings.size() <= query::Remarks::kMost);

  options.literal = true;
  query::Remarks unread;
  const auto text = query::parse(input, options, unread);
  NEWSIDX_CHECK(text || text.error().code == ErrorCode::limit ||
                text.error().to_string().starts_with("empty query"));
  return fuzz::keep_if_short(size);
}

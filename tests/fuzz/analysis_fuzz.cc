// Any bytes as the text of an article, and as a query, in English.
#include "repeating_mutator.h"
#include "token_checker.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  static auto analyzer = analysis::Analyzer::create({}).value();
  const std::string_view input = fuzz::text(data, size);
  fuzz::check_tokens(analyzer, input, "");
  if (size <= 8192) {  // as long as a query may be
    fuzz::check_query_words(analyzer, input, {"english"}, false);
    static_cast<void>(analysis::is_all_capitals_query(analyzer, input));
  }
  NEWSIDX_CHECK(is_valid_utf8(analysis::fold({}, input)));
  return fuzz::keep_if_short(size);
}

// Any bytes to the analyser of kind plain: its promises, and that it gives the same tokens when it
// has seen the text before.
#include "repeating_mutator.h"
#include "token_checker.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  static const analysis::AnalyzerOptions options{.kind = analysis::AnalyzerKind::plain,
                                                 .language = "english"};
  static auto analyzer = analysis::Analyzer::create(options).value();
  const std::string_view input = fuzz::text(data, size);
  const std::size_t count = fuzz::check_tokens(analyzer, input, "");
  NEWSIDX_CHECK(fuzz::check_tokens(analyzer, input, "de") == count);
  if (size <= 8192) fuzz::check_query_words(analyzer, input, {"english"}, false);
  NEWSIDX_CHECK(is_valid_utf8(analysis::fold(options, input)));
  return fuzz::keep_if_short(size);
}

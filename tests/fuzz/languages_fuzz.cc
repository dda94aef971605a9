// The first line names a language, the rest is a text in it: every stemmer of Snowball, and those
// that have none (Chinese, Japanese and Thai are cut by dictionary).
#include "repeating_mutator.h"
#include "token_checker.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  static auto analyzer = analysis::Analyzer::create({}).value();
  static const std::vector<std::string> names = analysis::language_names();
  std::string_view input = fuzz::text(data, size);
  const std::string_view code = fuzz::take_line(input);

  const std::string name = analysis::language_name(code);
  NEWSIDX_CHECK(name.empty() || std::ranges::find(names, name) != names.end());
  const std::string resolved = analyzer.resolved_language(code);
  NEWSIDX_CHECK(resolved == "none" || resolved == "vietnamese" ||
                std::ranges::find(names, resolved) != names.end());
  fuzz::check_tokens(analyzer, input, code);
  if (input.size() <= 8192) fuzz::check_query_words(analyzer, input, {resolved, "german"}, false);
  return fuzz::keep_if_short(size);
}

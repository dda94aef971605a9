// Any bytes as a text: a code of small letters, or none.
#include <string>

#include "fuzz.h"
#include "repeating_mutator.h"
#include "source/language/detect_language.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const newsidx::fuzz::TimeLimit limit;
  const std::string code = newsidx::source::detect_language(newsidx::fuzz::text(data, size));
  for (const char c : code) NEWSIDX_CHECK((c | 0x20) >= 'a' || c == '-');
  NEWSIDX_CHECK(code.size() <= 16);
  return newsidx::fuzz::keep_if_short(size);
}

// Any text as a page: articles in the order of their lines, all of them UTF-8.
#include <string>

#include "base/utf8.h"
#include "fuzz.h"
#include "repeating_mutator.h"
#include "source/page/page_splitter.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  std::string page(fuzz::text(data, size));
  repair_utf8(page);
  std::uint64_t line_before = 0;
  for (const source::PageArticle& found : source::split_page(page)) {
    NEWSIDX_CHECK(found.line_number > line_before);
    line_before = found.line_number;
    NEWSIDX_CHECK(is_valid_utf8(found.article.title) && is_valid_utf8(found.article.body));
  }
  return fuzz::keep_if_short(size);
}

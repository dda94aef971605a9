// Any text as HTML: text again, UTF-8 if it was that, and of bounded size.
#include "base/utf8.h"
#include "fuzz.h"
#include "source/html/html_text.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  const std::string_view html = fuzz::text(data, size);
  const std::string text = source::html_text(html);
  NEWSIDX_CHECK(!is_valid_utf8(html) || is_valid_utf8(text));
  NEWSIDX_CHECK(text.size() <= html.size());
  if (!source::is_html(html) && html.find("<!--") == std::string_view::npos) {
    NEWSIDX_CHECK(text == html);
  }
  return 0;
}

// Any bytes as a page of HTML: at most one article, with text of well-formed UTF-8, and of a page
// without one a problem that says why.
//
//   line 1   the label of a charset that the transport declares, or nothing
//   rest     the page
#include <memory>

#include "base/utf8.h"
#include "fuzz.h"
#include "source/html/html_page.h"
#include "source/html/html_tree.h"

using namespace newsidx;

namespace {

void check_tree(std::string_view html) {
  if (!is_valid_utf8(html)) return;
  const source::HtmlTree tree(html);
  const auto nodes = tree.nodes();
  for (std::uint32_t i = 1; i < nodes.size(); ++i) {
    NEWSIDX_CHECK(nodes[i].parent < i && nodes[i].end > i);
    NEWSIDX_CHECK(nodes[i].end <= nodes[nodes[i].parent].end);
    NEWSIDX_CHECK(is_valid_utf8(nodes[i].text));
  }
  NEWSIDX_CHECK(tree.text_of(0).size() <= html.size() * 2);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  std::string_view input = fuzz::text(data, size);
  auto origin = std::make_shared<source::RecordOrigin>();
  origin->file = "page.html";
  origin->charset = fuzz::take_line(input);
  source::RawRecord record;
  record.bytes = input;
  record.origin = origin;
  source::ParsedRecord parsed;
  source::parse_html_page(record, parsed);
  check_tree(input);
  NEWSIDX_CHECK(parsed.articles.size() <= 1);
  NEWSIDX_CHECK(!parsed.articles.empty() || !parsed.problems.empty());
  for (const Article& article : parsed.articles) {
    NEWSIDX_CHECK(article.id.empty() && !article.body.empty());
    for (const std::string* const text :
         {&article.title, &article.body, &article.url, &article.source, &article.lang}) {
      NEWSIDX_CHECK(is_valid_utf8(*text));
      NEWSIDX_CHECK(text->size() <= input.size() * 3);
    }
    for (const auto& [name, value] : article.keywords) {
      NEWSIDX_CHECK(!name.empty() && !value.empty() && is_valid_utf8(value));
    }
  }
  for (const source::Problem& problem : parsed.problems) {
    NEWSIDX_CHECK(problem.message.find('\n') == std::string::npos);
  }
  return 0;
}

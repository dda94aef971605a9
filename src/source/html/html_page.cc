#include "source/html/html_page.h"

#include <array>

#include "source/charset/charset_label.h"
#include "source/charset/decode_text.h"
#include "source/html/html_tree.h"
#include "source/html/main_text.h"

namespace newsidx::source {

void parse_html_page(const RawRecord& record, ParsedRecord& out, const std::stop_token& stop) {
  static const RecordOrigin kUnknown;
  const RecordOrigin& origin = record.origin ? *record.origin : kUnknown;
  const std::array<std::string_view, 2> labels = {origin.charset, declared_label(record.bytes)};
  const DecodedText page = decode_text(record.bytes, labels);
  const HtmlTree tree(page.text, {}, stop);
  const MainText text = main_text(tree, "", stop);
  Article article;
  for (const std::string& paragraph : text.paragraphs) {
    if (!article.body.empty()) article.body.push_back('\n');
    article.body += paragraph;
  }
  out.articles.push_back(std::move(article));
}

}  // namespace newsidx::source

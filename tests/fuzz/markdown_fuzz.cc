// Any bytes as a file in Markdown: one article of UTF-8, or a problem.
#include "record_check.h"
#include "source/markdown/front_matter.h"
#include "source/markdown/markdown_record.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  const std::string_view text = fuzz::text(data, size);
  source::RawRecord record;
  record.bytes = text;
  source::ParsedRecord parsed;
  source::parse_markdown_record(record, parsed, {});
  NEWSIDX_CHECK(parsed.articles.size() + parsed.problems.size() > 0);
  for (const Article& article : parsed.articles) fuzz::check_article(article);
  NEWSIDX_CHECK(source::read_front_matter(text).end <= size);
  static_cast<void>(source::looks_like_front_matter(text));
  return 0;
}

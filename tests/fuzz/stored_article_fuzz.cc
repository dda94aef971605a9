// Any bytes as a stored article: refused, or an article that is written as it was read.
#include <string>

#include "fuzz.h"
#include "segment/stored_article.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto article = segment::parse_stored_article(fuzz::text(data, size));
  if (!article) return 0;
  std::string written;
  segment::append_stored_article(written, *article, true);
  const auto again = segment::parse_stored_article(written);
  NEWSIDX_CHECK(again && again->id == article->id && again->body == article->body);
  NEWSIDX_CHECK(again->published == article->published && again->keywords == article->keywords);
  return 0;
}

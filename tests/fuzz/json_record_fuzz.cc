// Any bytes as a line of JSON: an error, or an article with text, all of it UTF-8.
#include <string>

#include "base/utf8.h"
#include "fuzz.h"
#include "repeating_mutator.h"
#include "source/json/json_record.h"
#include "source/stream/line_reader.h"

using namespace newsidx;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  static source::JsonRecordParser parser;  // as in a reader: used for one line after the other
  std::string line(fuzz::text(data, size));
  line.append(source::LineReader::kPaddingBytes, '\0');
  const auto record = parser.parse(std::string_view(line).substr(0, size));
  if (!record) {
    NEWSIDX_CHECK(!record.error().to_string().empty());
    return 0;
  }
  const Article& article = record->article;
  NEWSIDX_CHECK(!article.title.empty() || !article.body.empty());
  NEWSIDX_CHECK(is_valid_utf8(article.id) && is_valid_utf8(article.title));
  NEWSIDX_CHECK(is_valid_utf8(article.body));
  for (const auto& [name, value] : article.keywords) {
    NEWSIDX_CHECK(is_valid_utf8(name) && is_valid_utf8(value));
  }
  return fuzz::keep_if_short(size);
}

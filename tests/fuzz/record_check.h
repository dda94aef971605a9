// tests/fuzz/record_check.h: what every reader of records owes, whatever bytes it is given.
#pragma once

#include "base/utf8.h"
#include "fuzz.h"
#include "unit/source/record_fixture.h"

namespace newsidx::fuzz {

inline void check_article(const Article& article) {
  NEWSIDX_CHECK(!article.title.empty() || !article.body.empty());
  for (const std::string* field :
       {&article.id, &article.title, &article.body, &article.url, &article.source, &article.lang}) {
    NEWSIDX_CHECK(is_valid_utf8(*field));
  }
  for (const auto& [name, value] : article.keywords) {
    NEWSIDX_CHECK(!name.empty() && !value.empty());
    NEWSIDX_CHECK(is_valid_utf8(name) && is_valid_utf8(value));
  }
}

/// No fault of a sound stream, numbers that rise, and problems that say something.
inline void check_split(const source::SplitRecords& split) {
  NEWSIDX_CHECK(split.error.empty());
  std::uint64_t last_number = 0;
  for (const source::RawRecord& record : split.records) {
    NEWSIDX_CHECK(record.number > last_number);
    last_number = record.number;
  }
  for (const source::Problem& problem : split.problems) {
    NEWSIDX_CHECK(!problem.message.empty() && problem.message.find('\n') == std::string::npos);
  }
}

/// Cuts the text into records and parses them: what comes out is UTF-8 and has text, what has no
/// article says why, and no record is longer than allowed but for what a splitter puts around it.
template <class Splitter, class Parse>
void check_records(std::string_view text, Parse parse, std::size_t max_frame_bytes) {
  const std::size_t steps = 1 + take_byte(text) * 16u;
  const std::uint64_t max_record_bytes = 64 + take_number(text) * 4u;
  const auto records = source::read_records<Splitter>(text, parse, steps, max_record_bytes);
  NEWSIDX_CHECK(records.error.empty());
  for (const source::RawRecord& raw : records.raw) {
    NEWSIDX_CHECK(raw.bytes.size() <= max_record_bytes * 3 + max_frame_bytes);
  }
  NEWSIDX_CHECK(records.raw.size() <=
                records.articles.size() + records.problems.size() + records.no_news_count);
  for (const Article& article : records.articles) check_article(article);
}

}  // namespace newsidx::fuzz

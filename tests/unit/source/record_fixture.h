// tests/unit/source/record_fixture.h: texts cut into records, and parsed, in the tests of readers.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "support/split_records.h"

namespace newsidx::source {

/// What a splitter and its parser made of a text.
struct Records {
  std::vector<RawRecord> raw;
  std::vector<Article> articles;
  std::vector<Problem> problems;
  std::size_t no_news_count = 0;
  std::string error;
};

/// @param parse  void(const RawRecord&, ParsedRecord&, const std::stop_token&)
template <class Splitter, class Parse>
Records read_records(std::string_view text, Parse parse, std::size_t step_bytes = 1 << 20,
                     std::uint64_t max_record_bytes = 1 << 20) {
  Records records;
  typename Splitter::Options options;
  options.max_record_bytes = max_record_bytes;
  SplitRecords split =
      split_records<Splitter>(StringStream(std::string(text), step_bytes), std::move(options));
  records.raw = std::move(split.records);
  records.problems = std::move(split.problems);
  records.error = std::move(split.error);
  for (const RawRecord& raw : records.raw) {
    ParsedRecord parsed;
    parse(raw, parsed, std::stop_token());
    for (auto& article : parsed.articles) records.articles.push_back(std::move(article));
    for (auto& problem : parsed.problems) records.problems.push_back(std::move(problem));
    records.no_news_count += parsed.is_no_news ? 1 : 0;
  }
  return records;
}

/// "author=A|tags=b"
inline std::string keywords_of(const Article& article) {
  std::string all;
  for (const auto& [name, value] : article.keywords) {
    all += (all.empty() ? "" : "|") + name + "=" + value;
  }
  return all;
}

inline std::string date_of(const Article& article) {
  return article.published ? article.published->to_string() : "";
}

/// "3: not a date: 'x'" each
inline std::vector<std::string> problem_lines(const Records& records) {
  std::vector<std::string> lines;
  for (const Problem& problem : records.problems) {
    lines.push_back(std::to_string(problem.line) + ": " + problem.message);
  }
  return lines;
}

}  // namespace newsidx::source

// tests/unit/source/record_fixture.h: texts cut into records, and parsed, in the tests of readers.
#pragma once

#include <algorithm>
#include <cstring>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "source/byte_stream.h"
#include "source/record.h"

namespace newsidx::source {

/// Bytes in memory, given out in steps.
class TextStream : public ByteStream {
 public:
  explicit TextStream(std::string_view text, std::size_t step_bytes = 1 << 20)
      : text_(text), step_bytes_(step_bytes) {}

  Result<std::size_t> read(char* out, std::size_t capacity) override {
    const std::size_t count = std::min({capacity, step_bytes_, text_.size()});
    std::memcpy(out, text_.data(), count);
    text_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view text_;
  std::size_t step_bytes_;
};

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
  TextStream stream(text, step_bytes);
  auto origin = std::make_shared<RecordOrigin>();
  origin->file = "file";
  typename Splitter::Options options;
  options.max_record_bytes = max_record_bytes;
  options.on_problem = [&](const Problem& problem) { records.problems.push_back(problem); };
  Splitter splitter(stream, origin, options);
  while (true) {
    auto raw = splitter.next();
    if (!raw) records.error = raw.error().message;
    if (!raw || !*raw) return records;
    ParsedRecord parsed;
    parse(**raw, parsed, std::stop_token());
    records.raw.push_back(std::move(**raw));
    for (auto& article : parsed.articles) records.articles.push_back(std::move(article));
    for (auto& problem : parsed.problems) records.problems.push_back(std::move(problem));
    records.no_news_count += parsed.is_no_news ? 1 : 0;
  }
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

// source/json_record.h
//
// One line of JSON -> one article.
//
//   {"id": "7", "title": "...", "body": "...", "date": "2016-08-27", "topics": ["grain", "wheat"]}
//
// id, title, body, date or published, url, source and lang are known. Any other string is kept as a
// keyword under its name, a list of strings as one keyword an item. null and "" mean "not known".
// Values that are of no use here are stepped over unread, without recursion however deep they
// nest, so a number beyond 64 bits or Python's NaN costs no record. Strings with control characters
// in them, halves of surrogate pairs and bytes that are no UTF-8 are read, and said to be mended.
// Of more than 262,144 keywords the rest is left out, and said to be.
//
// Threads: one parser, one thread.   Cost: over 1 GB/s; the parser's buffers are reused.
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::source {

/// An article, and what had to be done to read it.
struct JsonRecord {
  Article article;                          ///< its id is empty when the record has none
  std::size_t replaced_count = 0;           ///< ill-formed sequences that became U+FFFD
  std::size_t decoded_count = 0;            ///< bytes that were read as Windows-1252
  std::size_t escaped_count = 0;            ///< control characters that a string may not have
  std::vector<std::string> ignored_values;  ///< one line each: "date is not an ISO 8601 date: 'x'"
};

class JsonRecordParser {
 public:
  JsonRecordParser();
  ~JsonRecordParser();
  JsonRecordParser(JsonRecordParser&&) noexcept;
  JsonRecordParser& operator=(JsonRecordParser&&) noexcept;

  /// @param line  followed by LineReader::kPaddingBytes readable bytes
  /// @errors parse      not a JSON object, or an article with neither title nor body
  ///         cancelled  the stop was asked for
  [[nodiscard]] Result<JsonRecord> parse(std::string_view line, const std::stop_token& stop = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx::source

// source/json/json_record.h
//
// One JSON object -> one article.
//
//   {"id": "7", "title": "...", "body": "...", "date": "2016-08-27", "topics": ["grain", "wheat"]}
//
// What a field is to the article is told by fields/field_reader.h: id, title, body, date or
// published, url, source and lang are our own names, and those of others are known. Anything else
// is kept as a keyword under its name, nested objects as "a.b", of a list each item. null and ""
// mean "not known". Number tokens are kept as they are written, so a number beyond 64 bits or
// Python's NaN costs no record. Strings with control characters in them, halves of surrogate pairs
// and bytes that are no UTF-8 are read, and said to be repaired. Of more than 262,144 keywords the
// rest is left out, and said to be.
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

#include "source/dates/date_text.h"
#include "source/fields/field_map.h"
#include "source/fields/field_reader.h"

namespace newsidx::source {

/// An article, and what had to be done to read it.
struct JsonRecord : FieldArticle {
  std::size_t replaced_count = 0;  ///< ill-formed sequences that became U+FFFD
  std::size_t decoded_count = 0;   ///< bytes that were read as Windows-1252
  std::size_t escaped_count = 0;   ///< control characters that a string may not have
};

class JsonRecordParser {
 public:
  /// @param map  what a field map says; may be null
  explicit JsonRecordParser(std::shared_ptr<const FieldMap> map = nullptr);
  ~JsonRecordParser();
  JsonRecordParser(JsonRecordParser&&) noexcept;
  JsonRecordParser& operator=(JsonRecordParser&&) noexcept;

  /// @param line  followed by LineReader::kPaddingBytes readable bytes
  /// @errors parse      not a JSON object, or an article with neither title nor body
  ///         cancelled  the stop was asked for
  [[nodiscard]] Result<JsonRecord> parse(std::string_view line, const std::stop_token& stop = {},
                                         const DateHints& hints = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx::source

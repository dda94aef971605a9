// source/csv/csv_record.h
//
// One row of a table -> one article.
//
// The record of a CsvSplitter holds the names of the columns as well, so that it is read in any
// thread: delimiter, how quotes are meant, the row of names, the row. "" and "nan", "None", "null",
// "NULL" and "\N" mean "not known".
//
// Threads: one parser, one thread; names are kept from row to row.
#pragma once

#include <newsidx/result.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "source/csv/csv_row.h"
#include "source/dates/date_text.h"
#include "source/fields/field_map.h"
#include "source/fields/field_reader.h"
#include "source/json/json_record.h"

namespace newsidx::source {

/// What a CsvSplitter puts into a RawRecord.
[[nodiscard]] std::string csv_record_head(const CsvDialect& dialect,
                                          const std::vector<std::string>& names);

class CsvRecordParser {
 public:
  /// @param map  what a field map says; may be null; column numbers from 1 are names too
  explicit CsvRecordParser(std::shared_ptr<const FieldMap> map = nullptr);

  /// @param bytes  of a record that CsvSplitter made
  /// @errors parse  no such record, a row without title and body
  [[nodiscard]] Result<JsonRecord> parse(std::string_view bytes, const DateHints& hints = {});

 private:
  bool take_head(std::string_view& bytes);

  std::shared_ptr<const FieldMap> map_;
  FieldReader fields_;
  std::string head_;                // of the row before
  CsvDialect dialect_;              // of that head
  std::vector<std::string> names_;  // in it
  std::vector<std::string> values_;
  FlatRecord flat_;
};

}  // namespace newsidx::source

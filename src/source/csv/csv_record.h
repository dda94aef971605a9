// source/csv/csv_record.h
//
// One row of a table -> one article.
//
// The record of a CsvSplitter has the names of the columns with it, so that it is read in any
// thread. Of columns with one name each is a value of it. "" and "nan", "None", "null", "NULL" and
// "\N" mean "not known".
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

/// What all rows of a table have in common.
struct CsvHead {
  CsvDialect dialect;
  std::vector<std::string> names;  ///< of the columns, UTF-8
};

class CsvRecordParser {
 public:
  /// @param map  what a field map says; may be null; column numbers from 1 are names too
  explicit CsvRecordParser(std::shared_ptr<const FieldMap> map = nullptr);

  /// @param row, head  of a record that CsvSplitter made
  /// @errors parse  a row without title and body
  [[nodiscard]] Result<JsonRecord> parse(std::string_view row,
                                         const std::shared_ptr<const CsvHead>& head,
                                         const DateHints& hints = {});

 private:
  void take_head(const std::shared_ptr<const CsvHead>& head);

  std::shared_ptr<const FieldMap> map_;
  FieldReader fields_;
  std::shared_ptr<const CsvHead> head_;  // of the row before
  std::vector<std::string> names_;       // of its columns, as fields
  std::vector<std::string> values_;
  FlatRecord flat_;
};

}  // namespace newsidx::source

// source/record_parser.h
//
// A record of any kind -> its articles. What a worker thread does.
//
// Threads: one parser, one thread.
#pragma once

#include <stop_token>

#include "source/csv/csv_record.h"
#include "source/json_record.h"
#include "source/record.h"

namespace newsidx::source {

class RecordParser {
 public:
  /// Of a record that the stop found at work there is nothing.
  [[nodiscard]] ParsedRecord parse(RawRecord record, const std::stop_token& stop);

 private:
  void read(RawRecord& raw, const std::stop_token& stop, ParsedRecord& out);
  void read_unknown(RawRecord& raw, const std::stop_token& stop, ParsedRecord& out);
  void read_json(RawRecord& raw, const std::stop_token& stop, ParsedRecord& out);
  void read_json_lines(RawRecord& raw, const std::stop_token& stop, ParsedRecord& out);
  void read_table(RawRecord& raw, ParsedRecord& out);

  JsonRecordParser json_;
  CsvRecordParser table_;
};

}  // namespace newsidx::source

// source/record_parser.h
//
// A record of any kind -> its articles. What a worker thread does.
//
// Threads: one parser, one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>

#include "source/csv/csv_record.h"
#include "source/fields/field_map.h"
#include "source/format/file_format.h"
#include "source/json/json_record.h"
#include "source/record.h"

namespace newsidx::source {

struct ParserSettings {
  std::shared_ptr<const FieldMap> map;                     ///< what a field map says; may be null
  std::uint64_t max_text_bytes = std::uint64_t{64} << 20;  ///< of a document that is unpacked
  bool tells_language = true;                              ///< of articles that name none
};

class RecordParser {
 public:
  explicit RecordParser(const ParserSettings& settings)
      : map_(settings.map),
        max_text_bytes_(settings.max_text_bytes),
        tells_language_(settings.tells_language),
        json_(settings.map),
        table_(settings.map) {}

  /// Of a record that the stop found at work there is nothing.
  [[nodiscard]] ParsedRecord parse(RawRecord record, const std::stop_token& stop);

 private:
  void read(RawRecord& raw, const std::stop_token& stop, ParsedRecord& out);
  void read_unknown(RawRecord& raw, const std::stop_token& stop, ParsedRecord& out);
  void read_json(RawRecord& raw, const std::stop_token& stop, ParsedRecord& out);
  void read_json_lines(RawRecord& raw, const std::stop_token& stop, ParsedRecord& out);
  void read_table(RawRecord& raw, ParsedRecord& out);
  void read_mhtml(const RawRecord& raw, const std::stop_token& stop, ParsedRecord& out);

  [[nodiscard]] FileFormat format_of_record(RawRecord& raw) const;

  std::shared_ptr<const FieldMap> map_;
  std::uint64_t max_text_bytes_;
  bool tells_language_;
  JsonRecordParser json_;
  CsvRecordParser table_;
};

}  // namespace newsidx::source

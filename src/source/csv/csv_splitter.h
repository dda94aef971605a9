// source/csv/csv_splitter.h
//
// A table in text (CSV, TSV, between semicolons or bars) -> a record a row.
//
// Delimiter, quotes and head are told by the first 64 KB, or the first MiB where no row ends in
// those. A table of more than kMaxCsvColumns is reported, one without a column of text with the
// names of its columns; they have no records. A quote that has no end costs its row: it is
// reported, and read on behind the row's first line.
//
// Invariants: at most max_record_bytes and a chunk are held. RawRecord::number is the line on which
//             the row begins; the names of the columns come with it (csv_record.h).
// Threads: one splitter, one thread.   Cost: linear.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include "source/fields/field_map.h"
#include "source/record.h"
#include "source/stream/byte_stream.h"

namespace newsidx::source {

class CsvSplitter final : public RecordSplitter {
 public:
  struct Options {
    std::uint64_t max_record_bytes = 64u << 20;
    std::function<void(Problem)> on_problem;  ///< may be empty
    std::stop_token stop = {};
    std::shared_ptr<const FieldMap> map;  ///< may be null
  };

  /// @param stream  outlives the splitter
  CsvSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin, Options options);
  ~CsvSplitter() override;

  /// @errors those of ByteStream::read(); cancelled
  [[nodiscard]] Result<std::optional<RawRecord>> next() override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx::source

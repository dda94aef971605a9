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
#include <optional>
#include <stop_token>

#include "source/csv/csv_dialect.h"
#include "source/fields/field_map.h"
#include "source/format/file_end.h"
#include "source/record.h"
#include "source/stream/byte_stream.h"

namespace newsidx::source {

class CsvSplitter final : public RecordSplitter, public GrowingFile {
 public:
  struct Options {
    std::uint64_t max_record_bytes = 64u << 20;
    std::function<void(Problem)> on_problem;  ///< may be empty
    std::stop_token stop = {};
    std::shared_ptr<const FieldMap> map;  ///< may be null
    std::uint64_t begin_byte = 0;         ///< where the stream begins in its file
    /// A row that is cut off at the end of the text is none: of fewer fields than there are
    /// columns, or within quotes.
    bool waits = false;
    /// The head of the file, where the stream begins behind it, and line breaks in front of that.
    std::optional<CsvTable> table = {};
    std::uint64_t begin_line = 0;
  };

  /// @param stream  outlives the splitter
  CsvSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin, Options options);
  ~CsvSplitter() override;

  /// @errors those of ByteStream::read(); cancelled
  [[nodiscard]] Result<std::optional<RawRecord>> next() override;
  [[nodiscard]] std::optional<FileEnd> end() const override;
  [[nodiscard]] bool has_waiting_record() const override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx::source

// source/file_splitter.h
//
// The splitter for each format of files.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "source/csv/csv_dialect.h"
#include "source/fields/field_map.h"
#include "source/format/container_options.h"
#include "source/format/file_end.h"
#include "source/format/file_format.h"
#include "source/record.h"
#include "source/stream/byte_stream.h"
#include "source/warc/capture_dates.h"

namespace newsidx::source {

struct SplitterOptions : ContainerOptions {
  std::shared_ptr<const FieldMap> map;  ///< may be null
  FileEnd begin =
      {};  ///< where the stream begins: behind a byte order mark, or where it is read on
  std::optional<CsvTable> table = {};  ///< of a table that is read on
  bool waits_for_rest = false;         ///< as ReaderOptions has it
  CaptureDates* captures = nullptr;    ///< of web archives; outlives the splitter
};

/// @param format   REQUIRES none that is no news, unknown or an archive
/// @param stream   outlives the splitter
[[nodiscard]] std::unique_ptr<RecordSplitter> make_splitter(
    FileFormat format, ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
    const SplitterOptions& options);

/// Of the records in files of a format; unknown where they are of several kinds.
[[nodiscard]] RecordKind kind_of_records(FileFormat format);

}  // namespace newsidx::source

// source/line_splitter.h
//
// JSON lines -> a record a line. A string that goes over several lines, which is no JSON but is
// written, is kept together with the rest of its record.
//
// Threads: one splitter, one thread.   Cost: a copy of each line, and a look at its quotes.
#pragma once

#include <memory>

#include "source/format/container_options.h"
#include "source/record.h"
#include "source/stream/byte_stream.h"
#include "source/stream/line_reader.h"

namespace newsidx::source {

class LineSplitter final : public RecordSplitter {
 public:
  /// @param stream  outlives the splitter
  /// @param begin_byte  where it begins in its file
  LineSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
               ContainerOptions options, std::uint64_t begin_byte = 0);

  [[nodiscard]] Result<std::optional<RawRecord>> next() override;

 private:
  bool join_lines(std::string& record);

  LineReader lines_;
  std::shared_ptr<const RecordOrigin> origin_;
  ContainerOptions options_;
};

}  // namespace newsidx::source

// source/line_splitter.h
//
// JSON lines -> a record a line. A string that goes over several lines, which is no JSON but is
// written, is kept together with the rest of its record.
//
// Threads: one splitter, one thread.   Cost: a copy of each line, and a look at its quotes.
#pragma once

#include <functional>
#include <memory>

#include "source/decompressed_stream.h"
#include "source/line_reader.h"
#include "source/record.h"

namespace newsidx::source {

class LineSplitter final : public RecordSplitter {
 public:
  /// @param lines       whose buffer is used; it begins with the stream
  /// @param stream      outlives the splitter
  /// @param on_problem  is told of lines that are too long
  LineSplitter(LineReader& lines, DecompressedStream& stream,
               std::shared_ptr<const RecordOrigin> origin, std::uint64_t max_record_bytes,
               std::function<void(Problem)> on_problem);

  [[nodiscard]] Result<std::optional<RawRecord>> next() override;

 private:
  bool join_lines(std::string& record);

  LineReader& lines_;
  std::shared_ptr<const RecordOrigin> origin_;
  std::uint64_t max_record_bytes_;
  std::function<void(Problem)> on_problem_;
};

}  // namespace newsidx::source

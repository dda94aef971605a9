// source/line_splitter.h
//
// JSON lines -> a record a line. A string that goes over several lines, which is no JSON but is
// written, is kept together with the rest of its record.
//
// Threads: one splitter, one thread.   Cost: a copy of each line, and a look at its quotes.
#pragma once

#include <memory>
#include <optional>

#include "source/format/container_options.h"
#include "source/format/file_end.h"
#include "source/record.h"
#include "source/stream/byte_stream.h"
#include "source/stream/line_reader.h"

namespace newsidx::source {

class LineSplitter final : public RecordSplitter, public GrowingFile {
 public:
  /// @param stream  outlives the splitter
  /// @param begin  where it begins in its file
  /// @param waits  a record that is cut off at the end of the text is none
  LineSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
               ContainerOptions options, const FileEnd& begin = {}, bool waits = false);

  [[nodiscard]] Result<std::optional<RawRecord>> next() override;
  [[nodiscard]] std::optional<FileEnd> end() const override { return end_; }
  [[nodiscard]] bool has_waiting_record() const override { return is_waiting_; }

 private:
  enum class Joined { no, yes, cut_off };
  Joined join_lines(std::string& record);
  bool waits(const RawRecord& record, bool is_cut_off, bool is_ended);

  LineReader lines_;
  std::shared_ptr<const RecordOrigin> origin_;
  ContainerOptions options_;
  bool waits_;
  bool is_last_ended_ = true;  // the line that was read last
  bool may_be_cut_off_ =
      false;  // what came of a record at the end would be another with more lines
  bool is_waiting_ = false;
  std::optional<FileEnd> end_;
};

}  // namespace newsidx::source

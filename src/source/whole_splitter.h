// source/whole_splitter.h
//
// A file that is one record: a page.
//
// Threads: one splitter, one thread.   Memory: the file, up to the longest record allowed.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "source/record.h"
#include "source/stream/byte_stream.h"

namespace newsidx::source {

class WholeSplitter final : public RecordSplitter {
 public:
  struct Settings {
    RecordKind kind = RecordKind::page;
    std::string_view what = "the page";  ///< for messages
    std::uint64_t max_record_bytes = 0;
  };

  /// @param stream      outlives the splitter
  /// @param on_problem  is told of a file that is too long
  WholeSplitter(ByteStream& stream, Settings settings, std::shared_ptr<const RecordOrigin> origin,
                std::function<void(const Problem&)> on_problem);

  /// One record, or none of an empty file or one that is too long. What stands in front of a
  /// damaged place is a record, too; the damage is told by the call behind it.
  [[nodiscard]] Result<std::optional<RawRecord>> next() override;

 private:
  ByteStream& stream_;
  Settings settings_;
  std::shared_ptr<const RecordOrigin> origin_;
  std::function<void(const Problem&)> on_problem_;
  bool is_done_ = false;
  std::optional<Error> fault_;
};

}  // namespace newsidx::source

// source/mail/mbox_splitter.h
//
// A mailbox (mbox) -> its mails. Each begins behind a line "From someone Sat Aug 27 02:17:00 2016"
// with a head behind it; in the mails ">From " stands for "From ".
//
// Threads: one splitter, one thread.   Memory: twice the mail at hand, not more than twice
// max_record_bytes. Cost: linear.
// Source: RFC 4155; "mboxrd" and "mboxo" as qmail's mbox(5) names them
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "source/format/container_options.h"
#include "source/format/file_end.h"
#include "source/record.h"
#include "source/stream/byte_stream.h"
#include "source/stream/byte_window.h"

namespace newsidx::source {

/// Does a mail of a mailbox begin so? Some 4 KB are enough.
[[nodiscard]] bool begins_mail(std::string_view text);

class MboxSplitter final : public RecordSplitter, public GrowingFile {
 public:
  using Options = ContainerOptions;

  /// @param stream  outlives the splitter
  /// @param begin  where it begins in its file
  /// @param waits  a last mail of which the last line has no end is none
  MboxSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin, Options options,
               const FileEnd& begin = {}, bool waits = false);

  /// One mail without the line in front of it, to be read by parse_mail().
  /// @errors those of ByteStream::read(); the mail in front of it is not given
  [[nodiscard]] Result<std::optional<RawRecord>> next() override;
  [[nodiscard]] std::optional<FileEnd> end() const override {
    return FileEnd{.byte = begin_byte_ + end_byte_, .line = count_};
  }
  [[nodiscard]] bool has_waiting_record() const override { return is_waiting_; }

 private:
  std::size_t find_end(bool& is_too_long);
  void report_too_long();

  ByteWindow window_;
  std::shared_ptr<const RecordOrigin> origin_;
  Options options_;
  std::uint64_t begin_byte_;
  bool waits_;
  std::uint64_t count_;
  std::uint64_t mail_byte_ = 0;  // in the stream, as all places here
  std::uint64_t end_byte_ = 0;
  bool is_waiting_ = false;
};

}  // namespace newsidx::source

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
#include <string_view>

#include "source/format/container_options.h"
#include "source/record.h"
#include "source/stream/byte_stream.h"
#include "source/stream/byte_window.h"

namespace newsidx::source {

class MboxSplitter final : public RecordSplitter {
 public:
  using Options = ContainerOptions;

  /// @param stream  outlives the splitter
  MboxSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin, Options options);

  /// One mail without the line in front of it, to be read by parse_mail().
  /// @errors those of ByteStream::read(); the mail in front of it is not given
  [[nodiscard]] Result<std::optional<RawRecord>> next() override;

 private:
  std::size_t find_end(bool& is_too_long);
  void report_too_long();

  ByteWindow window_;
  std::shared_ptr<const RecordOrigin> origin_;
  Options options_;
  std::uint64_t count_ = 0;
  std::uint64_t mail_byte_ = 0;
};

}  // namespace newsidx::source

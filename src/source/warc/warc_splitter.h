// source/warc/warc_splitter.h
//
// Web archives (WARC 0.17 to 1.1, WET, ARC 1 and 2), decompressed -> the pages, texts and feeds in
// them.
//
//   response              -> its body, if the server said 200 and articles come in such bodies
//   resource, conversion  -> its block, likewise (payload_kind.h); else it is left out, and told
//   continuation          -> joined with the segments before it (segment_joiner.h)
//   all others            -> passed over, and counted
//
// Of a RawRecord the bytes are the body without chunks and compression; its origin says url, type,
// charset, language and date of capture; `byte` is where its head begins. What the origin of the
// file names beside stays.
//
// Damage costs the records it lies in: the splitter goes on at the next head at the start of a
// line, behind a damaged member of gzip too (ByteStream::resume). A length that is wrong is told
// by what follows it, and found again within the block if it is too large. The last record of a
// text that ends too early is given as far as it goes; in front of a fault it is not, for what
// stands there may be damaged too.
//
// A digest of a record that is given is compared, that of its block or else that of its payload, as
// it was sent or decoded: crawlers differ. A wrong one is told and nothing else, for the text is as
// often sound as not.
//
// While captures of pages are noted (capture_dates.h) the splitter gives no records. Where that is
// over, the origin of a record says whether there are others of its page.
//
// Threads: one splitter, one thread.   Memory: twice the record at hand, not more than twice
// max_record_bytes, and as much once more of records in segments. Cost: linear; what is passed over
// is not kept.
#pragma once

#include <memory>
#include <string>

#include "source/format/container_options.h"
#include "source/record.h"
#include "source/stream/byte_stream.h"
#include "source/stream/byte_window.h"
#include "source/warc/capture_dates.h"
#include "source/warc/http_message.h"
#include "source/warc/record_head.h"
#include "source/warc/segment_joiner.h"

namespace newsidx::source {

/// What a web archive held [records].
struct WarcCounts {
  std::uint64_t given = 0;
  std::uint64_t passed_over = 0;  ///< sound, but no news: pictures, requests, answers of errors
  std::uint64_t damaged = 0;      ///< or too long; each was reported
  std::uint64_t doubtful = 0;     ///< given, though another digest was promised; each was reported
};

class WarcSplitter final : public RecordSplitter {
 public:
  /// @param stream  outlives the splitter
  /// @param origin  of the file
  /// @param captures  of all web archives of the input; may be null, else outlives the splitter
  WarcSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
               ContainerOptions options, CaptureDates* captures = nullptr);

  /// @errors those of ByteStream::read(), with the place
  [[nodiscard]] Result<std::optional<RawRecord>> next() override;

  [[nodiscard]] const WarcCounts& counts() const { return counts_; }

 private:
  enum class Place : std::uint8_t { start, behind_record, lost, end };
  /// How much of the window the block at hand takes.
  struct Extent {
    std::size_t bytes = 0;
    bool is_cut = false;      // the text ends before the block does
    bool is_shorter = false;  // than its head says: another record begins within it
  };

  Result<bool> find_head();
  Status end_part();
  void skip_blank_lines();
  void tell_format(std::string_view text);
  void look_for_head();
  std::optional<RawRecord> read_record();
  std::optional<RawRecord> read_block();
  std::optional<HttpHead> parse_long_head(std::string_view& block);
  std::string_view begin_of_block(std::size_t max_bytes);
  RecordOrigin origin_of(MediaType type, const HttpHead& http) const;
  void note_capture();
  std::optional<RawRecord> read_body(const HttpHead& http, RecordOrigin origin);
  std::optional<RawRecord> give(std::string_view http_fields, std::string_view body,
                                RecordOrigin origin, std::uint64_t number);
  void check_digests(std::string_view block, std::size_t head_bytes);
  void tell_extent(const Extent& extent);
  std::optional<RawRecord> read_continuation();
  std::optional<RawRecord> give_joined(SegmentedRecord joined, bool is_whole);
  Extent find_extent();
  bool is_followed_soundly(std::string_view behind) const;
  bool skip_block();
  std::size_t own_bytes(std::size_t at, std::uint64_t left);
  [[nodiscard]] std::size_t head_bytes_of(std::string_view text) const;
  void pass_over(std::string_view what);
  void leave_out(std::string_view what) const;
  void lose_record(const Remark& remark);
  void lose_rest();
  void report(Problem::Kind kind, const Remark& remark);
  [[nodiscard]] std::string in_place(std::string_view message) const;

  ByteWindow window_;
  std::shared_ptr<const RecordOrigin> origin_;
  ContainerOptions options_;
  CaptureDates* captures_;
  SegmentJoiner segments_;
  WarcCounts counts_;
  Place place_ = Place::start;
  WebArchiveFormat format_ = WebArchiveFormat::warc;
  RecordHead head_;                // of the record at hand
  std::uint64_t record_byte_ = 0;  // where that begins
  std::uint64_t record_count_ = 0;
  std::uint64_t endless_until_ = 0;  // in front of this no head of an answer ends
};

}  // namespace newsidx::source

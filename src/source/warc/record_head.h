// source/warc/record_head.h
//
// What stands in front of each record of a web archive:
//
//   WARC/1.0                                  http://a.example/ 192.0.2.1 20160827021700 text/html
//   512 WARC-Type: response                       URL, IP address, date, type, length: ARC, version
//   1; WARC-Target-URI: http://a.example/        version 2 has five more words before the length
//   WARC-Date: 2016-08-27T02:17:00Z
//   Content-Type: application/http
//   Content-Length: 512
//
// Sources: ISO 28500:2017 (WARC 1.1), https://archive.org/web/researcher/ArcFileFormat.php
// Threads: pure functions.   Cost: linear.
#pragma once

#include <newsidx/article.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "source/warc/header_text.h"

namespace newsidx::source {

enum class WebArchiveFormat : std::uint8_t { warc, arc };

/// What the block behind a head is.
enum class WarcRole : std::uint8_t {
  response,      ///< what a server answered, with its head
  content,       ///< a resource or what it was converted to (WET): the thing itself
  continuation,  ///< a further segment of one of these
  other,         ///< requests, metadata, revisits: nothing to be read
};

struct RecordHead {
  WarcRole role = WarcRole::other;
  std::string url;
  std::optional<Timestamp> date;
  MediaType type;            ///< of the block
  std::string language;      ///< told by who wrote the record
  std::uint64_t length = 0;  ///< of the block, as the head says
  std::string block_digest;  ///< "sha1:..."; digest.h
  std::string payload_digest;
  bool is_truncated = false;         ///< the crawler did not keep all of it
  std::uint64_t segment_number = 0;  ///< from 1; 0: it is in one piece
  std::string segment_origin;        ///< id of the record with the first segment, this one's or not
  bool is_last_segment = false;
};

/// Whether a head of that format begins here: "WARC/1.0" and its like, or a whole line of ARC.
[[nodiscard]] bool begins_record(std::string_view text, WebArchiveFormat format);

/// Where the first head begins that stands at the start of a line, not before `from`; npos if none.
[[nodiscard]] std::size_t find_record(std::string_view text, std::size_t from,
                                      WebArchiveFormat format);

/// @param head  with its empty line; of ARC one line
/// @return nothing when it says no length
[[nodiscard]] std::optional<RecordHead> parse_record_head(std::string_view head,
                                                          WebArchiveFormat format);

}  // namespace newsidx::source

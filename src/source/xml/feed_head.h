// source/xml/feed_head.h
//
// What the head of a feed says of all its items: the title and the language of <channel> or <feed>.
//
// Threads: one head, one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "source/record.h"
#include "source/xml/xml_scanner.h"

namespace newsidx::source {

class FeedHead {
 public:
  FeedHead() = default;
  explicit FeedHead(std::string_view root_name);

  /// @param tag    one outside items; the scanner keeps what stands between title tags
  /// @param depth  of open elements, that of an end tag with it
  void read(const XmlTag& tag, std::uint32_t depth, std::string_view encoding, XmlScanner& scanner);

  /// `origin` with what was read since the last call and is not known there; nullptr where there is
  /// nothing new.
  [[nodiscard]] std::shared_ptr<const RecordOrigin> origin_after(const RecordOrigin& origin);

 private:
  std::uint32_t holder_depth_ = 0;  // of <channel> or <feed>; 0: none was seen
  bool has_channel_ = false;        // that is to come
  std::string open_;                // the name of the element at hand
  std::uint64_t text_begin_ = 0;
  std::string title_, language_;
  bool is_new_ = false;
};

}  // namespace newsidx::source

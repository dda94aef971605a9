// source/xml/xml_scanner.h
//
// The tags of XML that comes as a stream, in order. What is no tag (text, comments, CDATA,
// processing instructions, document types) is stepped over, so that a "<item>" in them is none.
// Looks at no more than that: what is not well-formed passes.
//
//   XmlScanner scanner(stream, stop);
//   while (tag = scanner.next()) ... scanner.keep_from(tag.begin) ... scanner.text(begin, end)
//
// Invariants: a tag is at most kMaxTagBytes long; a longer "<" is text.
// Threads: one scanner, one thread.   Cost: linear; each byte is looked at twice at most.
// Memory: a chunk, and what the caller keeps.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "source/stream/byte_stream.h"

namespace newsidx::source {

struct XmlTag {
  enum class Kind : std::uint8_t { start, end, empty, declaration, end_of_stream };
  Kind kind = Kind::end_of_stream;
  std::string_view raw;     ///< "<a:item b='c'>"; valid until the next call
  std::string_view name;    ///< "item": without prefix; of a declaration ("<?xml ...?>") "xml"
  std::uint64_t begin = 0;  ///< offset in the stream
  std::uint64_t end = 0;
  std::uint64_t line = 0;  ///< where it begins, from 1
};

class XmlScanner {
 public:
  static constexpr std::size_t kMaxTagBytes = 64 << 10;
  static constexpr std::size_t kMaxDoctypeBytes = 1 << 20;  ///< behind it text is text again

  /// @param sections  false: of SGML, where comments, CDATA and instructions are no more than text
  XmlScanner(ByteStream& stream, std::stop_token stop, bool sections = true);

  /// The next tag; `end_of_stream` at the end.
  /// @errors those of ByteStream::read(); cancelled
  [[nodiscard]] Result<XmlTag> next();

  /// From here on bytes stay in memory, until they are more than `max_bytes`: then they are let go.
  /// REQUIRES an offset in the tag shown last, or kept already.
  void keep_from(std::uint64_t offset, std::uint64_t max_bytes) {
    keep_ = offset;
    keep_max_bytes_ = max_bytes;
  }
  void keep_nothing() { keep_ = kNothing; }
  [[nodiscard]] std::uint64_t offset() const { return first_ + at_; }  ///< of what is not yet read
  /// What was kept. REQUIRES that it was not let go, and read.
  [[nodiscard]] std::string_view text(std::uint64_t begin, std::uint64_t end) const;

 private:
  enum class Mode : std::uint8_t { text, comment, cdata, instruction, doctype };
  static constexpr std::uint64_t kNothing = ~std::uint64_t{0};

  Result<bool> refill();
  Result<bool> step(XmlTag& tag);
  Result<bool> take_markup(XmlTag& tag);
  Result<bool> take_tag(XmlTag& tag);
  Result<bool> has_bytes(std::size_t count);
  Result<bool> skip_to(std::string_view end);
  Result<bool> skip_doctype();
  void advance(std::size_t to);

  ByteStream* stream_;
  std::stop_token stop_;
  bool has_sections_;
  std::vector<char> chunk_;
  std::string buffer_;
  std::uint64_t first_ = 0;  // offset of buffer_[0] in the stream
  std::size_t at_ = 0;       // in buffer_: the next byte to look at
  std::uint64_t line_ = 1;   // of at_
  std::uint64_t keep_ = kNothing;
  std::uint64_t keep_max_bytes_ = 0;
  Mode mode_ = Mode::text;
  // Of a document type:
  char quote_ = 0;
  std::uint32_t brackets_ = 0;
  std::uint64_t doctype_begin_ = 0;
};

/// The name in a tag "<a:item ...>" or "</a:item>", without its prefix.
[[nodiscard]] std::string_view local_name_of_tag(std::string_view tag);
/// The same with it.
[[nodiscard]] std::string_view name_of_tag(std::string_view tag);
[[nodiscard]] bool is_xml_name_start(char c);

}  // namespace newsidx::source

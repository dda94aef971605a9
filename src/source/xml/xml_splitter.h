// source/xml/xml_splitter.h
//
// XML that holds many articles -> a document of its own for each: the items of a feed, the urls of
// a sitemap, the items of a NewsML message, the documents of a collection.
//
//   <rss ...><channel><title>T</title><item>..</item>...   ->  <?xml ... encoding="..."?>
//                                                              <rss ...><item>..</item></rss>
//
// Elements are cut as they lie there, with the start tag of the root around them (it declares their
// namespaces and language), so that they are parsed by themselves (xml_record.h) in other threads.
// What the head of a feed says becomes the origin's `source` and `language`. Of XML
// without such elements it is said, unless it is a feed that has no items. Several documents may
// follow each other. UTF-16, UTF-32 and ISO-2022 become UTF-8.
//
// Invariants: at most Options::max_record_bytes and a chunk are held. RawRecord::number counts
//             records from 1, `line` is that of the element, `byte` its offset (of UTF-16: in
//             UTF-8).
// Threads: one splitter, one thread.   Cost: linear; about memchr for "<".
#pragma once

#include <memory>

#include "source/format/container_options.h"
#include "source/record.h"
#include "source/stream/byte_stream.h"

namespace newsidx::source {

class XmlSplitter : public RecordSplitter {
 public:
  using Options = ContainerOptions;

  /// @param stream  outlives the splitter
  XmlSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin, Options options);
  ~XmlSplitter() override;

  /// @errors those of ByteStream::read(); cancelled
  [[nodiscard]] Result<std::optional<RawRecord>> next() override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx::source

// source/json/json_splitter.h
//
// JSON of any layout -> a record for each article.
//
//   {..}{..}   {..}\n{..}   [{..}, {..}]                       each object
//   {"articles": [{..}, {..}]}   {"response": {"docs": [..]}}  each element: article_shape.h
//   {"hits": {"hits": [{"_source": {..}}]}}                    each hit
//   {"17": {..}, "18": {..}}                                   each member, its name the id
//   {"index": {"_id": "7"}}\n{..}                              a dump for Elasticsearch: each
//   source
//   {"title": .., "body": ..}   over many lines                itself
//   [["title", "body"], [.., ..], ..]                          each row: a header, then rows
//   {"columns": ["title", "body"], "data": [[.., ..], ..]}     each row       (pandas: split)
//   {"title": {"0": .., "1": ..}, "body": {"0": .., "1": ..}}  each label     (pandas: columns)
//   {"title": [.., ..], "body": [.., ..]}                      each place     (pandas: list)
//
// What stands around lists of articles is left out, but for the title and the language of a JSON
// Feed, which become `source` and `language` of the origin. An assignment or a call in front
// ("window.x = [..]") is passed over. Where a line in a string begins a record, the record before
// was damaged: it is reported, and read on from that line.
//
// Invariants: a record, or the object that may hold records, is held: at most max_record_bytes and
//             a block; a document of columns is held twice. Numbers of records rise: that of the
//             line for objects that stand by themselves, else one more than before.
// Threads: one splitter, one thread.   Cost: linear; no recursion.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "source/format/container_options.h"
#include "source/record.h"
#include "source/stream/byte_window.h"

namespace newsidx::source {

class JsonSplitter final : public RecordSplitter {
 public:
  using Options = ContainerOptions;

  /// @param stream  outlives the splitter
  /// @param block_bytes  are scanned at a time; what comes out does not depend on it, but where a
  ///                     record is longer than allowed
  JsonSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin, Options options,
               std::size_t block_bytes = ByteWindow::kBlockBytes);
  ~JsonSplitter() override;

  /// @return records of kind json
  /// @errors those of ByteStream::read(); cancelled
  [[nodiscard]] Result<std::optional<RawRecord>> next() override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

enum class JsonLayout : std::uint8_t {
  none,      ///< not JSON
  lines,     ///< an object a line, each an article
  document,  ///< anything else: for JsonSplitter
};

/// Told by the beginning of a file; 8 KB will do. A first line that is longer, and holds no list of
/// articles as far as it is seen, is one of lines.
[[nodiscard]] JsonLayout json_layout(std::string_view head);

/// Of a document as json_layout() tells it: could it still be an object a line, some of them
/// damaged? Not an array, nor an object that goes over lines or has another one behind it.
[[nodiscard]] bool may_be_json_lines(std::string_view head);

}  // namespace newsidx::source

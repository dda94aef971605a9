// source/sgml/sgml_splitter.h
//
// Collections in SGML -> their documents: those of TREC and AQUAINT and Gigaword's (<DOC>..</DOC>),
// and Reuters-21578's (<REUTERS ..>..</REUTERS>). One whose end is missing ends where the next
// begins.
//
// Threads: one splitter, one thread.   Cost: linear.   Memory: Options::max_record_bytes.
#pragma once

#include <memory>
#include <string_view>

#include "source/format/container_options.h"
#include "source/record.h"
#include "source/stream/byte_stream.h"

namespace newsidx::source {

class SgmlSplitter : public RecordSplitter {
 public:
  using Options = ContainerOptions;

  /// @param stream  outlives the splitter
  SgmlSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin, Options options);
  ~SgmlSplitter() override;

  /// Records are as they lie in the file: number from 1, line and byte of their start.
  /// @errors those of ByteStream::read(); cancelled
  [[nodiscard]] Result<std::optional<RawRecord>> next() override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Does a file begin as such a collection does? XML (<doc> in small letters, or with a declaration)
/// does not; ask this before xml_kind_of().
/// @param head  the first 8 KiB or more
[[nodiscard]] bool looks_like_sgml(std::string_view head);

}  // namespace newsidx::source

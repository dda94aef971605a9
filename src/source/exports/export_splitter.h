// source/exports/export_splitter.h
//
// Text that people save from Nexis, Factiva and ProQuest -> its articles.
//
//   Nexis          "1 of 100 DOCUMENTS" in front of each        (also "Dokument 1 von 100" ...)
//   Nexis Uni      "End of Document" behind each
//   Factiva        "Document GRDN000020160827ec8r0001u" behind each
//   ProQuest       a line of underscores between two
//
// What it is, is told by the first 16 KiB. Front pages and lists of contents come as records too,
// and are no news.
//
// Source: how open importers tell them (LexisNexisTools, tm.plugin.lexisnexis, tm.plugin.factiva,
// AmCAT, pq_parser) and the services' help pages; read, not copied.
//
// Threads: one splitter, one thread.   Cost: linear.   Memory: Options::max_record_bytes.
#pragma once

#include <memory>
#include <string_view>

#include "source/exports/export_marks.h"
#include "source/format/container_options.h"
#include "source/record.h"
#include "source/stream/byte_stream.h"

namespace newsidx::source {

class ExportSplitter : public RecordSplitter {
 public:
  using Options = ContainerOptions;

  /// @param stream  outlives the splitter; UTF-16 is read too
  ExportSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin, Options options);
  ~ExportSplitter() override;

  /// Records with the line that tells them; number from 1, line and byte of their start.
  /// @errors those of ByteStream::read(); cancelled
  [[nodiscard]] Result<std::optional<RawRecord>> next() override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx::source

#include "source/file_splitter.h"

#include <utility>

#include "source/line_splitter.h"
#include "source/warc/warc_splitter.h"
#include "source/whole_splitter.h"
#include "source/xml/xml_splitter.h"

namespace newsidx::source {

std::unique_ptr<RecordSplitter> make_splitter(FileFormat format, ByteStream& stream,
                                              std::shared_ptr<const RecordOrigin> origin,
                                              const ContainerOptions& options,
                                              std::uint64_t begin_byte) {
  const auto whole = [&](RecordKind kind) {
    return std::make_unique<WholeSplitter>(
        stream, WholeSplitter::Settings{kind, "the page", options.max_record_bytes},
        std::move(origin), options.on_problem);
  };
  switch (format) {
    case FileFormat::records:
    case FileFormat::json:
      return std::make_unique<LineSplitter>(stream, std::move(origin), options, begin_byte);
    case FileFormat::html: return whole(RecordKind::html);
    case FileFormat::xml:
      return std::make_unique<XmlSplitter>(
          stream, std::move(origin),
          XmlSplitter::Options{options.max_record_bytes, options.on_problem, options.stop});
    case FileFormat::warc:
      return std::make_unique<WarcSplitter>(stream, std::move(origin), options);
    case FileFormat::page:
    case FileFormat::unknown:
    case FileFormat::no_news:
    case FileFormat::archive: break;
  }
  return whole(RecordKind::page);
}

RecordKind kind_of_records(FileFormat format) {
  return format == FileFormat::xml ? RecordKind::xml : RecordKind::unknown;
}

}  // namespace newsidx::source

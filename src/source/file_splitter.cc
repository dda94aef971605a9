#include "source/file_splitter.h"

#include <utility>

#include "source/csv/csv_splitter.h"
#include "source/exports/export_splitter.h"
#include "source/json/json_splitter.h"
#include "source/line_splitter.h"
#include "source/mail/mbox_splitter.h"
#include "source/sgml/sgml_splitter.h"
#include "source/warc/warc_splitter.h"
#include "source/whole_splitter.h"
#include "source/xml/xml_splitter.h"

namespace newsidx::source {
namespace {

std::string_view what_is(RecordKind kind) {
  switch (kind) {
    case RecordKind::mail: return "the message";
    case RecordKind::pdf:
    case RecordKind::office: return "the document";
    default: return "the page";
  }
}

}  // namespace

std::unique_ptr<RecordSplitter> make_splitter(FileFormat format, ByteStream& stream,
                                              std::shared_ptr<const RecordOrigin> origin,
                                              const SplitterOptions& options) {
  switch (format) {
    case FileFormat::records:
      return std::make_unique<LineSplitter>(stream, std::move(origin), options, options.begin,
                                            options.waits_for_rest);
    case FileFormat::json:
      return std::make_unique<JsonSplitter>(stream, std::move(origin), options);
    case FileFormat::table:
      return std::make_unique<CsvSplitter>(
          stream, std::move(origin),
          CsvSplitter::Options{options.max_record_bytes, options.on_problem, options.stop,
                               options.map, options.begin.byte, options.waits_for_rest,
                               options.table, options.begin.line});
    case FileFormat::xml: return std::make_unique<XmlSplitter>(stream, std::move(origin), options);
    case FileFormat::sgml:
      return std::make_unique<SgmlSplitter>(stream, std::move(origin), options);
    case FileFormat::exported:
      return std::make_unique<ExportSplitter>(stream, std::move(origin), options);
    case FileFormat::mbox:
      return std::make_unique<MboxSplitter>(stream, std::move(origin), options, options.begin,
                                            options.waits_for_rest);
    case FileFormat::warc:
      return std::make_unique<WarcSplitter>(stream, std::move(origin), options, options.captures);
    default: break;
  }
  const RecordKind kind = kind_of_records(format);
  // To read these takes several times their size.
  const bool is_costly = kind == RecordKind::html || kind == RecordKind::mail ||
                         kind == RecordKind::mhtml || kind == RecordKind::markdown;
  const std::uint64_t max_bytes = options.max_record_bytes / (is_costly ? 2 : 1);
  return std::make_unique<WholeSplitter>(stream,
                                         WholeSplitter::Settings{kind, what_is(kind), max_bytes},
                                         std::move(origin), options.on_problem);
}

RecordKind kind_of_records(FileFormat format) {
  switch (format) {
    case FileFormat::html: return RecordKind::html;
    case FileFormat::xml: return RecordKind::xml;
    case FileFormat::sgml: return RecordKind::sgml;
    case FileFormat::exported: return RecordKind::exported;
    case FileFormat::markdown: return RecordKind::markdown;
    case FileFormat::mail:
    case FileFormat::mbox: return RecordKind::mail;
    case FileFormat::mhtml: return RecordKind::mhtml;
    case FileFormat::pdf: return RecordKind::pdf;
    case FileFormat::office: return RecordKind::office;
    case FileFormat::page: return RecordKind::page;
    case FileFormat::records:
    case FileFormat::json: return RecordKind::json;
    case FileFormat::table: return RecordKind::table;
    case FileFormat::warc:
    case FileFormat::archive:
    case FileFormat::no_news:
    case FileFormat::unknown: break;
  }
  return RecordKind::unknown;
}

}  // namespace newsidx::source

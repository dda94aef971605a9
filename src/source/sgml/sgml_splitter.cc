#include "source/sgml/sgml_splitter.h"

#include <utility>

#include "base/status_macros.h"
#include "source/xml/xml_scanner.h"

namespace newsidx::source {
namespace {

bool is_document(std::string_view name) { return name == "DOC" || name == "REUTERS"; }

// Not of the markup within a text.
bool is_field(std::string_view name) { return !name.empty() && name[0] >= 'A' && name[0] <= 'Z'; }

}  // namespace

struct SgmlSplitter::State {
  State(ByteStream& stream, std::shared_ptr<const RecordOrigin> given, Options wanted)
      : options(std::move(wanted)),
        scanner(stream, options.stop, false),
        origin(given ? std::move(given) : std::make_shared<RecordOrigin>()) {}

  Result<std::optional<RawRecord>> next();
  void start_record(const XmlTag& tag);
  void report(Problem::Kind kind, std::string message) const;
  std::optional<RawRecord> end_record(std::uint64_t end);

  Options options;
  XmlScanner scanner;
  std::shared_ptr<const RecordOrigin> origin;
  bool in_record = false;
  bool has_end_tags = false;  // the last document had one; or the first, none but this is missing
  std::uint64_t record_begin = 0, record_line = 0, count = 0;
};

void SgmlSplitter::State::start_record(const XmlTag& tag) {
  in_record = true;
  record_begin = tag.begin;
  record_line = tag.line;
  ++count;
  scanner.keep_from(tag.begin, options.max_record_bytes);
}

void SgmlSplitter::State::report(Problem::Kind kind, std::string message) const {
  if (options.on_problem) {
    options.on_problem({kind, origin->file, record_line, record_begin, std::move(message)});
  }
}

std::optional<RawRecord> SgmlSplitter::State::end_record(std::uint64_t end) {
  in_record = false;
  if (end - record_begin > options.max_record_bytes) {
    report(Problem::Kind::broken_record,
           "a document longer than " + std::to_string(options.max_record_bytes) + " bytes");
    return std::nullopt;
  }
  RawRecord record;
  record.bytes = std::string(scanner.text(record_begin, end));
  record.origin = origin;
  record.number = count;
  record.byte = record_begin;
  record.line = record_line;
  scanner.keep_nothing();
  return record;
}

Result<std::optional<RawRecord>> SgmlSplitter::State::next() {
  while (true) {
    NEWSIDX_ASSIGN_OR_RETURN(const XmlTag tag, scanner.next());
    const bool is_end_of_stream = tag.kind == XmlTag::Kind::end_of_stream;
    if (is_end_of_stream && !in_record) return std::optional<RawRecord>();
    const bool is_end = tag.kind == XmlTag::Kind::end;
    if (!is_end_of_stream && !is_document(tag.name)) {
      has_end_tags = has_end_tags || (is_end && count <= 1 && is_field(tag.name));
      continue;
    }
    std::optional<RawRecord> record;
    if (in_record && is_end_of_stream && has_end_tags) {
      report(Problem::Kind::cut_off, "the document is cut off: it has no end tag");
    }
    has_end_tags = is_end || (has_end_tags && !in_record);
    if (in_record) {
      record = end_record(is_end_of_stream ? scanner.offset() : is_end ? tag.end : tag.begin);
    }
    if (!is_end && !is_end_of_stream) start_record(tag);
    if (record || is_end_of_stream) return record;
  }
}

SgmlSplitter::SgmlSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
                           Options options)
    : state_(std::make_unique<State>(stream, std::move(origin), std::move(options))) {}
SgmlSplitter::~SgmlSplitter() = default;

Result<std::optional<RawRecord>> SgmlSplitter::next() { return state_->next(); }

bool looks_like_sgml(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  const std::size_t begin = head.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return false;
  head.remove_prefix(begin);
  // Reuters-21578 begins with a document type, which names a file that is not needed.
  if (head.starts_with("<!DOCTYPE lewis")) return true;
  for (const std::string_view start : {"<DOC>", "<DOC ", "<REUTERS "}) {
    if (head.starts_with(start)) return true;
  }
  return false;
}

}  // namespace newsidx::source

#include "source/xml/xml_splitter.h"

#include "base/status_macros.h"
#include "source/charset/utf8_stream.h"
#include "source/xml/article_draft.h"
#include "source/xml/feed_head.h"
#include "source/xml/xml_encoding.h"
#include "source/xml/xml_roots.h"
#include "source/xml/xml_scanner.h"

namespace newsidx::source {

struct XmlSplitter::State {
  State(ByteStream& bytes, std::shared_ptr<const RecordOrigin> given, Options wanted)
      : options(std::move(wanted)),
        utf8(bytes),
        scanner(utf8, options.stop),
        given_origin(std::move(given)) {
    if (!given_origin) given_origin = std::make_shared<RecordOrigin>();
    origin = given_origin;
  }

  Result<std::optional<RawRecord>> next();
  bool read_outside(const XmlTag& tag);
  void start_document(const XmlTag& root);
  void start_record(const XmlTag& tag);
  [[nodiscard]] std::string root_around(std::uint64_t record_bytes) const;
  std::optional<RawRecord> end_record(std::uint64_t end);
  std::optional<RawRecord> read_inside(const XmlTag& tag);
  void drop_if_too_long(std::uint64_t end);
  void declare(const XmlTag& declaration);
  void end_document();
  void report(std::string message, std::uint64_t line, std::uint64_t byte,
              Problem::Kind kind = Problem::Kind::broken_record) const;

  Options options;
  Utf8Stream utf8;
  XmlScanner scanner;
  std::shared_ptr<const RecordOrigin> given_origin, origin;  // of the file; of the document at hand
  FeedHead head;
  std::string encoding;     // that the document at hand declares
  std::string root;         // its start tag
  std::string root_name;    // with prefix
  std::string frame_name;   // the same, or another one in place of a very long one
  std::uint32_t depth = 0;  // of elements outside records
  std::string record_name;  // that the document's records have, once one was seen
  bool in_record = false, is_whole = false, is_dropped = false;
  std::uint32_t nesting = 0;  // of elements of that name
  std::uint64_t record_begin = 0, record_line = 0;
  std::uint64_t document_begin = 0, document_line = 0;
  std::uint64_t count = 0;
};

void XmlSplitter::State::report(std::string message, std::uint64_t line, std::uint64_t byte,
                                Problem::Kind kind) const {
  Problem problem;
  problem.kind = kind;
  problem.file = origin->file;
  problem.line = line;
  problem.byte = byte;
  problem.message = std::move(message);
  if (options.on_problem) options.on_problem(problem);
}

// A document ends where the next one begins: the end tag of its root may be missing.
void XmlSplitter::State::start_document(const XmlTag& tag) {
  end_document();
  origin = given_origin;
  root = std::string(tag.raw);
  root_name = std::string(name_of_tag(tag.raw));
  if (tag.kind == XmlTag::Kind::empty) root.erase(root.size() - 2, 1);
  constexpr std::size_t kMaxNameBytes = 128;
  frame_name = root_name.size() <= kMaxNameBytes ? root_name : "root";
  if (frame_name != root_name) root = "<root>";
  is_whole = is_article_root(tag.name);
  record_name.clear();
  document_begin = tag.begin;
  document_line = tag.line;
  depth = tag.kind == XmlTag::Kind::start ? 1 : 0;
  head = FeedHead(tag.name);
}

void XmlSplitter::State::end_document() {
  depth = 0;
  const bool is_open = !root.empty();
  if (is_open && record_name.empty() && !may_be_empty(local_name_of_tag(root))) {
    report("XML without articles: <" + shown(root_name) + ">", document_line, document_begin);
  }
  root.clear();
}

void XmlSplitter::State::declare(const XmlTag& declaration) {
  end_document();
  encoding = encoding_of_declaration(declaration.raw);
}

void XmlSplitter::State::start_record(const XmlTag& tag) {
  in_record = true;
  is_dropped = false;
  nesting = 1;
  record_begin = tag.begin;
  record_line = tag.line;
  record_name = std::string(tag.name);
  ++count;
  scanner.keep_from(tag.begin, options.max_record_bytes);
}

void XmlSplitter::State::drop_if_too_long(std::uint64_t end) {
  if (is_dropped || end - record_begin <= options.max_record_bytes) return;
  is_dropped = true;
  scanner.keep_nothing();
  report("<" + shown(record_name) + "> is longer than " + std::to_string(options.max_record_bytes) +
             " bytes",
         record_line, record_begin);
}

// The start tag of the root. Of one that is many times longer than the record only the name: else
// a file of tiny records would grow to that many times its size.
std::string XmlSplitter::State::root_around(std::uint64_t record_bytes) const {
  constexpr std::uint64_t kMaxTimes = 8;
  return root.size() <= record_bytes * kMaxTimes ? root : "<" + frame_name + ">";
}

std::optional<RawRecord> XmlSplitter::State::end_record(std::uint64_t end) {
  drop_if_too_long(end);
  in_record = false;
  if (is_whole) depth = 0;
  if (is_dropped) return std::nullopt;
  if (const auto told = head.origin_after(*origin)) origin = told;
  RawRecord record;
  const std::string_view name = utf8.is_converting() ? "UTF-8" : std::string_view(encoding);
  record.bytes = R"(<?xml version="1.0")";
  if (!name.empty()) record.bytes.append(R"( encoding=")").append(name).append("\"");
  record.bytes += "?>";
  if (!is_whole) record.bytes += root_around(end - record_begin);
  record.bytes += scanner.text(record_begin, end);
  if (!is_whole) record.bytes.append("</").append(frame_name).append(">");
  record.origin = origin;
  record.number = count;
  record.line = record_line;
  record.byte = record_begin;
  scanner.keep_nothing();
  return record;
}

// A tag in a record. Records of one name do not nest: another start means that the end of the one
// at hand is missing.
std::optional<RawRecord> XmlSplitter::State::read_inside(const XmlTag& tag) {
  drop_if_too_long(tag.end);
  const bool is_end = tag.kind == XmlTag::Kind::end;
  const bool ends_root = is_end && !is_whole && name_of_tag(tag.raw) == root_name;
  if (tag.kind == XmlTag::Kind::declaration || ends_root) {
    auto record = end_record(tag.begin);
    end_document();
    if (!ends_root) declare(tag);
    return record;
  }
  if (tag.name != record_name) return std::nullopt;
  if (is_end && --nesting == 0) return end_record(tag.end);
  if (tag.kind != XmlTag::Kind::start) return std::nullopt;
  if (is_whole || record_name == "NewsItem") {
    ++nesting;
    return std::nullopt;
  }
  auto record = end_record(tag.begin);
  start_record(tag);
  return record;
}

// A tag outside records. @return whether a record begins with it
bool XmlSplitter::State::read_outside(const XmlTag& tag) {
  if (tag.kind == XmlTag::Kind::declaration) {
    declare(tag);
    return false;
  }
  if (tag.kind != XmlTag::Kind::end && depth == 0) {
    start_document(tag);
    return is_whole;
  }
  if (tag.kind != XmlTag::Kind::end && is_record_of(local_name_of_tag(root), tag.name)) {
    return true;
  }
  head.read(tag, depth, encoding, scanner);
  if (tag.kind == XmlTag::Kind::start) ++depth;
  if (tag.kind == XmlTag::Kind::end && depth > 0 && --depth == 0) end_document();
  return false;
}

Result<std::optional<RawRecord>> XmlSplitter::State::next() {
  while (true) {
    NEWSIDX_ASSIGN_OR_RETURN(const XmlTag tag, scanner.next());
    if (tag.kind == XmlTag::Kind::end_of_stream) {
      if (in_record) {
        report("the XML is cut off within <" + shown(record_name) + ">", record_line, record_begin,
               Problem::Kind::cut_off);
      }
      auto record = in_record ? end_record(scanner.offset()) : std::nullopt;
      end_document();
      return record;
    }
    std::optional<RawRecord> record;
    if (in_record) {
      record = read_inside(tag);
    } else if (read_outside(tag)) {
      start_record(tag);
      if (tag.kind == XmlTag::Kind::empty) record = end_record(tag.end);
    }
    if (record) return record;
  }
}

XmlSplitter::XmlSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
                         Options options)
    : state_(std::make_unique<State>(stream, std::move(origin), std::move(options))) {}
XmlSplitter::~XmlSplitter() = default;

Result<std::optional<RawRecord>> XmlSplitter::next() { return state_->next(); }

}  // namespace newsidx::source

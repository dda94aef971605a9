#include "source/record_parser.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "source/charset/decode_text.h"
#include "source/charset/text_encoding.h"
#include "source/csv/csv_dialect.h"
#include "source/exports/export_record.h"
#include "source/file_splitter.h"
#include "source/format/input_format.h"
#include "source/html/html_page.h"
#include "source/language/detect_language.h"
#include "source/mail/mail_message.h"
#include "source/mail/mhtml.h"
#include "source/markdown/markdown_record.h"
#include "source/office/office_document.h"
#include "source/office/pdf_document.h"
#include "source/page/page_splitter.h"
#include "source/sgml/sgml_record.h"
#include "source/stream/line_reader.h"
#include "source/stream/mac_lines.h"
#include "source/stream/memory_stream.h"
#include "source/xml/xml_record.h"

namespace newsidx::source {
namespace {

// So many bytes of its body tell the language of an article.
constexpr std::size_t kFewLanguageBytes = 400;
constexpr std::size_t kLanguageBytes = 1'000;

// A line for each kind.
std::vector<std::string> repaired_characters(const RepairedBytes& bytes,
                                             std::size_t control_count) {
  std::vector<std::string> lines;
  const auto add = [&lines](std::size_t count, const char* one, const char* several) {
    if (count > 0) lines.push_back(std::to_string(count) + (count == 1 ? one : several));
  };
  add(bytes.decoded, " byte that is not UTF-8 was read as Windows-1252",
      " bytes that are not UTF-8 were read as Windows-1252");
  add(bytes.replaced, " ill-formed character was replaced by U+FFFD",
      " ill-formed characters were replaced by U+FFFD");
  add(control_count, " line end, tab or control character in a string was kept",
      " line ends, tabs or control characters in strings were kept");
  return lines;
}

// Takes what one line, or the whole of a record says.
class Results {
 public:
  Results(const RawRecord& raw, std::uint64_t line, std::uint64_t byte, ParsedRecord& out)
      : raw_(raw), line_(line), byte_(byte), out_(out) {}

  void add_problem(Problem::Kind kind, Remark remark) {
    out_.problems.push_back(
        {kind, raw_.origin->file, line_, byte_, std::move(remark.message), std::move(remark.hint)});
  }
  void add_repaired(const RepairedBytes& bytes, std::size_t control_count) {
    for (std::string& message : repaired_characters(bytes, control_count)) {
      add_problem(Problem::Kind::repaired_text, std::move(message));
    }
  }
  /// @param place  on its page, of an article without an id of its own: "#2"
  void add_article(Article article, const std::string& place) {
    if (article.id.empty()) article.id = raw_.origin->name + place;
    out_.articles.push_back(std::move(article));
  }
  /// @return false when nothing more is to be said: the stop was asked for
  bool add_json(Result<JsonRecord> record) {
    if (!record) {
      if (record.error().code == ErrorCode::cancelled) return false;
      add_problem(Problem::Kind::broken_record, record.error().remark());
      return true;
    }
    add_repaired({record->decoded_count, record->replaced_count}, record->escaped_count);
    for (std::string& value : record->ignored_values) {
      add_problem(Problem::Kind::ignored_value, std::move(value));
    }
    std::ranges::move(record->unused, std::back_inserter(out_.unused_fields));
    out_.articles.push_back(std::move(record->article));
    return true;
  }

 private:
  const RawRecord& raw_;
  std::uint64_t line_;
  std::uint64_t byte_;
  ParsedRecord& out_;
};

// By its text, which is said in a field of its own. Most begin in a way that tells.
void tell_language(Article& article) {
  for (const std::size_t bytes : {kFewLanguageBytes, kLanguageBytes}) {
    article.lang = detect_language(article.title + "\n" + article.body.substr(0, bytes));
    if (!article.lang.empty() || article.body.size() <= bytes) break;
  }
  if (!article.lang.empty()) article.keywords.emplace_back(kLanguageFromField, "text");
}

// Feeds overlap from hour to hour, mails lie in several mailboxes, pages are saved twice.
bool comes_again(RecordKind kind) {
  return kind == RecordKind::xml || kind == RecordKind::mail || kind == RecordKind::html ||
         kind == RecordKind::mhtml;
}

// By where it came from. A page, a head or a field names its date as that of publication; other
// dates stand near by; one in a text may be of anything.
std::string_view certainty_of(std::string_view from) {
  constexpr std::array<std::string_view, 7> kMedium = {"time", "url",      "name",     "id",
                                                       "pdf",  "document", "load-date"};
  if (from == "text") return "low";
  return std::ranges::find(kMedium, from) == kMedium.end() ? "high" : "medium";
}

// What is known of its dates beside them.
void add_date_fields(Article& article, const RecordOrigin& origin) {
  const auto find = [&article](std::string_view name) {
    return std::ranges::find(article.keywords, name, &Keyword::first);
  };
  if (const auto from = find(kDateFromField); from != article.keywords.end()) {
    article.keywords.emplace_back(kDateCertaintyField, certainty_of(from->second));
  }
  if (origin.first_seen && find(kFirstSeenField) == article.keywords.end()) {
    article.keywords.emplace_back(kFirstSeenField, origin.first_seen->to_string());
  }
}

// Its place in its file has a number, also that of the first.
bool is_one_of_many(RecordKind kind) {
  switch (kind) {
    case RecordKind::unknown:
    case RecordKind::json:
    case RecordKind::json_lines:
    case RecordKind::table:
    case RecordKind::xml:
    case RecordKind::sgml:
    case RecordKind::exported: return true;
    default: return false;
  }
}

// It is kept: who publishes tomorrow may say so today.
void say_future_date(const Article& article, const RawRecord& raw, ParsedRecord& out) {
  constexpr std::int64_t kTolerance = 2 * 24 * 3600;  // of zones and wrong clocks [seconds]
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  if (!article.published || article.published->utc_seconds <= now + kTolerance) return;
  const std::uint64_t line = raw.line != 0 ? raw.line : raw.number;
  out.problems.push_back({Problem::Kind::ignored_value, raw.origin->file, line, raw.byte,
                          "the date is in the future: " + article.published->to_string()});
}

// Of a record that has no line to be found by.
void say_place(const RawRecord& raw, ParsedRecord& out) {
  for (Problem& problem : out.problems) {
    if (problem.line != 0) continue;
    problem.message = place_in_file(raw.byte, raw.origin->url) + ": " + problem.message;
  }
}

void read_page(RawRecord& raw, const std::stop_token& stop, ParsedRecord& out) {
  Results results(raw, 0, 0, out);
  DecodedText decoded = decode_text(std::move(raw.bytes), raw.origin->charset);
  raw.bytes = std::move(decoded.text);
  results.add_repaired({decoded.decoded, decoded.replaced}, 0);
  std::vector<PageArticle> articles = split_page(raw.bytes, stop);
  if (articles.empty() && !stop.stop_requested()) {
    results.add_problem(Problem::Kind::broken_record, "a page without an article");
  }
  const bool is_file = raw.kind == RecordKind::page;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    Article& article = articles[i].article;
    if (article.url.empty()) article.url = raw.origin->url;
    if (is_file) {
      results.add_article(std::move(article),
                          articles.size() > 1 ? '#' + std::to_string(i + 1) : "");
    } else {
      out.articles.push_back(std::move(article));  // its url may be its id
    }
  }
}

}  // namespace

ParsedRecord RecordParser::parse(RawRecord raw, const std::stop_token& stop) {
  ParsedRecord out;
  const bool is_file = raw.number <= 1 && !is_one_of_many(raw.kind);
  read(raw, stop, out);
  if (stop.stop_requested()) return {};
  out.origin = raw.origin;
  out.is_capture = raw.origin->first_seen.has_value() || comes_again(raw.kind);
  if (is_file) {
    out.default_id = raw.origin->name;
  } else {
    say_place(raw, out);
  }
  for (Article& article : out.articles) {
    if (article.source.empty()) article.source = raw.origin->source;
    if (article.lang.empty()) article.lang = raw.origin->language;
    if (article.lang.empty() && tells_language_) tell_language(article);
    add_date_fields(article, *raw.origin);
    say_future_date(article, raw, out);
  }
  return out;
}

void RecordParser::read(RawRecord& raw, const std::stop_token& stop, ParsedRecord& out) {
  switch (raw.kind) {
    case RecordKind::json: return read_json(raw, stop, out);
    case RecordKind::json_lines: return read_json_lines(raw, stop, out);
    case RecordKind::page: return read_page(raw, stop, out);
    case RecordKind::html: return parse_html_page(raw, out, stop);
    case RecordKind::xml: return parse_xml_record(raw, out, stop);
    case RecordKind::table: return read_table(raw, out);
    case RecordKind::sgml: return parse_sgml_record(raw, out, stop);
    case RecordKind::exported: return parse_export_record(raw, out, stop);
    case RecordKind::markdown: return parse_markdown_record(raw, out, stop);
    case RecordKind::mail:
      return parse_mail(raw, out, [&stop](const RawRecord& page, ParsedRecord& parsed) {
        parse_html_page(page, parsed, stop);
      });
    case RecordKind::mhtml: return read_mhtml(raw, stop, out);
    case RecordKind::pdf: return parse_pdf(raw, out, max_text_bytes_, stop);
    case RecordKind::office: return parse_office(raw, out, max_text_bytes_, stop);
    case RecordKind::unknown: return read_unknown(raw, stop, out);
  }
}

void RecordParser::read_mhtml(const RawRecord& raw, const std::stop_token& stop,
                              ParsedRecord& out) {
  const auto page = mhtml_page(raw, out);
  if (!page) return;
  parse_html_page(*page, out, stop);
  for (Article& article : out.articles) {
    if (article.title.empty()) article.title = mhtml_title(raw);
  }
}

void RecordParser::read_table(RawRecord& raw, ParsedRecord& out) {
  Results(raw, raw.number, raw.byte, out).add_json(table_.parse(raw.bytes, raw.table));
}

// By its contents; where they do not tell, by the type that a server said, unless they are no text.
FileFormat RecordParser::format_of_record(RawRecord& raw) const {
  constexpr std::size_t kHeadBytes = 8 << 10;
  const std::string& type = raw.origin->media_type;
  FileFormat format = format_of_contents(raw.bytes);
  std::string_view head = std::string_view(raw.bytes).substr(0, kHeadBytes);
  if (format != FileFormat::unknown) return format;
  if (wide_encoding_of(head).empty() && is_binary(head)) return FileFormat::no_news;
  if (has_mac_lines(head)) {
    repair_mac_lines(raw.bytes);
    head = std::string_view(raw.bytes).substr(0, kHeadBytes);
  }
  format = format_of_contents(raw.bytes, type);
  const bool is_table = type == "text/csv" || type == "text/tab-separated-values";
  const bool may_be_table = format == FileFormat::unknown && wide_encoding_of(head).empty();
  return may_be_table && csv_table_of(head, map_.get(), is_table) ? FileFormat::table : format;
}

// Of a web archive, or a message: a page, or a file of its own with records in it.
void RecordParser::read_unknown(RawRecord& raw, const std::stop_token& stop, ParsedRecord& out) {
  const FileFormat format = format_of_record(raw);
  if (format == FileFormat::html) return parse_html_page(raw, out, stop);
  const bool is_container =
      format == FileFormat::archive || format == FileFormat::warc || format == FileFormat::mbox;
  if (is_container || format == FileFormat::no_news) {
    out.is_no_news = true;
    return;
  }
  if (format == FileFormat::unknown) return read_page(raw, stop, out);
  if (format == FileFormat::table) {
    raw.bytes = decode_text(std::move(raw.bytes), raw.origin->charset).text;
  }
  RecordOrigin origin = *raw.origin;
  origin.name += '#' + std::to_string(raw.number);  // the file has more such records
  MemoryStream stream(raw.bytes);
  SplitterOptions options;
  options.max_record_bytes = raw.bytes.size();
  options.on_problem = [&out](const Problem& problem) { out.problems.push_back(problem); };
  options.stop = stop;
  options.map = map_;
  const auto splitter =
      make_splitter(format, stream, std::make_shared<const RecordOrigin>(origin), options);
  while (!stop.stop_requested()) {
    auto record = splitter->next();
    if (!record) {
      Results(raw, 0, raw.byte, out)
          .add_problem(Problem::Kind::broken_record, record.error().remark());
    }
    if (!record || !record->has_value()) break;
    if ((*record)->kind == RecordKind::unknown) (*record)->kind = kind_of_records(format);
    read(**record, stop, out);
  }
  // An answer of a server that is data and no news is no fault of the archive; a document that
  // cannot be read may be news.
  const bool is_document = format == FileFormat::pdf || format == FileFormat::office;
  if (out.articles.empty() && !is_document) out.is_no_news = true;
}

void RecordParser::read_json(RawRecord& raw, const std::stop_token& stop, ParsedRecord& out) {
  raw.bytes.reserve(raw.bytes.size() + LineReader::kPaddingBytes);
  Results(raw, raw.number, raw.byte, out).add_json(json_.parse(raw.bytes, stop));
}

// Lines that are no record together are one each, most of them broken.
void RecordParser::read_json_lines(RawRecord& raw, const std::stop_token& stop, ParsedRecord& out) {
  raw.bytes.reserve(raw.bytes.size() + LineReader::kPaddingBytes);
  auto whole = json_.parse(raw.bytes, stop);
  if (whole || whole.error().code == ErrorCode::cancelled) {
    Results(raw, raw.number, raw.byte, out).add_json(std::move(whole));
    return;
  }
  std::uint64_t number = raw.number;
  std::string line;
  for (std::size_t begin = 0; begin <= raw.bytes.size(); ++number) {
    const std::size_t end = std::min(raw.bytes.find('\n', begin), raw.bytes.size());
    line.reserve(end - begin + LineReader::kPaddingBytes);
    line.assign(raw.bytes, begin, end - begin);
    if (line.ends_with('\r')) line.pop_back();
    const bool is_blank = line.find_first_not_of(" \t") == std::string::npos;
    Results results(raw, number, raw.byte + begin, out);
    if (!is_blank && !results.add_json(json_.parse(line, stop))) return;
    begin = end + 1;
  }
}

}  // namespace newsidx::source

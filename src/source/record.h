// source/record.h
//
// The seam between reading files and making articles of them. A file is cut into records by one
// thread, in order and cheaply (a line, a page, a message, an element); records become articles in
// many threads.
//
//   file -> RecordSplitter -> RawRecord -> parser of its kind -> ParsedRecord
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/problem.h"

namespace newsidx::source {

/// A page of which there are captures of several dates in the input.
struct RepeatedPage {
  std::uint64_t page = 0;  ///< which one: a hash
  bool is_newest = false;
};

/// Where a record comes from, and what is known of it from outside. Empty: not known.
struct RecordOrigin {
  std::string file;         ///< for messages: path as walked; of a member "a.zip!news/b.html"
  std::string name;         ///< what ids are made of: relative to its input
  std::uint32_t input = 0;  ///< the file on disk: its number among those that are read, from 1
  std::string url;          ///< where it was fetched (WARC-Target-URI, Content-Location)
  std::string charset;      ///< that the transport declares, as written there
  std::string media_type;   ///< "text/html", in small letters and without parameters
  std::string language;     ///< that the transport or the whole file declares
  std::string source;       ///< publication that the whole file names: the title of a feed
  std::optional<Timestamp> first_seen;  ///< when it was fetched
  std::uint64_t page = 0;               ///< of a web archive: which one, a hash; 0: none
  std::optional<RepeatedPage> repeated;
};

/// How a record is read.
enum class RecordKind : std::uint8_t {
  unknown,     ///< told by its contents and media type
  json,        ///< an object
  json_lines,  ///< lines that are one object together, or one each
  page,        ///< text of one or several articles
  html,        ///< a page of HTML or XHTML
  xml,         ///< an element of a feed or collection, as a document of its own
  table,       ///< a row of a table
  sgml,        ///< a document of a collection: sgml/sgml_record.h
  exported,    ///< an article as a news service exports it: exports/export_record.h
  markdown,    ///< a file
  mail,        ///< a message
  mhtml,       ///< a page with its pictures: mail/mhtml.h
  pdf,         ///< a document
  office,      ///< a document of Word or LibreOffice
};

struct CsvHead;  // csv/csv_record.h

/// A part of a file that can be read by itself.
struct RawRecord {
  std::string bytes;  ///< as they lie in the file, decompressed
  std::shared_ptr<const RecordOrigin> origin;
  std::uint64_t number = 0;  ///< in its file, from 1; of lines that of the line
  std::uint64_t byte = 0;    ///< offset in the decompressed file
  std::uint64_t line = 0;    ///< where it begins, from 1; 0: not known
  RecordKind kind = RecordKind::unknown;
  std::shared_ptr<const CsvHead> table;  ///< of a row: the names of its columns
};

/// What a record says.
struct ParsedRecord {
  /// In the order of the record, without ids unless it names them (guid, canonical url).
  std::vector<Article> articles;
  /// Of a record without articles at least one tells why, or `is_no_news`.
  std::vector<Problem> problems;
  /// Names of fields with text that is no part of an article, each once.
  std::vector<std::string> unused_fields;
  std::shared_ptr<const RecordOrigin> origin;  ///< of the record
  /// Of a kind of which the same article is met again and again: the later one is a capture.
  bool is_capture = false;
  /// The id of the article of a file that is one record, if it has no id and no url: "a.txt"; of
  /// one of several on that page "a.txt#2". Empty of records of which a file has many: their places
  /// change, and they are known by what they say.
  std::string default_id;
  /// Sound, but of a kind that has no articles: a picture, a sitemap of sections, robots.txt.
  bool is_no_news = false;
};

/// Keyword fields that readers make beside those of the input.
inline constexpr std::string_view kModifiedField = "modified";        ///< ISO 8601
inline constexpr std::string_view kFirstSeenField = "first_seen";     ///< ISO 8601
inline constexpr std::string_view kLanguageFromField = "lang_from";   ///< "text": not given
inline constexpr std::string_view kDateFromField = "published_from";  ///< "json-ld", "url", ...
inline constexpr std::string_view kDateCertaintyField =
    "published_certainty";  ///< "high", "medium", "low": where the place of the date is told

/// Cuts what one file holds into records.
class RecordSplitter {
 public:
  virtual ~RecordSplitter() = default;

  /// The next record, or nothing at the end. A damaged one is reported where the splitter was told
  /// to, and passed over.
  /// @errors those of ByteStream::read(): what follows cannot be read
  [[nodiscard]] virtual Result<std::optional<RawRecord>> next() = 0;
};

}  // namespace newsidx::source

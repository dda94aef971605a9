#include "source/warc/payload_kind.h"

#include <algorithm>
#include <string>

#include "base/blanks.h"
#include "source/charset/text_encoding.h"
#include "source/csv/csv_dialect.h"
#include "source/format/container_kind.h"
#include "source/format/file_format.h"
#include "source/format/file_name.h"
#include "source/format/input_format.h"
#include "source/page/page_lines.h"
#include "source/warc/header_text.h"
#include "source/warc/http_message.h"

namespace newsidx::source {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kSeenBytes = 8 << 10;
constexpr std::size_t kFewBytes = 1 << 10;            // tell prose and tables
constexpr std::uint64_t kMaxUnpackedBytes = 1 << 20;  // of those; enough to tell a bomb, too

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Of types that say it: their contents are looked at for a page alone, which some servers send in
// place of what was asked for.
std::string_view kind_of_type(std::string_view type) {
  if (type.starts_with("image/")) return "picture";
  if (type.starts_with("audio/") || type.starts_with("video/") || type == "text/vtt")
    return "recording";
  if (type.starts_with("font/") || contains(type, "/font-") || contains(type, "/x-font") ||
      type == "application/vnd.ms-fontobject") {
    return "font";
  }
  if (type == "text/css") return "style sheet";
  if (type == "text/calendar") return "calendar";
  const bool is_program =
      contains(type, "javascript") || contains(type, "ecmascript") || type == "application/wasm";
  return is_program ? "program file" : "";
}

// Servers send these of what they know nothing about.
bool says_nothing(std::string_view type) {
  return !contains(type, "/") || type == "*/*" || contains(type, "unknown") ||
         type.ends_with("octet-stream");
}

bool begins_with_any(std::string_view head, std::initializer_list<std::string_view> starts) {
  return std::ranges::any_of(starts, [head](std::string_view start) {
    return equal_ignoring_case(head.substr(0, start.size()), start);
  });
}

bool is_surely_document(std::string_view head) {
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  return begins_with_any(head, {"<!doctype html", "<html", "%pdf-"});
}

std::string_view kind_of_contents(std::string_view head, FileFormat format) {
  if (begins_with_any(head, {"GIF8", "\x89PNG"sv, "\xff\xd8\xff"sv, "\0\0\1\0"sv}))
    return "picture";
  if (head.starts_with("{\\rtf")) return "RTF document";
  switch (format) {
    case FileFormat::archive: return "archive";
    case FileFormat::warc: return "web archive";
    case FileFormat::mbox: return "mailbox";
    case FileFormat::no_news: return "office file";
    default: return "";
  }
}

std::string_view kind_of_name(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t host = url.find("//");
  const std::size_t path = url.find('/', host == std::string_view::npos ? 0 : host + 2);
  return path == std::string_view::npos ? "" : no_news_by_name(url.substr(path));
}

std::string unpacked(std::string_view fields, std::string_view body) {
  body = body.substr(0, kSeenBytes);
  auto decoded = decode_body(fields, body, kMaxUnpackedBytes);
  return decoded ? std::move(decoded->bytes) : std::string();
}

// Beacons and settings are text, too: a few words, or names and values.
bool is_prose(std::string_view head) {
  constexpr std::size_t kLeastWords = 8;
  std::string words(head.substr(0, kFewBytes));
  std::ranges::replace_if(
      words, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return count_words(words) >= kLeastWords;
}

}  // namespace

std::string_view left_out_payload(std::string_view type, std::string_view url,
                                  std::string_view fields, std::string_view body) {
  const std::string_view by_type = kind_of_type(type);
  if (by_type.empty() && is_article_media_type(type)) return "";
  const std::string head = unpacked(fields, body).substr(0, kSeenBytes);
  if (!by_type.empty()) return is_surely_document(head) ? "" : by_type;
  if (body.empty()) return "empty page";
  const bool is_bytes = wide_encoding_of(head).empty() && is_binary(head);
  const bool may_be_known = !is_bytes || container_kind_of(head) != ContainerKind::none;
  const FileFormat format = may_be_known ? format_of_contents(head) : FileFormat::unknown;
  if (const auto kind = kind_of_contents(head, format); !kind.empty()) return kind;
  if (format != FileFormat::unknown) return "";
  const std::string_view by_name = kind_of_name(url);
  if (!by_name.empty()) return by_name;
  if (head.empty() || is_bytes) return "binary file";
  if (!wide_encoding_of(head).empty()) return "";
  const bool is_text = type.starts_with("text/") || (says_nothing(type) && is_prose(head));
  return is_text || csv_table_of(head.substr(0, kFewBytes), nullptr) ? "" : "unrecognized file";
}

}  // namespace newsidx::source

#include "source/warc/record_head.h"

#include <algorithm>
#include <array>

namespace newsidx::source {
namespace {

constexpr std::string_view kWarc = "WARC/";
constexpr std::size_t kWarcVersionBytes = 8;  // "WARC/1.0"
constexpr std::size_t kMaxArcLineBytes = 16 << 10;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool begins_warc(std::string_view text) {
  return text.size() >= kWarcVersionBytes && text.starts_with(kWarc) && is_digit(text[5]) &&
         text[6] == '.' && is_digit(text[7]);
}

// The last word of a line, taken off it.
std::string_view take_last_word(std::string_view& line) {
  const std::size_t blank = line.rfind(' ');
  const std::string_view word = line.substr(blank + 1);  // npos + 1 = 0
  line = line.substr(0, blank == std::string_view::npos ? 0 : blank);
  return word;
}

bool is_arc_date(std::string_view word) {
  return word.size() >= 12 && word.size() <= 18 && std::all_of(word.begin(), word.end(), is_digit);
}

// "20160827021700", of which the seconds may be missing.
std::optional<Timestamp> parse_arc_date(std::string_view word) {
  if (!is_arc_date(word)) return std::nullopt;
  const std::string digits(word);
  std::string text = digits.substr(0, 4) + '-' + digits.substr(4, 2) + '-' + digits.substr(6, 2) +
                     'T' + digits.substr(8, 2) + ':' + digits.substr(10, 2);
  if (digits.size() >= 14) text += ':' + digits.substr(12, 2);
  return Timestamp::parse(text + 'Z');
}

struct ArcLine {
  std::string_view url;
  std::string_view date;
  std::string_view type;
  std::string_view length;
};

// From the right: a URL may hold blanks.
std::optional<ArcLine> split_arc_line(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  ArcLine out;
  out.length = take_last_word(line);
  std::string_view shorter = line;
  constexpr int kMoreWords = 5;  // of version 2: result, checksum, location, offset, file name
  for (int words = 0; words <= kMoreWords; words += kMoreWords) {
    for (int i = 0; i < words; ++i) take_last_word(shorter);
    std::string_view rest = shorter;
    out.type = take_last_word(rest);
    out.date = take_last_word(rest);
    take_last_word(rest);  // the address
    out.url = rest;
    if (is_arc_date(out.date) && out.url.find(':') != std::string_view::npos) return out;
  }
  return std::nullopt;
}

bool begins_arc(std::string_view text) {
  const std::size_t colon = text.substr(0, 16).find(':');
  if (colon == std::string_view::npos || colon < 2) return false;
  const std::string_view scheme = text.substr(0, colon);
  if (!std::all_of(scheme.begin(), scheme.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
    return false;
  const std::size_t end = text.substr(0, kMaxArcLineBytes).find('\n');
  return end != std::string_view::npos && split_arc_line(text.substr(0, end)).has_value();
}

std::optional<RecordHead> parse_arc_line(std::string_view head) {
  const auto line = split_arc_line(head.substr(0, head.find('\n')));
  if (!line) return std::nullopt;
  const auto length = parse_size(line->length);
  if (!length) return std::nullopt;
  RecordHead out;
  const bool is_fetched = line->url.starts_with("http:") || line->url.starts_with("https:");
  out.role = is_fetched ? WarcRole::response : WarcRole::other;
  out.url = line->url;
  out.date = parse_arc_date(line->date);
  out.type = parse_media_type(line->type);
  out.length = *length;
  return out;
}

WarcRole role_of(std::string_view type, const MediaType& media_type) {
  if (equal_ignoring_case(type, "response")) {
    return media_type.name == "application/http" || media_type.name.empty() ? WarcRole::response
                                                                            : WarcRole::other;
  }
  if (equal_ignoring_case(type, "continuation")) return WarcRole::continuation;
  return equal_ignoring_case(type, "resource") || equal_ignoring_case(type, "conversion")
             ? WarcRole::content
             : WarcRole::other;
}

std::string_view without_brackets(std::string_view url) {
  if (url.starts_with('<') && url.ends_with('>')) return url.substr(1, url.size() - 2);
  return url;
}

std::optional<RecordHead> parse_warc_head(std::string_view head) {
  const auto length = parse_size(header_value(head, "Content-Length"));
  const std::string_view type = header_value(head, "WARC-Type");
  if (!length || type.empty()) return std::nullopt;
  RecordHead out;
  out.type = parse_media_type(header_value(head, "Content-Type"));
  out.role = role_of(type, out.type);
  out.url = without_brackets(header_value(head, "WARC-Target-URI"));  // as wget 1.14 wrote them
  out.date = Timestamp::parse(header_value(head, "WARC-Date"));
  out.language = header_value(head, "WARC-Identified-Content-Language");
  out.length = *length;
  if (out.role == WarcRole::other) return out;
  out.block_digest = header_value(head, "WARC-Block-Digest");
  out.payload_digest = header_value(head, "WARC-Payload-Digest");
  out.is_truncated = !header_value(head, "WARC-Truncated").empty();
  out.segment_number = parse_size(header_value(head, "WARC-Segment-Number")).value_or(0);
  if (out.segment_number == 0) return out;
  const bool is_first = out.role != WarcRole::continuation;
  out.segment_origin = header_value(head, is_first ? "WARC-Record-ID" : "WARC-Segment-Origin-ID");
  out.is_last_segment = !header_value(head, "WARC-Segment-Total-Length").empty();
  return out;
}

}  // namespace

bool begins_record(std::string_view text, WebArchiveFormat format) {
  return format == WebArchiveFormat::warc ? begins_warc(text) : begins_arc(text);
}

std::size_t find_record(std::string_view text, std::size_t from, WebArchiveFormat format) {
  const auto is_line_start = [text](std::size_t at) { return at == 0 || text[at - 1] == '\n'; };
  if (format == WebArchiveFormat::warc) {
    for (std::size_t at = text.find(kWarc, from); at != std::string_view::npos;
         at = text.find(kWarc, at + 1)) {
      if (is_line_start(at) && begins_warc(text.substr(at))) return at;
    }
    return std::string_view::npos;
  }
  for (std::size_t at = from; at < text.size();) {
    if (is_line_start(at) && begins_arc(text.substr(at))) return at;
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  return std::string_view::npos;
}

std::optional<RecordHead> parse_record_head(std::string_view head, WebArchiveFormat format) {
  return format == WebArchiveFormat::warc ? parse_warc_head(head) : parse_arc_line(head);
}

}  // namespace newsidx::source

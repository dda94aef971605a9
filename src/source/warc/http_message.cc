#include "source/warc/http_message.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/blanks.h"
#include "base/status_macros.h"
#include "source/warc/content_coding.h"
#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxStatusLineBytes = 1 << 10;
constexpr std::size_t kMaxChunkLineBytes = 1 << 10;
constexpr std::size_t kMaxCodings = 2;

// "HTTP/1.1", and what some servers call it: "ICY".
bool is_protocol(std::string_view word) {
  constexpr std::size_t kMaxBytes = 16;
  return word.size() <= kMaxBytes && std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '.';
         });
}

// The size in front of a chunk: "1a2b" or "1a2b; name=value".
std::optional<std::uint64_t> take_chunk_size(std::string_view& body) {
  const std::size_t end = body.substr(0, kMaxChunkLineBytes).find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view line = body.substr(0, end);
  line = trimmed(line.substr(0, line.find(';')));
  const auto size = parse_size(line, 16);
  if (size) body.remove_prefix(end + 1);
  return size;
}

void skip_line_end(std::string_view& body) {
  if (body.starts_with('\r')) body.remove_prefix(1);
  if (body.starts_with('\n')) body.remove_prefix(1);
}

HttpBody without_chunks(std::string_view body) {
  HttpBody out;
  const std::string_view whole = body;
  for (bool is_first = true; !body.empty(); is_first = false) {
    const auto size = take_chunk_size(body);
    if (!size) {
      if (is_first) return {std::string(whole), {}};
      out.fault = "a chunk of the body has no size";
      return out;
    }
    if (*size == 0) return out;  // what follows is a trailer
    out.bytes.append(body, 0, *size);
    if (*size > body.size()) {
      out.fault = "the last chunk of the body is cut off";
      return out;
    }
    body.remove_prefix(*size);
    skip_line_end(body);
  }
  out.fault = "the last chunk of the body is missing";
  return out;
}

// In the order in which they were applied.
std::vector<std::string> codings_of(std::string_view value) {
  std::vector<std::string> codings;
  while (!value.empty() && codings.size() <= kMaxCodings) {
    const std::size_t comma = std::min(value.find(','), value.size());
    std::string coding = lower_ascii(trimmed(value.substr(0, comma)));
    value.remove_prefix(std::min(comma + 1, value.size()));
    if (!coding.empty() && coding != "identity") codings.push_back(std::move(coding));
  }
  return codings;
}

}  // namespace

std::optional<HttpHead> parse_http_head(std::string_view message) {
  std::string_view rest = message;
  std::string_view line = take_line(rest).substr(0, kMaxStatusLineBytes);
  const std::size_t blank = line.find_first_of(" \t");
  if (blank == std::string_view::npos || !is_protocol(line.substr(0, blank))) return std::nullopt;
  line = trimmed(line.substr(blank));
  const std::string_view digits = line.substr(0, line.find_first_of(" \t"));
  const auto status = parse_size(digits);
  if (!status || digits.size() != 3) return std::nullopt;
  const std::size_t end = head_bytes(rest);
  const std::size_t size = std::min(end, rest.size());
  const auto line_bytes = static_cast<std::size_t>(rest.data() - message.data());
  return HttpHead{static_cast<int>(*status), rest.substr(0, size), line_bytes + size,
                  end != std::string_view::npos};
}

bool is_article_media_type(std::string_view name) {
  static constexpr std::array<std::string_view, 16> kNames = {
      "application/pdf",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/vnd.oasis.opendocument.text",
      "text/html",
      "application/xhtml+xml",
      "text/plain",
      "text/csv",
      "text/tab-separated-values",
      "text/markdown",
      "text/x-markdown",
      "text/xml",
      "application/xml",
      "application/json",
      "text/json",
      "application/html",
      "application/x-ndjson"};
  for (const std::string_view each : kNames) {
    if (name == each) return true;
  }
  if (name.starts_with("image/")) return false;
  return name.ends_with("+xml") || name.ends_with("+json");
}

Result<HttpBody> decode_body(std::string_view fields, std::string_view body,
                             std::uint64_t max_bytes) {
  HttpBody out;
  const std::string transfer = lower_ascii(header_value(fields, "Transfer-Encoding"));
  if (transfer.find("chunked") != std::string::npos) {
    out = without_chunks(body);
  } else {
    out.bytes = body;
  }
  const std::vector<std::string> codings = codings_of(header_value(fields, "Content-Encoding"));
  if (codings.size() > kMaxCodings) {
    return fail(ErrorCode::unsupported, "the body is encoded more than twice");
  }
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    NEWSIDX_ASSIGN_OR_RETURN(HttpBody decoded, decode_content(*coding, out.bytes, max_bytes));
    if (decoded.fault.empty()) decoded.fault = std::move(out.fault);
    out = std::move(decoded);
  }
  if (out.bytes.size() > max_bytes) return fail(ErrorCode::limit, "the body is too long");
  return out;
}

}  // namespace newsidx::source

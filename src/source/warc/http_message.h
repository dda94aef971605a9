// source/warc/http_message.h
//
// An answer of a web server as web archives keep it (RFC 9112): status line, head, body; the body
// still in chunks and compressed, where the crawler wrote what came over the line.
//
// Threads: pure functions.   Cost: linear in the body and in what it unpacks to, which is bounded.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsidx::source {

struct HttpHead {
  int status = 0;
  std::string_view fields;  ///< the head without the status line
  std::size_t bytes = 0;    ///< with the status line and the empty line: where the body begins
  bool is_whole = true;     ///< the empty line is there
};

/// @return nothing when the message does not begin with a status line, "HTTP/1.1 200 OK". A message
///         that ends within its head is nothing but that.
[[nodiscard]] std::optional<HttpHead> parse_http_head(std::string_view message);

/// Whether articles are to be found in what is of that type: HTML, plain text, JSON, XML, feeds,
/// PDF, documents of Word and LibreOffice, tables.
/// Not scripts, style sheets, pictures (SVG is XML).
[[nodiscard]] bool is_article_media_type(std::string_view name);

struct HttpBody {
  std::string bytes;
  std::string fault;  ///< the body is damaged behind `bytes`; one line
};

/// The body as it was before it was sent. A body that is not in chunks or not compressed as its
/// head says is taken as it is: crawlers write such heads over bodies that they have decoded.
/// @errors limit        more than max_bytes
///         unsupported  a coding that is not read; the message names it
[[nodiscard]] Result<HttpBody> decode_body(std::string_view fields, std::string_view body,
                                           std::uint64_t max_bytes);

}  // namespace newsidx::source

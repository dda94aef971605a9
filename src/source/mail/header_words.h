// source/mail/header_words.h
//
// What the values of mail's fields say: words in other charsets, addresses, parameters.
//
//   "=?utf-8?q?Caf=C3=A9?= news"               -> "Café news"
//   "\"Ada L.\" <ada@a.example>"               -> "Ada L."
//   "multipart/mixed; boundary=\"a;b\""        -> "a;b"
//
// Threads: pure functions.   Cost: linear.
// Sources: RFC 5322, RFC 2047, RFC 2231
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

/// On one line, encoded words decoded, UTF-8.
[[nodiscard]] std::string decode_header(std::string_view value);

/// The name that an address is shown with, or else the address, of the first one; decoded.
[[nodiscard]] std::string shown_address(std::string_view value);

/// A parameter of a Content-Type or the like, with those that are written in parts joined.
[[nodiscard]] std::string header_parameter(std::string_view value, std::string_view name);

/// What stands between the first "<" and ">", or the value itself.
[[nodiscard]] std::string_view in_brackets(std::string_view value);

}  // namespace newsidx::source

// source/mail/transfer_encoding.h
//
// The two ways in which mails write bytes as ASCII (RFC 2045, section 6).
//
// Threads: pure functions.   Cost: linear; what is returned is never longer than what was given.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

/// What is none of base64's letters is passed over; the text ends at the padding, or without.
[[nodiscard]] std::string decode_base64(std::string_view text);

/// Does it end within a group of four letters, without padding? Not asked of what holds more than
/// base64.
[[nodiscard]] bool is_cut_base64(std::string_view text);

/// "=E9" is a byte, "=" at the end of a line joins it with the next; an "=" that is neither stays.
[[nodiscard]] std::string decode_quoted_printable(std::string_view text);

/// As a Content-Transfer-Encoding names it, in any case; others leave the text as it is.
[[nodiscard]] std::string decode_transfer(std::string_view text, std::string_view encoding);

}  // namespace newsidx::source

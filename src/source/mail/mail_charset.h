// source/mail/mail_charset.h
//
// Text of a mail in the charset that it names -> UTF-8 (charset/decode_text.h).
//
// Threads: a pure function.   Cost: linear.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

/// @param charset  as the mail names it; "" where it names none
/// @return well-formed UTF-8
[[nodiscard]] std::string mail_text_to_utf8(std::string bytes, std::string_view charset);

}  // namespace newsidx::source

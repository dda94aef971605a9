// source/mail/mail_charset.h
//
// Text of a mail in the charset that it names -> UTF-8, by the system's iconv.
//
// Threads: a pure function.   Cost: linear.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

/// @param charset  as the mail names it. Where it names none, or one that is not known, or where
///                 the bytes are UTF-8 all the same, they are read as UTF-8 with Windows-1252 in
///                 it.
/// @return well-formed UTF-8; what makes no sense is U+FFFD
[[nodiscard]] std::string mail_text_to_utf8(std::string bytes, std::string_view charset);

}  // namespace newsidx::source

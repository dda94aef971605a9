// source/mail/mail_text.h
//
// The plain text of a mail without what is no part of what it says: quotes of other mails, the
// line that announces them, the signature. Lines that were broken to fit are joined.
//
// Threads: a pure function.   Cost: linear.
// Source: RFC 3676 (format=flowed; "-- " in front of a signature)
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

struct MailTextFormat {
  bool is_flowed = false;      ///< a blank at the end of a line joins it with the next
  bool deletes_space = false;  ///< which is then dropped
};

/// @param text  UTF-8
/// @return paragraphs, each a line. All of the text where nothing but quotes and signature is left.
[[nodiscard]] std::string mail_text(std::string_view text, const MailTextFormat& format = {});

}  // namespace newsidx::source

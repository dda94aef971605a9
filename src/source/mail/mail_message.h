// source/mail/mail_message.h
//
// A mail or a post to a news group (RFC 5322, MIME) -> its article.
//
//   Subject -> title      Date -> published      Message-ID -> id
//   From -> keyword "author"                     List-Id -> source, Newsgroups and Keywords -> tags
//   Content-Language -> lang                     Archived-At -> url
//
// The body is the text of all parts that are shown, one after the other; of a mail in several forms
// (multipart/alternative) the plain one, or the HTML where there is no more than a stub of it
// beside (newsletters). A message within it, forwarded or of a digest, gives its subject and its
// text.
//
// Threads: a pure function, if the HTML parser is one.   Cost: linear, beside the HTML parser's.
#pragma once

#include <functional>

#include "source/record.h"

namespace newsidx::source {

/// Reads a page: its bytes as they are, its origin with charset and media type.
using HtmlPageParser = std::function<void(const RawRecord& page, ParsedRecord& out)>;

/// @param record      one mail, all of it
/// @param parse_html  none: the text of html_text()
void parse_mail(const RawRecord& record, ParsedRecord& out, const HtmlPageParser& parse_html = {});

}  // namespace newsidx::source

// source/html/html_text.h
//
// The text of a field that is HTML: what a reader sees of it. Not a browser: elements say where
// lines end, and nothing more is asked of them.
//
// Threads: pure functions.   Cost: linear; of text without "<" and "&" two memchr.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

/// True where the text has a tag of HTML ("<p>", "</b>", "<a href=...>", "<br/>") or one of its
/// entities ("&amp;", "&#8217;"). "a < b", "<sharply>" and "AT&T" are neither.
[[nodiscard]] bool is_html(std::string_view text);

/// The text without tags, comments, scripts and styles, entities resolved: paragraphs, headings and
/// lists are apart by a blank line, other blocks and <br> by a newline. Document types, heads of
/// XML and the brackets of CDATA are left out, as are tags of other vocabularies ("<o:p>"). Where
/// there are such blocks, newlines of the source are blanks. What is no HTML stays as it is.
[[nodiscard]] std::string html_text(std::string_view html);

}  // namespace newsidx::source

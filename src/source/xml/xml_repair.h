// source/xml/xml_repair.h
//
// XML as people write it -> XML that a parser takes.
//
//   "AT&T", "&nbsp;"    -> "AT&amp;T", the character         a "<" that begins nothing -> "&lt;"
//   <a href=b c>        -> <a href="b" c="c">                control characters -> blanks
//   <p><b>x</p>         -> <p><b>x</b></p>                   </i> that nothing began -> left out
//   <!DOCTYPE ...>      -> left out                          what is open at the end -> closed
//
// Threads: a pure function.   Cost: linear, but for an end tag: the elements around it.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

/// @param xml        UTF-8
/// @param max_depth  elements deeper than that lose their tags, not their text
[[nodiscard]] std::string repaired_xml(std::string_view xml, std::size_t max_depth);

}  // namespace newsidx::source

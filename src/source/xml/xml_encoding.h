// source/xml/xml_encoding.h
//
// The encoding that a document of XML declares, and text in it as UTF-8.
//
// Threads: pure functions.   Cost: linear.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsidx::source {

/// "<?xml version='1.0' encoding='ISO-8859-1'?>..." -> "ISO-8859-1"; "" where it names none.
[[nodiscard]] std::string encoding_of_declaration(std::string_view xml);

/// Makes UTF-8 of text in place, as charset/decode_text.h does. What is UTF-8 already stays,
/// whatever is declared: feeds that say ISO-8859-1 are often that.
/// @param encoding  as declared
/// @return sequences that made no sense, which became U+FFFD [count]
std::size_t decode_xml_text(std::string& text, std::string_view encoding);

/// The name by which iconv reads what calls itself so; "" for what is no name of an encoding.
[[nodiscard]] std::string iconv_name_of(std::string_view encoding);

}  // namespace newsidx::source

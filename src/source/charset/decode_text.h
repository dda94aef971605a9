// source/charset/decode_text.h
//
// Bytes of any encoding -> UTF-8. What decides, in this order:
//
//   a byte order mark
//   where the zero bytes stand                UTF-16 and UTF-32 without a mark
//   well-formed UTF-8 beyond ASCII            it is hardly ever anything else
//   the labels that it was given              first those of the transport or document
//   detection                                 libuchardet, where no label is known or it does not
//   fit Windows-1252 in place of UTF-8            text_encoding.h
//
// Threads: a pure function.   Cost: linear; of UTF-8 one pass, of others about 200 MB/s.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace newsidx::source {

struct DecodedText {
  enum class From : std::uint8_t { utf8, mark, label, detected, repaired };

  std::string text;          ///< well-formed UTF-8, without a byte order mark
  std::string charset;       ///< iconv's name of what it was read as
  From from = From::utf8;    ///< what decided
  std::size_t replaced = 0;  ///< sequences that are none of its characters, now U+FFFD [count]
  std::size_t decoded = 0;   ///< of UTF-8 with bytes of Windows-1252 in it, how many [count]
};

/// @param labels  as they were written, of the transport and of the document, best first; those
/// that
///                are empty or unknown are passed over
[[nodiscard]] DecodedText decode_text(std::string bytes, std::span<const std::string_view> labels);

/// With one label, or "".
[[nodiscard]] DecodedText decode_text(std::string bytes, std::string_view label);

/// "read as CP1251, 3 ill-formed sequences replaced"; "" when nothing is worth saying.
[[nodiscard]] std::string decoding_note(const DecodedText& decoded);

}  // namespace newsidx::source

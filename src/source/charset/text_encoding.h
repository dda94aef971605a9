// source/charset/text_encoding.h
//
// Text that is not UTF-8: what can be told from its first bytes, and Windows-1252 in place of
// UTF-8.
//
//   ff fe 00 00 ..       -> UTF-32
//   7b 00 22 00 ..       -> UTF-16: every second byte of an ASCII character is zero
//   "caf\xe9 \x93x\x94"  -> "café “x”"
//
// Cost: linear.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx::source {

/// "UTF-16" or "UTF-32", by a byte order mark or by where the zero bytes of the first two
/// characters are (RFC 4627, section 3); "" for anything else.
[[nodiscard]] std::string_view wide_encoding_of(std::string_view head);

/// The character of a byte of Windows-1252, U+FFFD where it has none.
[[nodiscard]] char32_t windows_1252_character(std::uint8_t byte);

/// What became of bytes that are no UTF-8 [count].
struct RepairedBytes {
  std::size_t decoded = 0;   ///< read as Windows-1252
  std::size_t replaced = 0;  ///< ill-formed sequences that became U+FFFD
};

/// Makes UTF-8 of a text in place. The bytes that are none are Windows-1252 where they make sense
/// as that, next to letters and signs as Western languages have them; else they are damage, such as
/// a sequence that was cut or a script of another encoding, and become U+FFFD.
RepairedBytes repair_encoding(std::string& text);

}  // namespace newsidx::source

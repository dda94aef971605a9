#include "source/charset/text_encoding.h"

#include <array>
#include <cstdint>

#include "base/utf8.h"

namespace newsidx::source {
namespace {

using namespace std::string_view_literals;

constexpr char32_t kNothing = 0xfffd;

// 0x80 to 0x9f of Windows-1252; from 0xa0 on bytes are code points.
constexpr std::array<char32_t, 32> kSigns = {
    0x20ac,   kNothing, 0x201a, 0x0192, 0x201e, 0x2026,   0x2020, 0x2021,    //
    0x02c6,   0x2030,   0x0160, 0x2039, 0x0152, kNothing, 0x017d, kNothing,  //
    kNothing, 0x2018,   0x2019, 0x201c, 0x201d, 0x2022,   0x2013, 0x2014,    //
    0x02dc,   0x2122,   0x0161, 0x203a, 0x0153, kNothing, 0x017e, 0x0178};

// So many bytes that make sense outweigh one that does not.
constexpr std::size_t kOutweighing = 8;

std::uint8_t byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<std::uint8_t>(text[at]) : 0;
}

bool is_high_letter(std::uint8_t byte) {
  if (byte >= 0xc0) return byte != 0xd7 && byte != 0xf7;
  return "\x8a\x8c\x8e\x9a\x9c\x9e\x9f"sv.find(static_cast<char>(byte)) != std::string_view::npos;
}

bool is_letter(std::uint8_t byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || is_high_letter(byte);
}

// Between two letters stand spaces, quotes, dashes, ordinals and the dot of Catalan; another sign
// there is a letter of another encoding ("Wa\xb3\xeasa" is Wałęsa in Windows-1250).
bool is_sign_within_words(std::uint8_t byte) {
  if (byte < 0xa0) return byte != 0x80 && byte != 0x99;
  return "\xa0\xaa\xab\xad\xb7\xba\xbb"sv.find(static_cast<char>(byte)) != std::string_view::npos;
}

// Does the ill-formed byte at `at` stand where Windows-1252 has its character?
bool makes_sense(std::string_view text, std::size_t at) {
  const std::uint8_t byte = byte_at(text, at);
  const std::uint8_t next = byte_at(text, at + 1);
  const std::uint8_t before = at > 0 ? byte_at(text, at - 1) : 0;
  if (!is_high_letter(byte)) {
    return is_sign_within_words(byte) || !is_letter(before) || !is_letter(next);
  }
  // No word has three of them side by side; Cyrillic, Greek and Chinese ones have nothing else.
  if (is_high_letter(before) && is_high_letter(next)) return false;
  if (at > 1 && is_high_letter(before) && is_high_letter(byte_at(text, at - 2))) return false;
  if (byte >= 0xfe) return is_letter(before) && !is_high_letter(next);  // or a byte order mark
  // Beginnings of UTF-8 that was cut: "Ã", "Â" go on a word; "â€", "ðŸ" begin none.
  if (byte == 0xc2 || byte == 0xc3) return is_letter(next);
  if (byte == 0xe2) return next != 0x80 && next != 0x82;
  return byte != 0xf0 || next != 0x9f;
}

bool is_windows_1252(std::string_view text) {
  std::size_t sensible = 0, others = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code_point = decode_utf8(text, at);
    if (code_point.well_formed) {
      others += code_point.size > 1 ? 1 : 0;
      at += code_point.size;
      continue;
    }
    if (windows_1252_character(byte_at(text, at)) == kNothing) return false;
    ++(makes_sense(text, at) ? sensible : others);
    ++at;
  }
  return sensible > 0 && others * kOutweighing <= sensible;
}

// What is well-formed is UTF-8 all the same: one text may be put together from two.
std::size_t decode_windows_1252(std::string& text) {
  std::string decoded;
  decoded.reserve(text.size() + text.size() / 8);
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code_point = decode_utf8(text, at);
    if (code_point.well_formed) {
      decoded.append(text, at, code_point.size);
      at += code_point.size;
    } else {
      append_utf8(decoded, windows_1252_character(byte_at(text, at++)));
      ++count;
    }
  }
  text = std::move(decoded);
  return count;
}

}  // namespace

char32_t windows_1252_character(std::uint8_t byte) {
  return byte >= 0x80 && byte < 0xa0 ? kSigns[byte - 0x80u] : byte;
}

std::string_view wide_encoding_of(std::string_view head) {
  if (head.starts_with("\xff\xfe\0\0"sv) || head.starts_with("\0\0\xfe\xff"sv)) return "UTF-32";
  if (head.starts_with("\xff\xfe"sv) || head.starts_with("\xfe\xff"sv)) return "UTF-16";
  if (head.size() < 4) return "";
  std::array<bool, 4> is_zero{};
  for (std::size_t i = 0; i < is_zero.size(); ++i) is_zero[i] = head[i] == '\0';
  using Zeros = std::array<bool, 4>;
  if (is_zero == Zeros{true, true, true, false} || is_zero == Zeros{false, true, true, true}) {
    return "UTF-32";
  }
  if (is_zero == Zeros{true, false, true, false} || is_zero == Zeros{false, true, false, true}) {
    return "UTF-16";
  }
  return "";
}

RepairedBytes repair_encoding(std::string& text) {
  if (is_valid_utf8(text)) return {};
  if (is_windows_1252(text)) return {.decoded = decode_windows_1252(text)};
  return {.replaced = repair_utf8(text)};
}

}  // namespace newsidx::source

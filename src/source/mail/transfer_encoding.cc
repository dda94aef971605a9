#include "source/mail/transfer_encoding.h"

#include <cstdint>

#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// The size of a line end behind an "=", with the blanks that were put in front of it; 0 if none.
std::size_t soft_break_bytes(std::string_view text) {
  const std::size_t end = text.substr(0, 80).find_first_not_of(" \t\r");
  if (end == std::string_view::npos) return text.size() < 80 ? text.size() : 0;
  return text[end] == '\n' ? end + 1 : 0;
}

}  // namespace

std::string decode_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const int value = base64_value(c);
    if (c == '=') count = 0;  // what follows the padding is another text
    if (value < 0) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xff);
  }
  return out;
}

bool is_cut_base64(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    const bool is_sign = base64_value(c) >= 0;
    if (!is_sign && std::string_view(" \t\r\n").find(c) == std::string_view::npos) return false;
    count += is_sign ? 1 : 0;
  }
  return count % 4 != 0;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t equals = text.find('=', at);
    out += text.substr(at, equals - at);
    if (equals == std::string_view::npos) break;
    at = equals + 1;
    const int high = at + 1 < text.size() ? hex_value(text[at]) : -1;
    const int low = high < 0 ? -1 : hex_value(text[at + 1]);
    if (low >= 0) {
      out += static_cast<char>(high << 4 | low);
      at += 2;
    } else if (const std::size_t size = soft_break_bytes(text.substr(at)); size > 0) {
      at += size;
    } else if (at < text.size()) {
      out += '=';
    }
  }
  return out;
}

std::string decode_transfer(std::string_view text, std::string_view encoding) {
  if (equal_ignoring_case(encoding, "base64")) return decode_base64(text);
  if (equal_ignoring_case(encoding, "quoted-printable")) return decode_quoted_printable(text);
  return std::string(text);
}

}  // namespace newsidx::source

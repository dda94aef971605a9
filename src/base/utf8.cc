#include "base/utf8.h"

namespace newsidx {
namespace {

constexpr char32_t kReplacement = 0xfffd;

// What may follow a lead byte (Unicode Standard, table 3-7).
struct Lead {
  std::uint8_t trail_count = 0;  // 0: not a lead byte of a longer sequence
  std::uint8_t second_min = 0x80;
  std::uint8_t second_max = 0xbf;
};

constexpr Lead lead_of(std::uint8_t byte) noexcept {
  if (byte < 0xc2 || byte > 0xf4) return {};
  if (byte < 0xe0) return {1};
  if (byte == 0xe0) return {2, 0xa0, 0xbf};
  if (byte == 0xed) return {2, 0x80, 0x9f};
  if (byte < 0xf0) return {2};
  if (byte == 0xf0) return {3, 0x90, 0xbf};
  if (byte == 0xf4) return {3, 0x80, 0x8f};
  return {3};
}

}  // namespace

CodePoint decode_long_utf8(std::string_view text, std::size_t at) noexcept {
  const auto byte = static_cast<std::uint8_t>(text[at]);
  const Lead lead = lead_of(byte);
  if (lead.trail_count == 0) return {kReplacement, 1, false};
  char32_t value = byte & (0x3fu >> lead.trail_count);
  for (std::uint8_t i = 1; i <= lead.trail_count; ++i) {
    if (at + i >= text.size()) return {kReplacement, i, false};
    const auto trail = static_cast<std::uint8_t>(text[at + i]);
    const std::uint8_t low = i == 1 ? lead.second_min : 0x80;
    const std::uint8_t high = i == 1 ? lead.second_max : 0xbf;
    if (trail < low || trail > high) return {kReplacement, i, false};
    value = (value << 6) | (trail & 0x3fu);
  }
  return {value, static_cast<std::uint8_t>(lead.trail_count + 1), true};
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto push = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    push(code_point);
  } else if (code_point < 0x800) {
    push(0xc0 | (code_point >> 6));
    push(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    push(0xe0 | (code_point >> 12));
    push(0x80 | ((code_point >> 6) & 0x3f));
    push(0x80 | (code_point & 0x3f));
  } else {
    push(0xf0 | (code_point >> 18));
    push(0x80 | ((code_point >> 12) & 0x3f));
    push(0x80 | ((code_point >> 6) & 0x3f));
    push(0x80 | (code_point & 0x3f));
  }
}

bool is_valid_utf8(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    if (at + 8 <= text.size()) {  // eight ASCII bytes at once
      std::uint64_t bytes;
      __builtin_memcpy(&bytes, text.data() + at, 8);
      if ((bytes & 0x8080808080808080u) == 0) {
        at += 8;
        continue;
      }
    }
    const CodePoint code_point = decode_utf8(text, at);
    if (!code_point.well_formed) return false;
    at += code_point.size;
  }
  return true;
}

std::size_t repair_utf8(std::string& text) {
  if (is_valid_utf8(text)) return 0;
  std::string repaired;
  repaired.reserve(text.size() + 16);
  std::size_t replaced_count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code_point = decode_utf8(text, at);
    if (code_point.well_formed) {
      repaired.append(text, at, code_point.size);
    } else {
      append_utf8(repaired, kReplacement);
      ++replaced_count;
    }
    at += code_point.size;
  }
  text = std::move(repaired);
  return replaced_count;
}

std::size_t utf8_floor(std::string_view text, std::size_t at) noexcept {
  if (at >= text.size()) return text.size();
  while (at > 0 && (static_cast<std::uint8_t>(text[at]) & 0xc0) == 0x80) --at;
  return at;
}

}  // namespace newsidx

#include "storage/keys.h"

#include "base/bytes.h"
#include "base/hash.h"
#include "base/utf8.h"

namespace newsidx::storage {

std::string bounded_key_text(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string(text);
  constexpr std::size_t kHashDigits = 32;
  std::string bounded(text.substr(0, utf8_floor(text, max_bytes - 1 - kHashDigits)));
  bounded.push_back('\x1f');
  const auto [low, high] = hash128(text);
  for (const std::uint64_t half : {high, low}) {
    for (unsigned shift = 64; shift > 0; shift -= 4) {
      bounded.push_back("0123456789abcdef"[half >> (shift - 4) & 15]);
    }
  }
  return bounded;
}

std::string_view manifest_key() noexcept { return "manifest"; }

std::string segment_prefix(std::uint32_t segment) {
  std::string key;
  append_be(key, segment);
  return key;
}

std::string prefix_end(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && end.back() == '\xff') end.pop_back();
  if (!end.empty()) end.back() = static_cast<char>(end.back() + 1);
  return end;
}

std::string term_key(std::uint32_t segment, std::uint8_t field, std::string_view term) {
  std::string key;
  key.reserve(5 + term.size());
  append_be(key, segment);
  key.push_back(static_cast<char>(field));
  key += term;
  return key;
}

std::string chunk_key(std::uint32_t segment, std::uint32_t term_number, std::uint16_t chunk) {
  std::string key;
  key.reserve(10);
  append_be(key, segment);
  append_be(key, term_number);
  append_be(key, chunk);
  return key;
}

std::string column_key(std::uint32_t segment, std::string_view name, std::uint32_t chunk) {
  std::string key = segment_prefix(segment);
  key += name;
  key.push_back('\0');
  append_be(key, chunk);
  return key;
}

std::string doc_key(std::uint64_t sequence) {
  std::string key;
  append_be(key, sequence);
  return key;
}

std::string id_key(std::uint32_t segment, std::string_view id) {
  return segment_prefix(segment) + bounded_key_text(id);
}

std::optional<TermKey> parse_term_key(std::string_view key) noexcept {
  if (key.size() < 5) return std::nullopt;
  return TermKey{static_cast<std::uint8_t>(key[4]), key.substr(5)};
}

}  // namespace newsidx::storage

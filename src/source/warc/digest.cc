#include "source/warc/digest.h"

#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include <array>
#include <optional>
#include <string>

#include "base/blanks.h"
#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxDigestBytes = SHA256_DIGEST_SIZE;

// The bytes that digits of so many bits each spell; nothing where one is no digit.
std::optional<std::string> decoded(std::string_view digits, std::string_view alphabet,
                                   unsigned bits_of_digit) {
  std::string bytes;
  unsigned bits = 0;
  unsigned bit_count = 0;
  for (const char c : digits) {
    const std::size_t value = alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << bits_of_digit | static_cast<unsigned>(value)) & 0xfff;
    bit_count += bits_of_digit;
    if (bit_count < 8) continue;
    bit_count -= 8;
    bytes += static_cast<char>(bits >> bit_count & 0xff);
  }
  return bytes;
}

std::optional<std::string> parse_value(std::string_view value, std::size_t digest_bytes) {
  const std::string lower = lower_ascii(value.substr(0, value.find_last_not_of('=') + 1));
  if (lower.size() == digest_bytes * 2) return decoded(lower, "0123456789abcdef", 4);
  if (lower.size() != (digest_bytes * 8 + 4) / 5) return std::nullopt;
  return decoded(lower, "abcdefghijklmnopqrstuvwxyz234567", 5);
}

template <class Context>
std::string digest_of(std::string_view bytes, void (*init)(Context*),
                      void (*update)(Context*, std::size_t, const std::uint8_t*),
                      void (*digest)(Context*, std::size_t, std::uint8_t*),
                      std::size_t digest_bytes) {
  Context context;
  std::array<std::uint8_t, kMaxDigestBytes> out{};
  init(&context);
  update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  digest(&context, digest_bytes, out.data());
  return {reinterpret_cast<const char*>(out.data()), digest_bytes};
}

}  // namespace

DigestCheck check_digest(std::string_view digest, std::string_view bytes) {
  constexpr std::size_t kLongestField = 256;
  const std::size_t colon = digest.find(':');
  if (colon == std::string_view::npos || digest.size() > kLongestField) return DigestCheck::unknown;
  const std::string name = lower_ascii(trimmed(digest.substr(0, colon)));
  const std::string_view value = trimmed(digest.substr(colon + 1));
  const auto compare = [&](std::size_t digest_bytes, auto... functions) {
    const auto expected = parse_value(value, digest_bytes);
    if (!expected) return DigestCheck::unknown;
    return digest_of(bytes, functions..., digest_bytes) == *expected ? DigestCheck::right
                                                                     : DigestCheck::wrong;
  };
  if (name == "sha1" || name == "sha-1") {
    return compare(SHA1_DIGEST_SIZE, nettle_sha1_init, nettle_sha1_update, nettle_sha1_digest);
  }
  if (name == "sha256" || name == "sha-256") {
    return compare(SHA256_DIGEST_SIZE, nettle_sha256_init, nettle_sha256_update,
                   nettle_sha256_digest);
  }
  if (name == "md5") {
    return compare(MD5_DIGEST_SIZE, nettle_md5_init, nettle_md5_update, nettle_md5_digest);
  }
  return DigestCheck::unknown;
}

}  // namespace newsidx::source

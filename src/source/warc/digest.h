// source/warc/digest.h
//
// What WARC-Block-Digest and WARC-Payload-Digest say of a record:
// "sha1:3EF4GH5IJ6KL7MN8OPQAUTG6YGN6SXOT".
//
// The value is in Base32 (RFC 4648), or in hexadecimal digits where it is so long; md5, sha1 and
// sha256 are known.
// Threads: pure functions.   Cost: linear, about 1 GB/s with SHA extensions of the processor.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx::source {

enum class DigestCheck : std::uint8_t { right, wrong, unknown };

/// @param digest  the value of the field; what is no digest that is known cannot be checked
[[nodiscard]] DigestCheck check_digest(std::string_view digest, std::string_view bytes);

}  // namespace newsidx::source

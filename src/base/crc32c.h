// base/crc32c.h
//
// The checksum of RocksDB's log format, which we check before RocksDB reads it. For data of our own
// there is base/hash.h. (Debian 12 has no library for it that is written for C++.)
//
// Cost: the processor's instruction for it (SSE 4.2), some GB/s; without one a table look-up a
// byte, about 400 MB/s.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx {

/// CRC-32C: polynomial 0x1EDC6F41 (Castagnoli), reflected, start and end inverted.
/// @param before  the checksum of what stands in front of `bytes`
/// Source: RFC 3720, appendix B.4.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0) noexcept;

/// The same without the instruction.
[[nodiscard]] std::uint32_t crc32c_by_table(std::string_view bytes,
                                            std::uint32_t before = 0) noexcept;

}  // namespace newsidx

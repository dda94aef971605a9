// segment/byte_chunks.h
//
// Many bytes as values of 64 KiB, each with a checksum: norms, and which documents are alive.
// Format: FORMAT.md, "Norms".
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "storage/store.h"

namespace newsidx::segment {

/// Bytes in a chunk, but in the last one.
inline constexpr std::size_t kByteChunkBytes = 64 << 10;

/// Cuts `bytes` into chunks and hands them out in order.
[[nodiscard]] Status write_byte_chunks(
    std::string_view bytes,
    const std::function<Status(std::uint32_t chunk, std::string_view bytes)>& sink);

/// Reads all of them.
/// @param key_of  the key of a chunk
/// @param size    bytes that were written
/// @param what    stands in messages: norms 'text'
/// @errors corruption  a chunk is missing, of another size, or fails its checksum
[[nodiscard]] Result<std::string> read_byte_chunks(
    const storage::Store& store, storage::Family family,
    const std::function<std::string(std::uint32_t chunk)>& key_of, std::size_t size,
    const std::string& what);

/// A value without the checksum at its end.
/// @errors corruption  a byte and a checksum are not there, or they do not agree
[[nodiscard]] Result<std::string_view> checked_chunk(std::string_view value,
                                                     const std::string& what);

}  // namespace newsidx::segment

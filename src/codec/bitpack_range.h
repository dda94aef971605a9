// codec/bitpack_range.h
//
// Some of the integers of a packed group, for who wants a few of 128: positions of one document.
// The layouts are those of bitpack.h; unpacking all of a full group is faster from about half on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace newsidx::codec {

/// Reads values [first, end) of a group.
/// @param bytes  the group, packed_size(count, bits) bytes
/// @param count  values in the group [1 to 128]
/// @param out    has room for 128 values; which of them are written is not said
/// @return where value `first` is in `out`; the others follow
/// REQUIRES bits <= 32, first <= end <= count.
const std::uint32_t* unpack_range(std::string_view bytes, unsigned bits, std::size_t count,
                                  std::size_t first, std::size_t end, std::uint32_t* out) noexcept;

}  // namespace newsidx::codec

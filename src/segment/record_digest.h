// segment/record_digest.h: the sum by which a check finds what is not as it was written.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx::segment {

/// Added to a family's digest for each of its records.
/// @param key  without the number of the segment
[[nodiscard]] std::uint64_t record_digest(std::string_view key, std::string_view value);

}  // namespace newsidx::segment

// segment/id_entry.h: the value of an external id. Format: FORMAT.md, "Surface and id values".
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace newsidx::segment {

void append_id_entry(std::string& out, std::uint32_t document);

/// @return the document  @errors corruption
[[nodiscard]] Result<std::uint32_t> parse_id_entry(std::string_view value);

}  // namespace newsidx::segment

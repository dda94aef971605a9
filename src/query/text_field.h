// query/text_field.h: the fields of text, which every index has.
#pragma once

#include <string_view>

namespace newsidx::query {

/// The headline and the first paragraph of the body.
inline constexpr std::string_view kLeadField = "hlead";

/// @param name  in small letters
[[nodiscard]] constexpr bool is_text_field(std::string_view name) {
  return name == "title" || name == "body" || name == "text" || name == kLeadField;
}

}  // namespace newsidx::query

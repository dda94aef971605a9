// source/json/json_string.h
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

/// The text of what stands between the quotes of a JSON string; "" when it is none.
[[nodiscard]] std::string json_string(std::string_view escaped);

}  // namespace newsidx::source

// source/html/linked_script.h
//
// The JSON in a script of a page, and what is done for JSON that is none.
//
// Threads: pure functions.   Cost: linear.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

/// Without the brackets of CDATA and the comments that some scripts have around their JSON.
[[nodiscard]] std::string_view json_of_script(std::string_view script);

/// Mends what is often wrong: control characters in strings, halves of surrogate pairs, a comma
/// before a closing bracket.
void repair_script(std::string& json);

/// The plain string that follows the first `name` in what is no JSON; "" where it has escapes.
[[nodiscard]] std::string string_after(std::string_view json, std::string_view name);

}  // namespace newsidx::source

// source/html/entity_text.h
//
// Text of a page with its entities resolved.
//
// Threads: a pure function.   Cost: linear.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

/// "R&amp;D&nbsp" -> "R&D " with the blank that does not break; a few old names go without their
/// semicolon. What is no entity stays.
[[nodiscard]] std::string resolve_entities(std::string_view text);

}  // namespace newsidx::source

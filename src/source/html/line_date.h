// source/html/line_date.h
//
// A date somewhere in a short line by the headline: "By A. Writer | 05.04.2025 - Updated
// 06.04.2025". What follows a word of change is not looked at.
//
// Threads: a pure function.   Cost: linear.
#pragma once

#include <newsidx/article.h>

#include <optional>
#include <string_view>

#include "source/dates/date_text.h"

namespace newsidx::source {

/// @return the first date of the line; nothing when it is only one of change
[[nodiscard]] std::optional<Timestamp> date_in_line(std::string_view line, const DateHints& hints);

}  // namespace newsidx::source

// cli/help_text.h
#pragma once

#include <string>
#include <string_view>

namespace newsidx::cli {

/// Wraps the lines of a help to so many columns: what an option does, below its beginning; running
/// text at the margin. Indented lines of other kinds (examples) stay as they are.
/// @param text     ASCII
/// @param columns  30 columns more than an option's description begins at, at least
[[nodiscard]] std::string wrap_help(std::string_view text, unsigned columns);

/// Where the description of an option begins.
inline constexpr unsigned kHelpColumn = 30;

}  // namespace newsidx::cli

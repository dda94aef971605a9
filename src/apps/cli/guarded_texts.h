// cli/guarded_texts.h
//
// Texts that CLI11 would take for something else: a query may begin with a hyphen
// ('-Kerry ceasefire') or stand in square brackets, which are a list to CLI11. They pass it with a
// mark in front, a character that no argument of a process can hold.
#pragma once

#include <newsidx/result.h>

#include <string>
#include <vector>

namespace newsidx::cli {

/// The arguments as CLI11 is to read them: text is what begins with a hyphen and holds a blank (but
/// for "--name=a value"), and all that follows "--", which is left out.
/// @errors invalid_argument  "--name=" without a value: CLI11 would take the next argument
[[nodiscard]] Result<std::vector<std::string>> guarded(std::vector<std::string> arguments);

/// The text without the mark, if it has one.
[[nodiscard]] std::string unguarded(std::string text);

}  // namespace newsidx::cli

// analysis/letter_case.h: how the letters of a written word stand.
#pragma once

#include <string_view>

#include "base/letter_case.h"

namespace newsidx::analysis {

/// @param written  the bytes of a token in its text. A possessive "'s" at its end says nothing:
///                 "US's" is written in capitals. Of a joined compound, all its parts
/// Cost: a look at each byte; beyond ASCII, at each character's category.
[[nodiscard]] LetterCase letter_case(std::string_view written) noexcept;

}  // namespace newsidx::analysis

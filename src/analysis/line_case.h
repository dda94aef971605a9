// analysis/line_case.h
#pragma once

#include <string_view>

namespace newsidx::analysis {

/// True for a line in which case says nothing because all of it is capitals: every letter is a
/// capital, and at least two runs of letters are two or longer ("ATTACK ON RAQQA"). A line of one
/// word ("NATO", "U.S.") counts as mixed: alone, an acronym is likelier than a telegram. So does a
/// line with letters of a script without case ("北约 NATO ISIS"): beside them, capitals are a
/// choice.
[[nodiscard]] bool is_all_capitals_line(std::string_view line) noexcept;

}  // namespace newsidx::analysis

// source/html/role_words.h
//
// The words by which pages name the parts around an article, and the text itself. They are those
// of all publishers' style sheets; none is of one paper.
//
// Threads: pure functions.   Cost: one look into a hash table; of body names a pass over a few.
#pragma once

#include <string_view>

#include "source/html/element_role.h"

namespace newsidx::source {

/// @param word  in small letters: "sidebar", "comments"
[[nodiscard]] Role role_of_word(std::string_view word);

/// @param letters  a name in small letters, without signs: "articlebody", "mainstorytext"
[[nodiscard]] bool names_body(std::string_view letters);

/// A class that hides: "d-none", "sr-only".
[[nodiscard]] bool is_hiding_class(std::string_view name);

/// "has-sidebar", "no-comments", "tag-social": a state or a subject, not a purpose.
[[nodiscard]] bool is_state_class(std::string_view name);

}  // namespace newsidx::source

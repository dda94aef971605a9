// source/html/sentence_text.h
//
// Whether a block of a page is written in sentences, in any script.
//
//   "The port is open."  "It is «open»."  "It is open. (dpa)"  "It is open.[1]"  "It is open. ■"
//
// Threads: pure functions.   Cost: linear in the text; the first looks at its end only.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx::source {

/// The last sign ends a sentence; quotes, brackets and ornaments behind it aside, and a source, a
/// note or the mark of one.
[[nodiscard]] bool ends_as_sentence(std::string_view text);

/// A sentence of so many letters ends within, whatever is behind it ("Read more", a name); or it is
/// of a script whose sentences end without a sign (Thai, Lao), and about twice as long.
[[nodiscard]] bool holds_sentence(std::string_view text, std::uint32_t least_letters);

}  // namespace newsidx::source

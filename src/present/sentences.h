// present/sentences.h
//
// Where sentences begin, well enough to start a passage there: after . ! ? and what closes, before
// a blank and something that can begin a sentence; after a line break; after the full stops of
// scripts without blanks. "Mr. Smith" and "U.S. troops" do not begin one.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/cancellation.h"

namespace newsidx::present {

/// Byte offsets, ascending: of the first character of each sentence. Linear in the text.
/// @param pace  may be nullptr; when it is over, the sentences are those found until then
[[nodiscard]] std::vector<std::uint32_t> sentence_begins(std::string_view text,
                                                         PacedCancellation* pace = nullptr);

/// A blank that ends words, in any script (a no-break space does).
[[nodiscard]] bool is_blank(char32_t code_point) noexcept;

/// A script that writes words without blanks between them: Chinese, Japanese, Thai, Lao, Khmer, ...
[[nodiscard]] bool is_written_without_blanks(char32_t code_point) noexcept;

}  // namespace newsidx::present

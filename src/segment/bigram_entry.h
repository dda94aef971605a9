// segment/bigram_entry.h
//
// Field bigram: the terms of pairs, and which words have pairs. Format: FORMAT.md, "Frequent
// words".
#pragma once

#include <newsidx/result.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::segment {

/// Where the words that have pairs stand: behind the dictionary of field bigram.
[[nodiscard]] std::string frequent_words_key(std::uint32_t segment);

/// @param words  ascending
void append_frequent_words(std::string& out, std::span<const std::string> words);

/// The views of the result point into `value`. @errors corruption
[[nodiscard]] Result<std::vector<std::string_view>> parse_frequent_words(std::string_view value);

/// The term of a pair in Field::bigram.
[[nodiscard]] std::string pair_term(std::string_view first, std::string_view second);

}  // namespace newsidx::segment

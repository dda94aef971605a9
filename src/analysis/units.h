// analysis/units.h
//
// Text of scripts without blanks (is_unit_letter() of scripts.h) cut into units: a character with
// its marks, in Khmer and Burmese a cluster with what is stacked on it. A dictionary cuts the same
// name differently in different sentences; units are the same everywhere.
//
// A query is cut by ICU's dictionary, and each of its words is units in a row. Pairs of units are
// compounds of two positions, so phrases need nothing new. In a list of such words the pairs of the
// whole run count half beside the words (MAP of a Chinese and of a Japanese set of questions: words
// alone .925 and .926, with pairs .948 and .941, words by dictionary in text and query .936 and
// .924).
#pragma once

#include <cstddef>
#include <string_view>

namespace newsidx::analysis {

/// The end of the unit that starts with the unit letter at `at`.
/// Cost: linear in the unit.
[[nodiscard]] std::size_t unit_end(std::string_view text, std::size_t at) noexcept;

}  // namespace newsidx::analysis

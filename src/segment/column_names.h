// segment/column_names.h: the columns of a segment. Their values: FORMAT.md, "Columns and norms".
#pragma once

#include <string_view>

namespace newsidx::segment {

inline constexpr std::string_view kPublishedColumn = "published";       // 8 bytes, column_time()
inline constexpr std::string_view kTitleLengthColumn = "title_length";  // 4 bytes, positions

/// The article of a document of a reordered segment is stored under first_sequence + this.
inline constexpr std::string_view kSequenceColumn = "sequence";  // 4 bytes

}  // namespace newsidx::segment

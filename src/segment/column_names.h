// segment/column_names.h
//
// The columns of a segment, in the order in which they are written. What they hold: FORMAT.md,
// "Columns".
#pragma once

#include <string_view>

namespace newsidx::segment {

/// Where the document's article is stored: its number in the store, and which of the segment's
/// stores.
inline constexpr std::string_view kArticleNumberColumn = "article_number";
inline constexpr std::string_view kArticleStoreColumn = "article_store";

/// Lengths, of words that are no stop words, and positions. With these a merge finds the same
/// statistics and norms as if the articles had been indexed together.
inline constexpr std::string_view kBodyLengthColumn = "body_length";
inline constexpr std::string_view kBodyPositionsColumn = "body_positions";

inline constexpr std::string_view kPublishedColumn = "published";  // column_time(); optional

/// The number of the file that the article was read from; 0: not known (source_files.h).
inline constexpr std::string_view kSourceFileColumn = "source_file";

inline constexpr std::string_view kTitleLengthColumn = "title_length";
inline constexpr std::string_view kTitlePositionsColumn = "title_positions";

}  // namespace newsidx::segment

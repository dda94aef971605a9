// query/syntax_error.h
//
// Says what is wrong with a query, and shows where:
//
//   the quote is not closed: column 7 of the query (try: add " at the end of the phrase)
//     Daraya "rebels evacuated
//            ^
#pragma once

#include <newsidx/result.h>

#include <string_view>

#include "query/syntax_tree.h"

namespace newsidx::query {

/// @param what   what is wrong, without a full stop
/// @param hint   what to write instead; empty: no hint
/// @param place  the caret stands under its first character; it may be the end of the query
/// Ill-formed bytes and control characters of the query are shown as harmless ones.
[[nodiscard]] Failure syntax_error(std::string_view query, Place place, std::string_view what,
                                   std::string_view hint, ErrorCode code = ErrorCode::parse);

}  // namespace newsidx::query

// query/syntax/syntax_error.h
//
// Says what is wrong with a query, and where: "the quote is not closed: column 7 of the query".
#pragma once

#include <newsidx/result.h>

#include <string_view>

#include "query/syntax/syntax_tree.h"

namespace newsidx::query {

/// @param what   what is wrong, without a full stop
/// @param hint   what to write instead; may be empty
/// @param place  its first character is the column of the error; it may be the end of the query
[[nodiscard]] Failure syntax_error(std::string_view query, Place place, std::string_view what,
                                   Hint hint, ErrorCode code = ErrorCode::parse);

}  // namespace newsidx::query

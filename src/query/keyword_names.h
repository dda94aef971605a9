// query/keyword_names.h: the names of the keyword fields of an index.
#pragma once

#include <newsidx/result.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/cancellation.h"
#include "query/list_cache.h"

namespace newsidx::query {

/// Does a keyword field have this name (bounded, segment::keyword_name())? @errors corruption, io
[[nodiscard]] Result<bool> has_keyword_name(Segments segments, std::string_view name);

/// Names of the keyword fields in the index, ascending. @errors cancelled, corruption, io
[[nodiscard]] Result<std::vector<std::string>> keyword_names(Segments segments,
                                                             const CancellationToken& cancellation);

/// May one have been typed for the other? Two letters at most differ, and neither is short: within
/// two letters of "id" is any short word.
[[nodiscard]] bool are_similar_names(std::string_view one, std::string_view other);

}  // namespace newsidx::query

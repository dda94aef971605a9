// api/search_request.h (private): what the options of a search say to all calls that take them.
#pragma once

#include <newsidx/result.h>
#include <newsidx/search_options.h>

#include "base/cancellation.h"

namespace newsidx {

[[nodiscard]] CancellationToken cancellation_of(const SearchOptions& options);

/// @errors invalid_argument, limit  options that no search can have
[[nodiscard]] Status check_options(const SearchOptions& options);

}  // namespace newsidx

// api/read_options.h (private): what is public of reading, in terms of the module that reads.
#pragma once

#include <newsidx/article_reader.h>

#include "source/article_reader.h"

namespace newsidx {

/// @errors invalid_argument  a pattern or a map that cannot be read
[[nodiscard]] Result<source::ReaderOptions> reader_options_of(const ReadOptions& options);

/// Fills in what `reader` has read so far.
void fill_counts(const source::ReadCounts& counts, std::string unused_fields, ReadReport& report);

}  // namespace newsidx

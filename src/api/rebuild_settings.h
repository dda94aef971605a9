// api/rebuild_settings.h (private): what is not said of a rebuild, the index tells.
#pragma once

#include <newsidx/repair.h>

#include "indexer/build/build_settings.h"
#include "indexer/live/index_writer.h"

namespace newsidx {

/// @errors corruption, io  of the index's frequent words, where options.bigrams is not given
[[nodiscard]] Result<indexer::BuildSettings> rebuild_settings(const RebuildOptions& options,
                                                              const indexer::IndexWriter& writer);

}  // namespace newsidx

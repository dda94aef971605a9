// api/progress.h (private): what the indexer tells of its progress, in public terms.
#pragma once

#include <newsidx/build.h>

#include <functional>

#include "indexer/build/build_settings.h"

namespace newsidx {

[[nodiscard]] inline BuildProgress::Stage stage_of(indexer::BuildProgress::Stage stage) {
  using Stage = indexer::BuildProgress::Stage;
  switch (stage) {
    case Stage::reading: return BuildProgress::Stage::reading;
    case Stage::reordering: return BuildProgress::Stage::reordering;
    case Stage::merging: return BuildProgress::Stage::merging;
    case Stage::pairing: return BuildProgress::Stage::pairing;
    case Stage::committing: return BuildProgress::Stage::committing;
  }
  return BuildProgress::Stage::reading;
}

/// @param tell  may be empty
[[nodiscard]] inline std::function<void(const indexer::BuildProgress&)> progress_teller(
    const std::function<void(const BuildProgress&)>& tell) {
  if (!tell) return {};
  return [tell](const indexer::BuildProgress& progress) {
    tell({stage_of(progress.stage), progress.articles, progress.text_bytes, progress.done_units,
          progress.total_units, progress.share_done});
  };
}

}  // namespace newsidx

#include "indexer/live/merging.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "indexer/live/merge_policy.h"

namespace newsidx::indexer {

std::uint64_t document_count_of(const segment::Manifest& manifest,
                                std::span<const std::uint32_t> picked) {
  std::uint64_t documents = 0;
  for (const segment::SegmentInfo& info : manifest.segments) {
    if (std::ranges::find(picked, info.id) != picked.end()) documents += info.live.document_count;
  }
  return documents;
}

Result<std::uint64_t> merge_as_worth(IndexWriter& writer, bool is_full, MergeSettings settings) {
  for (std::uint64_t merges = 0;; ++merges) {
    const auto& segments = writer.manifest().segments;
    const std::vector<std::uint32_t> picked =
        is_full ? pick_full_merge(segments) : pick_merge(segments);
    if (picked.empty()) return merges;
    // Small segments without pairs may become one that is worth them.
    if (document_count_of(writer.manifest(), picked) >= kMinBigramArticles) {
      NEWSIDX_ASSIGN_OR_RETURN(settings.bigrams,
                               frequent_word_count(*writer.store(), writer.manifest()));
    }
    NEWSIDX_ASSIGN_OR_RETURN(auto merged, merge_segments(writer, picked, settings));
    NEWSIDX_RETURN_IF_ERROR(follow_deletions(writer, merged));
    NEWSIDX_RETURN_IF_ERROR(writer.commit(std::move(merged.edit), writer.manifest().settings));
  }
}

}  // namespace newsidx::indexer

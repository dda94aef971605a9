#include <algorithm>

#include "base/status_macros.h"
#include "indexer/live/segment_merge.h"
#include "indexer/merge/living_documents.h"
#include "segment/live_docs.h"

namespace newsidx::indexer {
namespace {

using segment::DocBits;
using segment::SegmentInfo;

bool has_bit(const DocBits& bits, std::uint32_t document) {
  return (bits[document / 64] >> (document % 64) & 1) != 0;
}

DocBits all_of(std::uint32_t document_count) {
  DocBits bits((std::size_t{document_count} + 63) / 64);
  for (std::uint32_t document = 0; document < document_count; ++document) set_bit(bits, document);
  return bits;
}

// The documents of an input that are deleted now; empty: no others than when the merge began.
Result<DocBits> deleted_now(const IndexWriter& writer, const SegmentInfo& input) {
  const auto& segments = writer.manifest().segments;
  const auto now = std::ranges::find(segments, input.id, &SegmentInfo::id);
  if (now == segments.end()) return all_of(input.document_count);
  if (now->live.generation == input.live.generation) return DocBits();
  return segment::read_deleted_docs(*writer.store(), now->id, now->live.generation,
                                    now->document_count, now->live.document_count);
}

}  // namespace

Status follow_deletions(const IndexWriter& writer, MergedSegments& merged) {
  if (merged.edit.add.empty()) return {};
  const SegmentInfo& info = merged.edit.add[0].info;
  std::uint32_t count = 0;
  for (const SegmentInfo& input : merged.inputs) count += input.document_count;
  const LivingDocuments living(count, merged.deleted);
  ManifestEdit::Live live{info.id, all_of(info.document_count)};
  bool has_changed = false;
  std::uint32_t first = 0;
  for (const SegmentInfo& input : merged.inputs) {
    NEWSIDX_ASSIGN_OR_RETURN(const DocBits deleted, deleted_now(writer, input));
    for (std::uint32_t i = 0; i < input.document_count && !deleted.empty(); ++i) {
      if (!has_bit(deleted, i) || living.is_left_out(first + i)) continue;
      const std::uint32_t place = living.before(first + i);
      const std::uint32_t number = merged.numbers.empty() ? place : merged.numbers[place];
      live.bits[number / 64] &= ~(std::uint64_t{1} << (number % 64));
      has_changed = true;
    }
    first += input.document_count;
  }
  merged.edit.set_live.clear();
  if (has_changed) merged.edit.set_live.push_back(std::move(live));
  return {};
}

}  // namespace newsidx::indexer

#include "indexer/copies/copies_writer.h"

#include <utility>

#include "base/status_macros.h"
#include "indexer/copies/copy_search.h"
#include "segment/copies_record.h"
#include "segment/segment_reader.h"

namespace newsidx::indexer {

Result<segment::SegmentRecords::Digests> write_copies_of(
    const std::shared_ptr<const storage::Store>& store, const segment::SegmentInfo& info,
    const std::stop_token& stop, storage::RecordSink& sink) {
  segment::SegmentInfo opened = info;
  opened.live = {0, info.document_count};
  NEWSIDX_ASSIGN_OR_RETURN(const auto reader, segment::SegmentReader::open(store, opened));
  const CopySource source{reader.get(), 0, false};
  CopySearchSettings settings;
  settings.block_bytes = kCopiesBlockBytes;
  auto found = find_copies({&source, 1}, settings, CancellationToken(stop));
  if (!found && found.error().code == ErrorCode::unsupported) {
    return segment::SegmentRecords::Digests{};
  }
  if (!found) return fail(std::move(found).error());
  segment::SegmentRecords records(sink, info.id);
  NEWSIDX_RETURN_IF_ERROR(
      segment::write_copies(records, {std::move(found->pairs), std::move(found->corrections)}));
  return records.digests();
}

}  // namespace newsidx::indexer

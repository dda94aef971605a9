#include "indexer/live/deletions.h"

#include <algorithm>
#include <utility>

#include "base/status_macros.h"
#include "segment/column_names.h"
#include "segment/column_reader.h"

namespace newsidx::indexer {

using segment::DocBits;
using segment::SegmentInfo;

namespace {

// A lookup costs as much as so many steps over ids in a row.
constexpr std::uint32_t kStepsALookup = 8;

DocBits all_live(std::uint32_t document_count) {
  DocBits bits((std::size_t{document_count} + 63) / 64, ~std::uint64_t{0});
  if (document_count % 64 != 0) bits.back() = (std::uint64_t{1} << (document_count % 64)) - 1;
  return bits;
}

bool may_have(const segment::ColumnDescriptor& column, std::uint32_t chunk,
              const std::unordered_set<std::uint32_t>& numbers) {
  if (chunk >= column.chunks.size()) return false;
  const auto& range = column.chunks[chunk];
  return std::ranges::any_of(numbers, [&range](std::uint32_t number) {
    return number >= range.least && number <= range.greatest;
  });
}

}  // namespace

Deletions::Deletions(std::shared_ptr<const storage::Store> store,
                     const std::vector<SegmentInfo>& segments, KnownIds* known)
    : store_(std::move(store)), known_(known) {
  for (const SegmentInfo& info : segments) {
    segments_.push_back({info, segment::IdReader(store_, info.id, info.document_count)});
  }
}

Status Deletions::load(Segment& segment) const {
  if (!segment.live.empty()) return {};
  const SegmentInfo& info = segment.info;
  segment.live = all_live(info.document_count);
  if (info.live.generation == 0) return {};
  NEWSIDX_ASSIGN_OR_RETURN(
      const DocBits deleted,
      segment::read_deleted_docs(*store_, info.id, info.live.generation, info.document_count,
                                 info.live.document_count));
  for (std::size_t i = 0; i < deleted.size(); ++i) segment.live[i] &= ~deleted[i];
  return {};
}

Result<bool> Deletions::remove(Segment& segment, std::uint32_t document) const {
  NEWSIDX_RETURN_IF_ERROR(load(segment));
  std::uint64_t& word = segment.live[document / 64];
  const std::uint64_t bit = std::uint64_t{1} << (document % 64);
  if ((word & bit) == 0) return false;
  word &= ~bit;
  segment.is_changed = true;
  return true;
}

Result<bool> Deletions::remove(const Place& place) {
  return remove(segments_[place.segment], place.document);
}

Result<bool> Deletions::remove_document(std::uint32_t segment, std::uint32_t document) {
  for (Segment& each : segments_) {
    if (each.info.id == segment && document < each.info.document_count) {
      return remove(each, document);
    }
  }
  return fail(ErrorCode::invalid_argument, "there is no document " + std::to_string(document) +
                                               " in segment " + std::to_string(segment));
}

Result<std::optional<Deletions::Place>> Deletions::find(std::string_view id) {
  for (std::size_t i = segments_.size(); i-- > 0;) {  // newer ones are small
    if (known_ != nullptr) {
      NEWSIDX_ASSIGN_OR_RETURN(const bool may_have,
                               known_->may_have(segments_[i].info.id, segments_[i].ids, id));
      if (!may_have) continue;
    }
    NEWSIDX_ASSIGN_OR_RETURN(const auto document, segments_[i].ids.find(id));
    if (!document) continue;
    NEWSIDX_RETURN_IF_ERROR(load(segments_[i]));
    const bool is_live = (segments_[i].live[*document / 64] >> (*document % 64) & 1) != 0;
    if (is_live) return std::optional(Place{i, *document});
  }
  return std::optional<Place>();
}

Result<bool> Deletions::remove_id(std::string_view id) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto place, find(id));
  if (!place) return false;
  return remove(*place);
}

Result<std::uint64_t> Deletions::remove_ids_of(const SegmentInfo& info,
                                               const segment::IdReader& newer, Segment& older) {
  std::uint64_t removed = 0;
  if (known_ != nullptr) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool may_share,
                             known_->may_share(info.id, newer, older.info.id, older.ids));
    if (!may_share) return removed;
  }
  const auto remove_one = [&](std::uint32_t document) -> Status {
    NEWSIDX_ASSIGN_OR_RETURN(const bool was_live, remove(older, document));
    removed += was_live ? 1 : 0;
    return {};
  };
  segment::IdCursor ids = newer.scan();
  if (std::uint64_t{newer.document_count()} * kStepsALookup < older.info.document_count) {
    for (; ids.valid(); ids.next()) {
      NEWSIDX_ASSIGN_OR_RETURN(const auto document, older.ids.find(ids.id()));
      if (document) NEWSIDX_RETURN_IF_ERROR(remove_one(*document));
    }
  } else {
    segment::IdCursor others = older.ids.scan();
    while (ids.valid() && others.valid()) {
      const int order = ids.id().compare(others.id());
      if (order == 0) {
        NEWSIDX_ASSIGN_OR_RETURN(const std::uint32_t document, others.document());
        if (document >= older.info.document_count) {
          return fail(ErrorCode::corruption, "segment " + std::to_string(older.info.id) +
                                                 ": an id names a document outside the segment");
        }
        NEWSIDX_RETURN_IF_ERROR(remove_one(document));
      }
      if (order <= 0) ids.next();
      if (order >= 0) others.next();
    }
    NEWSIDX_RETURN_IF_ERROR(others.status());
  }
  NEWSIDX_RETURN_IF_ERROR(ids.status());
  return removed;
}

Result<Deletions::Replaced> Deletions::replace_by(const SegmentInfo& segment) {
  const segment::IdReader ids(store_, segment.id, segment.document_count);
  Replaced replaced;
  for (Segment& older : segments_) {
    NEWSIDX_ASSIGN_OR_RETURN(const std::uint64_t of_segment, remove_ids_of(segment, ids, older));
    (older.is_new ? replaced.added : replaced.committed) += of_segment;
  }
  segments_.push_back({segment, ids, true});
  return replaced;
}

Result<std::uint64_t> Deletions::remove_files(const std::unordered_set<std::uint32_t>& numbers) {
  std::uint64_t removed = 0;
  if (numbers.empty()) return removed;
  std::vector<std::uint64_t> chunk_numbers;
  for (Segment& segment : segments_) {
    if (segment.is_new) continue;
    NEWSIDX_ASSIGN_OR_RETURN(
        const auto column,
        segment::ColumnReader::find(store_, segment.info.id, segment::kSourceFileColumn,
                                    segment.info.document_count));
    for (std::uint32_t chunk = 0; column && chunk < column->chunk_count(); ++chunk) {
      if (!may_have(column->descriptor(), chunk, numbers)) continue;
      chunk_numbers.clear();
      NEWSIDX_RETURN_IF_ERROR(column->read(chunk, chunk_numbers));
      std::uint32_t document = chunk * segment::kColumnChunkDocuments;
      for (const std::uint64_t number : chunk_numbers) {
        if (number != 0 && numbers.contains(static_cast<std::uint32_t>(number))) {
          NEWSIDX_ASSIGN_OR_RETURN(const bool was_live, remove(segment, document));
          removed += was_live ? 1 : 0;
        }
        ++document;
      }
    }
  }
  return removed;
}

std::vector<ManifestEdit::Live> Deletions::take() && {
  std::vector<ManifestEdit::Live> changes;
  for (Segment& segment : segments_) {
    if (segment.is_changed) changes.push_back({segment.info.id, std::move(segment.live)});
  }
  return changes;
}

}  // namespace newsidx::indexer

#include "indexer/live/merge_documents.h"

#include <algorithm>
#include <array>

#include "base/status_macros.h"
#include "indexer/merge/living_documents.h"
#include "segment/column_names.h"
#include "segment/column_reader.h"
#include "segment/source_files.h"

namespace newsidx::indexer {
namespace {

constexpr std::array kColumns = {
    std::pair{segment::kTitlePositionsColumn, &DocumentStats::title_positions},
    std::pair{segment::kBodyPositionsColumn, &DocumentStats::body_positions},
    std::pair{segment::kTitleLengthColumn, &DocumentStats::title_length},
    std::pair{segment::kBodyLengthColumn, &DocumentStats::body_length}};

Failure in_segment(const segment::SegmentInfo& info, const Error& error) {
  return fail("segment " + std::to_string(info.id), error);
}

// Calls set(row, number) for each document of a segment.
template <class Set>
Status read_column(const std::shared_ptr<const storage::Store>& store,
                   const segment::SegmentInfo& info, std::string_view name,
                   DocumentStatsTable& rows, std::size_t first, Set set) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto column,
                           segment::ColumnReader::open(store, info.id, name, info.document_count));
  std::vector<std::uint64_t> numbers;
  for (std::uint32_t chunk = 0; chunk < column.chunk_count(); ++chunk) {
    numbers.clear();
    NEWSIDX_RETURN_IF_ERROR(column.read(chunk, numbers));
    for (const std::uint64_t number : numbers) set(rows[first++], number);
  }
  return {};
}

}  // namespace

Status MergeDocuments::append_rows(const std::shared_ptr<const storage::Store>& store,
                                   const segment::SegmentInfo& info) {
  const std::size_t first = rows.size();
  rows.resize(first + info.document_count);
  for (const auto& [name, member] : kColumns) {
    NEWSIDX_RETURN_IF_ERROR(read_column(
        store, info, name, rows, first, [member](DocumentStats& row, std::uint64_t number) {
          row.*member = static_cast<std::uint32_t>(std::min<std::uint64_t>(number, UINT32_MAX));
        }));
  }
  return read_column(store, info, segment::kPublishedColumn, rows, first,
                     [](DocumentStats& row, std::uint64_t number) { row.published = number; });
}

Status MergeDocuments::append(const std::shared_ptr<const storage::Store>& store,
                              const segment::SegmentInfo& info) {
  const std::uint32_t first = size();
  const std::uint64_t end = std::uint64_t{first} + info.document_count;
  if (end > UINT32_MAX - 64) return fail(ErrorCode::limit, "too many articles to be merged");
  const Status read = append_rows(store, info);
  if (!read) return in_segment(info, read.error());
  NEWSIDX_ASSIGN_OR_RETURN(const auto files, segment::read_source_files(store, info));
  for (std::uint32_t i = 0; i < files.size(); ++i) rows[first + i].source_file = files[i];
  NEWSIDX_ASSIGN_OR_RETURN(const auto documents, segment::DocumentReader::open(store, info));
  NEWSIDX_ASSIGN_OR_RETURN(const auto found, documents.addresses());
  addresses.insert(addresses.end(), found.begin(), found.end());
  deleted.resize((end + 63) / 64);
  if (info.live.generation == 0) return {};
  auto bits = segment::read_deleted_docs(*store, info.id, info.live.generation, info.document_count,
                                         info.live.document_count);
  if (!bits) return in_segment(info, bits.error());
  for (std::uint32_t i = 0; i < info.document_count; ++i) {
    if (((*bits)[i / 64] >> (i % 64) & 1) != 0) set_bit(deleted, first + i);
  }
  return {};
}

segment::DocBits MergeDocuments::deleted_between(std::uint32_t first, std::uint32_t end) const {
  segment::DocBits bits((std::size_t{end} - first + 63) / 64);
  bool has_any = false;
  for (std::uint32_t document = first; document < end; ++document) {
    if (!is_deleted(document)) continue;
    set_bit(bits, document - first);
    has_any = true;
  }
  if (!has_any) bits.clear();
  return bits;
}

void MergeDocuments::compact() {
  std::uint32_t end = 0;
  for (std::uint32_t document = 0; document < size(); ++document) {
    if (is_deleted(document)) continue;
    rows[end] = rows[document];
    addresses[end++] = addresses[document];
  }
  rows.resize(end);
  addresses.resize(end);
  deleted.assign((std::size_t{end} + 63) / 64, 0);
}

}  // namespace newsidx::indexer

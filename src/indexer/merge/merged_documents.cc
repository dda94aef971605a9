#include "indexer/merge/merged_documents.h"

#include <vector>

#include "base/status_macros.h"
#include "codec/norm.h"
#include "segment/column_names.h"

namespace newsidx::indexer {

using segment::Field;
using segment::SegmentWriter;

namespace {

using Row = const DocumentStats&;

segment::ColumnWriter number_column(SegmentWriter& writer, std::string_view name) {
  return writer.start_column(name, segment::ColumnType::number, segment::ColumnPresence::always);
}

}  // namespace

// Calls visit(row, document of the stretch) in the order of the segment.
template <class Visit>
void MergedDocuments::for_each(Visit visit) const {
  if (request_.is_reordered()) {
    for (const std::uint32_t document : request_.order) {
      visit(request_.documents[document], document);
    }
    return;
  }
  for (std::uint32_t document = 0; document < request_.documents.size(); ++document) {
    if (!living_.is_left_out(document)) visit(request_.documents[document], document);
  }
}

template <class Length, class Positions>
segment::FieldInfo MergedDocuments::field_info(Length length, Positions positions) const {
  segment::FieldInfo info;
  for_each([&](Row row, std::uint32_t) {
    if (positions(row) == 0) return;
    ++info.document_count;
    info.total_length += length(row);
    info.token_count += positions(row);
  });
  return info;
}

segment::SegmentInfo MergedDocuments::info() const {
  segment::SegmentInfo info;
  info.id = request_.segment;
  info.document_count = living_.size();
  info.is_reordered = request_.is_reordered();
  info.languages = request_.languages;
  info.stores = request_.stores;
  info.fields[number_of(Field::text)] =
      field_info([this](Row row) { return text_length(row, request_.title_weight); },
                 [](Row row) { return row.title_positions + row.body_positions; });
  info.fields[number_of(Field::title)] = field_info([](Row row) { return row.title_length; },
                                                    [](Row row) { return row.title_positions; });
  return info;
}

template <class Length>
Status MergedDocuments::write_lengths(SegmentWriter& writer, Field field, Length length_of) const {
  std::vector<std::uint8_t> norms;
  norms.reserve(living_.size());
  for_each([&](Row row, std::uint32_t) { norms.push_back(codec::encode_norm(length_of(row))); });
  return writer.set_lengths(field, std::move(norms));
}

// @param value_of  (row, document) -> the number
template <class Value>
Status MergedDocuments::write_column(segment::ColumnWriter column, Value value_of) const {
  Status status;
  for_each([&](Row row, std::uint32_t document) {
    if (status) status = column.add(value_of(row, document));
  });
  if (!status) return status;
  return column.finish();
}

segment::ArticleAddress MergedDocuments::address_of(std::uint32_t document) const {
  if (!request_.addresses.empty()) return request_.addresses[document];
  return {0, request_.first_document + document};
}

// Articles are stored in the order in which they were read: their numbers often count.
bool MergedDocuments::numbers_count(std::uint32_t& first) const {
  bool count = true;
  std::uint32_t next = 0;
  for_each([&](Row, std::uint32_t document) {
    const std::uint32_t number = address_of(document).number;
    if (next++ == 0) first = number;
    count = count && number == first + next - 1;
  });
  return count;
}

Status MergedDocuments::write_addresses(SegmentWriter& writer) const {
  std::uint32_t first = request_.first_document;
  if (numbers_count(first)) {
    NEWSIDX_RETURN_IF_ERROR(writer.add_counting_column(segment::kArticleNumberColumn, first));
  } else {
    NEWSIDX_RETURN_IF_ERROR(
        write_column(number_column(writer, segment::kArticleNumberColumn),
                     [this](Row, std::uint32_t document) { return address_of(document).number; }));
  }
  return write_column(number_column(writer, segment::kArticleStoreColumn),
                      [this](Row, std::uint32_t document) { return address_of(document).store; });
}

// One column after the other, by their names.
Status MergedDocuments::write_columns(SegmentWriter& writer) const {
  NEWSIDX_RETURN_IF_ERROR(write_addresses(writer));
  const auto write_into = [&](segment::ColumnWriter column, auto number) {
    return write_column(std::move(column),
                        [number](Row row, std::uint32_t) -> std::uint64_t { return row.*number; });
  };
  const auto write = [&](std::string_view name, auto number) {
    return write_into(number_column(writer, name), number);
  };
  NEWSIDX_RETURN_IF_ERROR(write(segment::kBodyLengthColumn, &DocumentStats::body_length));
  NEWSIDX_RETURN_IF_ERROR(write(segment::kBodyPositionsColumn, &DocumentStats::body_positions));
  NEWSIDX_RETURN_IF_ERROR(
      write_into(writer.start_column(segment::kPublishedColumn, segment::ColumnType::time,
                                     segment::ColumnPresence::optional),
                 &DocumentStats::published));
  NEWSIDX_RETURN_IF_ERROR(write(segment::kSourceFileColumn, &DocumentStats::source_file));
  NEWSIDX_RETURN_IF_ERROR(write(segment::kTitleLengthColumn, &DocumentStats::title_length));
  return write(segment::kTitlePositionsColumn, &DocumentStats::title_positions);
}

Status MergedDocuments::write(SegmentWriter& writer) const {
  NEWSIDX_RETURN_IF_ERROR(write_lengths(
      writer, Field::text, [this](Row row) { return text_length(row, request_.title_weight); }));
  NEWSIDX_RETURN_IF_ERROR(
      write_lengths(writer, Field::title, [](Row row) { return row.title_length; }));
  return write_columns(writer);
}

}  // namespace newsidx::indexer

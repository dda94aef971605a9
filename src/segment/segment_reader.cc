#include "segment/segment_reader.h"

#include "base/status_macros.h"
#include "segment/bigram_entry.h"
#include "segment/column_names.h"
#include "segment/error_context.h"

namespace newsidx::segment {

SegmentReader::SegmentReader(std::shared_ptr<const storage::Store> store, SegmentInfo info,
                             NormsReader norms, DocumentReader documents,
                             std::shared_ptr<MemoryBudget> budget)
    : store_(std::move(store)),
      info_(std::move(info)),
      dictionary_(store_, info_, budget),
      documents_(std::move(documents)),
      ids_(store_, info_.id, info_.document_count),
      norms_(std::move(norms)),
      opened_(std::move(budget)) {}

Result<std::shared_ptr<const SegmentReader>> SegmentReader::open(
    std::shared_ptr<const storage::Store> store, SegmentInfo info,
    std::shared_ptr<MemoryBudget> budget) {
  const std::uint32_t id = info.id;
  auto norms = NormsReader::open(*store, id, info.document_count);
  if (!norms) return in_segment(id, std::move(norms).error());
  auto documents = DocumentReader::open(store, info);
  if (!documents) return in_segment(id, std::move(documents).error());
  const std::shared_ptr<SegmentReader> reader(
      new SegmentReader(std::move(store), std::move(info), *std::move(norms), *std::move(documents),
                        std::move(budget)));
  const Status loaded = reader->load();
  if (!loaded) return in_segment(id, loaded.error());
  return std::shared_ptr<const SegmentReader>(reader);
}

Status SegmentReader::load() {
  NEWSIDX_RETURN_IF_ERROR(load_title_lengths());
  NEWSIDX_RETURN_IF_ERROR(load_frequent_words());
  if (info_.live.generation == 0) return {};
  NEWSIDX_ASSIGN_OR_RETURN(
      deleted_, read_deleted_docs(*store_, info_.id, info_.live.generation, info_.document_count,
                                  info_.live.document_count));
  return {};
}

Status SegmentReader::load_title_lengths() {
  NEWSIDX_ASSIGN_OR_RETURN(
      const ColumnReader column,
      ColumnReader::open(store_, info_.id, kTitlePositionsColumn, info_.document_count));
  title_lengths_.reserve(info_.document_count);
  std::vector<std::uint64_t> numbers;
  for (std::uint32_t chunk = 0; chunk < column.chunk_count(); ++chunk) {
    numbers.clear();
    NEWSIDX_RETURN_IF_ERROR(column.read(chunk, numbers));
    for (const std::uint64_t number : numbers) {
      title_lengths_.push_back(static_cast<std::uint32_t>(number));
    }
  }
  return {};
}

Status SegmentReader::load_frequent_words() {
  if (info_.field(Field::bigram).term_count == 0) return {};
  NEWSIDX_ASSIGN_OR_RETURN(const auto value,
                           store_->get(storage::Family::terms, frequent_words_key(info_.id)));
  if (!value) return fail(ErrorCode::corruption, "frequent words are missing");
  NEWSIDX_ASSIGN_OR_RETURN(const auto words, parse_frequent_words(value->bytes()));
  frequent_words_.insert(words.begin(), words.end());
  return {};
}

Result<std::shared_ptr<const PostingList>> SegmentReader::find_pair(std::string_view first,
                                                                    std::string_view second) const {
  return find(Field::bigram, pair_term(first, second));
}

Result<std::shared_ptr<const PostingList>> SegmentReader::find(Field field,
                                                               std::string_view term) const {
  if (auto known = opened_.find({field, term})) return *std::move(known);
  std::shared_ptr<const PostingList> list;
  NEWSIDX_ASSIGN_OR_RETURN(const auto record, dictionary_.find(field, term));
  if (record) {
    auto opened =
        PostingList::open(store_, info_.id, field, *record, info_.document_count, opened_.budget());
    if (!opened) return in_term(info_.id, term, std::move(opened).error());
    list = *std::move(opened);
  }
  // Who looks for a word knows which segments have it, but nobody knows that of pairs.
  if (list == nullptr && field != Field::bigram) return list;
  return opened_.keep({field, term}, std::move(list), 0);
}

Result<ColumnReader> SegmentReader::column(std::string_view name) const {
  auto column = ColumnReader::open(store_, info_.id, name, info_.document_count);
  if (!column) return in_segment(info_.id, std::move(column).error());
  return column;
}

Status SegmentReader::read_column(std::string_view name,
                                  std::vector<std::uint64_t>& numbers) const {
  NEWSIDX_ASSIGN_OR_RETURN(const ColumnReader column, this->column(name));
  const Status status = column.read_all(numbers);
  if (!status) return in_segment(info_.id, status.error());
  return {};
}

}  // namespace newsidx::segment

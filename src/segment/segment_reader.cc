#include "segment/segment_reader.h"

#include "base/status_macros.h"
#include "segment/bigram_entry.h"
#include "segment/column_names.h"
#include "segment/error_context.h"

namespace newsidx::segment {

SegmentReader::Parts::Parts(std::shared_ptr<const storage::Store> opened, const SegmentInfo& info,
                            NormsReader read, DocumentReader articles,
                            std::shared_ptr<MemoryBudget> budget)
    : store(std::move(opened)),
      dictionary(store, info, budget),
      documents(std::move(articles)),
      ids(store, info.id, info.document_count),
      norms(std::move(read)),
      opened_lists(std::move(budget)) {}

Result<std::shared_ptr<const SegmentReader>> SegmentReader::open(
    std::shared_ptr<const storage::Store> store, SegmentInfo info,
    std::shared_ptr<MemoryBudget> budget) {
  const std::uint32_t id = info.id;
  auto norms = NormsReader::open(*store, id, info.document_count);
  if (!norms) return in_segment(id, std::move(norms).error());
  auto documents = DocumentReader::open(store, info);
  if (!documents) return in_segment(id, std::move(documents).error());
  const auto parts = std::make_shared<Parts>(store, info, *std::move(norms), *std::move(documents),
                                             std::move(budget));
  Status loaded = load_title_lengths(info, *parts);
  if (loaded) loaded = load_frequent_words(info, *parts);
  const std::shared_ptr<SegmentReader> reader(new SegmentReader(parts, std::move(info)));
  if (loaded) loaded = reader->load_deleted(*store);
  if (!loaded) return in_segment(id, loaded.error());
  return std::shared_ptr<const SegmentReader>(reader);
}

Result<std::shared_ptr<const SegmentReader>> SegmentReader::in_generation(
    const storage::Store& store, SegmentInfo info) const {
  const std::shared_ptr<SegmentReader> reader(new SegmentReader(parts_, std::move(info)));
  const Status loaded = reader->load_deleted(store);
  if (!loaded) return in_segment(info_.id, loaded.error());
  return std::shared_ptr<const SegmentReader>(reader);
}

Status SegmentReader::load_deleted(const storage::Store& store) {
  if (info_.live.generation == 0) return {};
  NEWSIDX_ASSIGN_OR_RETURN(
      deleted_, read_deleted_docs(store, info_.id, info_.live.generation, info_.document_count,
                                  info_.live.document_count));
  return {};
}

Status SegmentReader::load_title_lengths(const SegmentInfo& info, Parts& parts) {
  NEWSIDX_ASSIGN_OR_RETURN(
      const ColumnReader column,
      ColumnReader::open(parts.store, info.id, kTitlePositionsColumn, info.document_count));
  parts.title_lengths.reserve(info.document_count);
  std::vector<std::uint64_t> numbers;
  for (std::uint32_t chunk = 0; chunk < column.chunk_count(); ++chunk) {
    numbers.clear();
    NEWSIDX_RETURN_IF_ERROR(column.read(chunk, numbers));
    for (const std::uint64_t number : numbers) {
      parts.title_lengths.push_back(static_cast<std::uint32_t>(number));
    }
  }
  return {};
}

Status SegmentReader::load_frequent_words(const SegmentInfo& info, Parts& parts) {
  if (info.field(Field::bigram).term_count == 0) return {};
  NEWSIDX_ASSIGN_OR_RETURN(const auto value,
                           parts.store->get(storage::Family::terms, frequent_words_key(info.id)));
  if (!value) return fail(ErrorCode::corruption, "frequent words are missing");
  NEWSIDX_ASSIGN_OR_RETURN(const auto words, parse_frequent_words(value->bytes()));
  parts.frequent_words.insert(words.begin(), words.end());
  return {};
}

Result<std::shared_ptr<const PostingList>> SegmentReader::find_pair(std::string_view first,
                                                                    std::string_view second) const {
  return find(Field::bigram, pair_term(first, second));
}

Result<std::shared_ptr<const PostingList>> SegmentReader::find(Field field,
                                                               std::string_view term) const {
  auto& opened_lists = parts_->opened_lists;
  if (auto known = opened_lists.find({field, term})) return *std::move(known);
  std::shared_ptr<const PostingList> list;
  NEWSIDX_ASSIGN_OR_RETURN(const auto record, dictionary().find(field, term));
  if (record) {
    auto opened = PostingList::open(store(), info_.id, field, *record, info_.document_count,
                                    opened_lists.budget());
    if (!opened) return in_term(info_.id, term, std::move(opened).error());
    list = *std::move(opened);
  }
  // Who looks for a word knows which segments have it, but nobody knows that of pairs.
  if (list == nullptr && field != Field::bigram) return list;
  return opened_lists.keep({field, term}, std::move(list), 0);
}

Result<ColumnReader> SegmentReader::column(std::string_view name) const {
  auto column = ColumnReader::open(store(), info_.id, name, info_.document_count);
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

#include "segment/segment_reader.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/try.h"
#include "segment/column.h"
#include "segment/place.h"
#include "segment/segment_writer.h"
#include "segment/stored_article.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::Access;
using storage::Family;
using storage::Field;

namespace {

Failure in_term(std::uint32_t segment, std::string_view term, Error error) {
  return in_segment(segment, fail("term " + quoted(term), std::move(error)).take());
}

}  // namespace

Result<std::unique_ptr<SegmentReader>> SegmentReader::open(const storage::Store& store,
                                                           SegmentInfo info,
                                                           std::shared_ptr<MemoryBudget> budget) {
  std::unique_ptr<SegmentReader> reader(new SegmentReader(store, std::move(info), budget));
  const std::uint32_t id = reader->info_.id;
  const std::uint32_t count = reader->info_.document_count;
  for (const Field field : {Field::text, Field::title}) {
    auto norms = read_column(store, Family::norms, id, name_of(field), count, 1);
    if (!norms) return in_segment(id, std::move(norms).error());
    reader->norms_[static_cast<std::size_t>(field)] = *std::move(norms);
  }
  reader->zero_norms_.resize(count);
  auto lengths = reader->column(kTitleLengthColumn, sizeof(std::uint32_t));
  if (!lengths) return fail(std::move(lengths).error());
  reader->title_lengths_.resize(count);
  for (std::uint32_t document = 0; document < count; ++document) {
    reader->title_lengths_[document] = load_le<std::uint32_t>(lengths->data() + document * 4ul);
  }
  const Status words = reader->load_frequent_words();
  if (!words) return in_segment(id, words.error());
  return reader;
}

Status SegmentReader::load_frequent_words() {
  if (info_.field(Field::bigram).term_count == 0) return {};
  NEWSIDX_ASSIGN_OR_RETURN(const auto value,
                           store_.get(Family::terms, storage::frequent_words_key(info_.id)));
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

std::span<const std::uint8_t> SegmentReader::norms(Field field) const noexcept {
  if (field == Field::keyword) return zero_norms_;
  const std::string& bytes = norms_[is_of_title(field) ? 1 : 0];
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

Result<std::string> SegmentReader::column(std::string_view name, std::uint32_t width) const {
  auto column = read_column(store_, Family::columns, info_.id, name, info_.document_count, width);
  if (!column) return in_segment(info_.id, std::move(column).error());
  return column;
}

Result<std::uint32_t> SegmentReader::sequence(std::uint32_t document) const {
  if (!info_.is_reordered) return document;
  auto sequence = read_column_value(store_, Family::columns, info_.id, kSequenceColumn,
                                    info_.document_count, document);
  if (!sequence) return in_segment(info_.id, std::move(sequence).error());
  return sequence;
}

Result<Article> SegmentReader::article(std::uint32_t document) const {
  NEWSIDX_ASSIGN_OR_RETURN(const std::uint32_t sequence, this->sequence(document));
  NEWSIDX_ASSIGN_OR_RETURN(
      const auto value,
      store_.get(Family::docs, storage::doc_key(info_.first_sequence + sequence)));
  const std::string place = "document " + std::to_string(document);
  if (!value) return in_segment(info_.id, {ErrorCode::corruption, place + " is not stored"});
  auto article = parse_stored_article(value->bytes());
  if (!article)
    return in_segment(info_.id, {ErrorCode::corruption, place + ": " + article.error().message});
  return article;
}

Result<std::optional<std::uint32_t>> SegmentReader::find_id(std::string_view id) const {
  NEWSIDX_ASSIGN_OR_RETURN(const auto value,
                           store_.get(Family::ids, storage::id_key(info_.id, id)));
  if (!value) return std::optional<std::uint32_t>();
  const auto document = parse_id_value(value->bytes());
  if (!document) return in_segment(info_.id, document.error());
  if (*document >= info_.document_count) {
    return in_segment(info_.id,
                      {ErrorCode::corruption, "an id names a document outside the segment"});
  }
  return std::optional(*document);
}

Result<std::optional<std::string>> SegmentReader::nearest_id(std::string_view id) const {
  const std::size_t id_at = storage::segment_prefix(info_.id).size();
  std::optional<std::string> nearest;
  // A binary search for how much of it some id starts with.
  std::size_t shared = 0;
  std::size_t too_long = id.size() + 1;
  for (std::size_t length = (id.size() + 1) / 2; length < too_long;) {
    const auto it =
        store_.iterate(Family::ids, storage::segment_prefix(info_.id).append(id.substr(0, length)),
                       Access::lookup);
    NEWSIDX_RETURN_IF_ERROR(it.status());
    if (it.valid()) {
      nearest = it.key().substr(id_at);
      const auto end = std::mismatch(id.begin(), id.end(), nearest->begin(), nearest->end()).first;
      shared = static_cast<std::size_t>(end - id.begin());
    } else {
      if (!nearest) break;
      too_long = length;
    }
    length = shared + (too_long - shared + 1) / 2;
  }
  return nearest;
}

Result<std::shared_ptr<const PostingList>> SegmentReader::list_of(std::uint32_t document) const {
  PostingsWriter writer([](storage::Family, std::uint32_t, std::uint16_t, std::string_view) {
    return Status();
  });  // one posting is inline
  writer.start(false, {}, impact_saturation(info_, Field::keyword));
  NEWSIDX_RETURN_IF_ERROR(writer.add(document, 1, {}));
  NEWSIDX_ASSIGN_OR_RETURN(const PostingsWriter::Written list, writer.finish());
  return PostingList::open_with_head(store_, info_.id, Field::keyword, list.record, list.head,
                                     info_.document_count);
}

}  // namespace newsidx::segment

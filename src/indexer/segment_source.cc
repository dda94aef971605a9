#include "indexer/segment_source.h"

#include "base/try.h"
#include "segment/postings_list.h"
#include "segment/segment_writer.h"
#include "storage/keys.h"

namespace newsidx::indexer {

using storage::Family;

namespace {

constexpr std::size_t kSegmentBytes = 4;  // of a key

}  // namespace

SegmentSource::SegmentSource(const storage::Store& store, segment::SegmentInfo info,
                             std::uint32_t first_document)
    : store_(store),
      info_(std::move(info)),
      first_document_(first_document),
      terms_(
          store.iterate(Family::terms, storage::segment_prefix(info_.id), storage::Access::scan)),
      ids_(store.iterate(Family::ids, storage::segment_prefix(info_.id), storage::Access::scan)) {}

Status SegmentSource::read_key() {
  if (!terms_.valid()) return terms_.status();
  key_ = terms_.key().substr(kSegmentBytes);
  if (key_[0] != static_cast<char>(storage::Field::surface)) return {};
  NEWSIDX_ASSIGN_OR_RETURN(surface_terms_, segment::parse_surface_entry(terms_.value()));
  surface_term_ = 0;
  append_surface_term();
  return {};
}

void SegmentSource::append_surface_term() {
  key_.push_back('\0');
  key_ += surface_terms_[surface_term_].term;
}

Status SegmentSource::next() {
  if (surface_term_ + 1 < surface_terms_.size()) {
    ++surface_term_;
    key_ = terms_.key().substr(kSegmentBytes);
    append_surface_term();
    return {};
  }
  surface_terms_.clear();
  surface_term_ = 0;
  terms_.next();
  return read_key();
}

Status SegmentSource::rewind() {
  terms_ = store_.iterate(Family::terms, storage::segment_prefix(info_.id), storage::Access::scan);
  surface_terms_.clear();
  surface_term_ = 0;
  return read_key();
}

Result<std::uint32_t> SegmentSource::document_count() const {
  NEWSIDX_ASSIGN_OR_RETURN(const auto counts, segment::parse_term_counts(terms_.value()));
  return counts.document_count;
}

// The list that the source stands on.
Result<std::shared_ptr<const segment::PostingList>> SegmentSource::open_list() const {
  return segment::PostingList::open(store_, info_.id,
                                    storage::PinnedValue::own(std::string(terms_.value())),
                                    info_.document_count);
}

Status SegmentSource::read_documents(std::vector<std::uint32_t>& documents) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto list, open_list());
  segment::PostingCursor cursor(list);
  for (; cursor.doc() != segment::kNoMoreDocs; cursor.next()) {
    documents.push_back(first_document_ + cursor.doc());
  }
  if (!cursor.status()) return fail(cursor.status().error());
  return {};
}

Status SegmentSource::read_postings(PostingSink& sink) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto list, open_list());
  segment::PostingCursor cursor(list);
  for (; cursor.doc() != segment::kNoMoreDocs; cursor.next()) {
    codec::PositionBlock::PieceStart from;
    std::uint32_t freq = cursor.freq();  // goes with the first piece
    for (bool more = true; more; freq = 0) {
      occurrences_.clear();
      more = cursor.append_piece(from, occurrences_);
      if (cursor.doc() == segment::kNoMoreDocs) break;  // its positions could not be read
      NEWSIDX_RETURN_IF_ERROR(sink.add(first_document_ + cursor.doc(), freq, occurrences_));
    }
  }
  give_back_if_large(occurrences_);
  if (!cursor.status()) return fail(cursor.status().error());
  return {};
}

namespace {

// Keeps postings as numbers: frequency, count, and position * 4 + span - 1 of each occurrence.
class KeepingSink final : public PostingSink {
 public:
  KeepingSink(std::vector<std::uint32_t>& numbers, std::vector<PostingPlace>& places)
      : numbers_(numbers), places_(places) {}
  Status add(std::uint32_t document, std::uint32_t freq,
             const std::vector<codec::Occurrence>& occurrences) override {
    if (count_at_ == 0 || places_.back().document != document) {
      places_.push_back({document, nullptr});
      count_at_ = numbers_.size() + 1;
      numbers_.insert(numbers_.end(), {freq, 0});
    }
    numbers_[count_at_] += static_cast<std::uint32_t>(occurrences.size());
    for (const auto [position, span] : occurrences) {
      numbers_.push_back(position * codec::kMaxSpan + span - 1);
    }
    return {};
  }

 private:
  std::vector<std::uint32_t>& numbers_;
  std::vector<PostingPlace>& places_;
  std::size_t count_at_ = 0;  // of the last posting; 0: there is none
};

}  // namespace

Status SegmentSource::list_postings(std::vector<PostingPlace>& places) {
  listed_.clear();
  std::size_t index = places.size();
  KeepingSink sink(listed_, places);
  NEWSIDX_RETURN_IF_ERROR(read_postings(sink));
  for (std::size_t at = 0; index < places.size(); at += 2 + listed_[at + 1]) {
    places[index++].at = reinterpret_cast<const char*>(&listed_[at]);
  }
  return {};
}

std::uint32_t SegmentSource::read_posting(const PostingPlace& place,
                                          std::vector<codec::Occurrence>& occurrences) const {
  const auto* numbers = reinterpret_cast<const std::uint32_t*>(place.at);
  occurrences.clear();
  for (std::uint32_t i = 0; i < numbers[1]; ++i) {
    const std::uint32_t where = numbers[2 + i];
    occurrences.push_back({where / codec::kMaxSpan, where % codec::kMaxSpan + 1});
  }
  return numbers[0];
}

Result<bool> SegmentSource::next_id(std::string& id, std::uint32_t& document) {
  if (!ids_.valid()) {
    NEWSIDX_RETURN_IF_ERROR(ids_.status());
    return false;
  }
  id = ids_.key().substr(kSegmentBytes);
  NEWSIDX_ASSIGN_OR_RETURN(document, segment::parse_id_value(ids_.value()));
  document += first_document_;
  ids_.next();
  return true;
}

std::uint64_t SegmentSource::term_count() const {
  std::uint64_t count = 0;
  for (const segment::FieldInfo& field : info_.fields) count += field.term_count;
  return count;
}

}  // namespace newsidx::indexer

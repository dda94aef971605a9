#include "indexer/merge/segment_source.h"

#include "base/status_macros.h"
#include "segment/form_reader.h"

namespace newsidx::indexer {

namespace {

// A frequency counts each occurrence once at least.
constexpr std::uint32_t kMaxListedFreq = 1024;
constexpr std::uint32_t kIsLong = UINT32_MAX;    // in the place of a count
constexpr std::size_t kKeptNumbers = 64u << 10;  // there are many sources

// Older segments do not know how often headlines of capitals have a word: so often that no
// subtraction makes it seem gone. It goes with its term.
constexpr std::uint32_t kFirstThatCountsShouted = 6;
constexpr std::uint64_t kMany = std::uint64_t{1} << 32;

}  // namespace

SegmentSource::SegmentSource(std::shared_ptr<const storage::Store> store, segment::SegmentInfo info,
                             std::uint32_t first_document)
    : store_(std::move(store)),
      info_(std::move(info)),
      first_document_(first_document),
      terms_(store_, info_.id),
      ids_(scan_ids()) {}

segment::IdCursor SegmentSource::scan_ids() const {
  return segment::IdReader(store_, info_.id, info_.document_count).scan();
}

Status SegmentSource::start() {
  NEWSIDX_ASSIGN_OR_RETURN(form_reader_, segment::FormReader::open(store_, info_.id));
  if (form_reader_) form_scan_.emplace(*form_reader_);
  return read_key();
}

Status SegmentSource::number_forms(segment::FormTable* table) {
  forms_ = {};
  if (table == nullptr || !form_scan_) return {};
  NEWSIDX_ASSIGN_OR_RETURN(segment::TermForms forms,
                           form_scan_->find(std::string_view(key_).substr(1)));
  forms_ = NumberedForms(std::move(forms), *table);
  return {};
}

Status SegmentSource::read_key() {
  forms_ = {};
  while (terms_.valid() && terms_.field() == segment::Field::bigram) terms_.next();
  if (!terms_.valid()) return terms_.status();
  key_.assign(1, static_cast<char>(terms_.field()));
  key_ += terms_.term();
  if (is_surface()) {
    key_.push_back('\0');
    key_ += terms_.surface_terms()[surface_term_].term;
  }
  return {};
}

Status SegmentSource::next() {
  if (is_surface() && surface_term_ + 1 < terms_.surface_terms().size()) {
    ++surface_term_;
    return read_key();
  }
  surface_term_ = 0;
  terms_.next();
  return read_key();
}

Status SegmentSource::rewind() {
  terms_ = segment::DictionaryScan(store_, info_.id);
  surface_term_ = 0;
  if (form_reader_) form_scan_.emplace(*form_reader_);
  return read_key();
}

Result<std::uint32_t> SegmentSource::document_count() const {
  return terms_.record().counts.document_count;
}

// The list that the source stands on.
Result<std::shared_ptr<const segment::PostingList>> SegmentSource::open_list() {
  NEWSIDX_ASSIGN_OR_RETURN(const std::string_view head, terms_.head());
  return segment::PostingList::open_with_head(store_, info_.id, terms_.field(), terms_.record(),
                                              head, info_.document_count);
}

std::optional<segment::SurfaceCounts> SegmentSource::surface_counts() const {
  std::optional<segment::SurfaceCounts> counts =
      is_surface() ? terms_.surface_terms()[surface_term_].counts : terms_.record().as_surface;
  if (counts && info_.format_version < kFirstThatCountsShouted) counts->shouted += kMany;
  return counts;
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

// The posting that the cursor stands on, in pieces. Where its positions cannot be read, the cursor
// ends.
Status SegmentSource::hand_out(segment::PostingCursor& cursor, std::uint32_t document,
                               NumberedForms& forms, PostingSink& sink) {
  codec::PositionBlock::PieceStart from;
  std::uint32_t freq = cursor.freq();  // goes with the first piece
  const auto block = static_cast<std::uint32_t>(cursor.block());
  std::uint32_t place = forms.are_asked_for() ? cursor.occurrences_before() : 0;
  for (bool more = true; more; freq = 0) {
    occurrences_.clear();
    more = cursor.append_piece(from, occurrences_);
    if (cursor.doc() == segment::kNoMoreDocs) break;
    numbers_.clear();
    NEWSIDX_RETURN_IF_ERROR(forms.append(block, place, occurrences_.size(), numbers_));
    place += static_cast<std::uint32_t>(occurrences_.size());
    NEWSIDX_RETURN_IF_ERROR(sink.add(document, freq, occurrences_, numbers_));
  }
  if (!cursor.status()) return fail(cursor.status().error());
  return {};
}

Status SegmentSource::read_postings(PostingSink& sink) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto list, open_list());
  segment::PostingCursor cursor(list);
  for (; cursor.doc() != segment::kNoMoreDocs; cursor.next()) {
    NEWSIDX_RETURN_IF_ERROR(hand_out(cursor, first_document_ + cursor.doc(), forms_, sink));
  }
  give_back_if_large(occurrences_);
  give_back_if_large(numbers_);
  if (!cursor.status()) return fail(cursor.status().error());
  return {};
}

Status SegmentSource::list_postings(std::vector<PostingPlace>& places) {
  if (listed_.capacity() > kKeptNumbers) std::vector<std::uint32_t>().swap(listed_);
  listed_.clear();
  NEWSIDX_ASSIGN_OR_RETURN(listed_list_, open_list());
  listed_forms_ = std::move(forms_);
  forms_ = {};
  const bool with_forms = listed_forms_.are_asked_for();
  const std::size_t first = places.size();
  segment::PostingCursor cursor(listed_list_);
  for (; cursor.doc() != segment::kNoMoreDocs; cursor.next()) {
    places.push_back({first_document_ + cursor.doc(), nullptr});
    const std::uint32_t freq = cursor.freq();
    listed_.push_back(freq);
    if (freq > kMaxListedFreq) {
      listed_.insert(listed_.end(), {kIsLong, static_cast<std::uint32_t>(cursor.block())});
      continue;
    }
    occurrences_.clear();
    cursor.append_occurrences(occurrences_);
    listed_.push_back(static_cast<std::uint32_t>(occurrences_.size()));
    for (const auto [position, span] : occurrences_) {
      listed_.push_back(position * codec::kMaxSpan + span - 1);
    }
    NEWSIDX_RETURN_IF_ERROR(listed_forms_.append(static_cast<std::uint32_t>(cursor.block()),
                                                 with_forms ? cursor.occurrences_before() : 0,
                                                 occurrences_.size(), listed_));
  }
  if (!cursor.status()) return fail(cursor.status().error());
  for (std::size_t at = 0, index = first; index < places.size(); ++index) {
    places[index].at = reinterpret_cast<const char*>(&listed_[at]);
    at += 2 + (listed_[at + 1] == kIsLong ? 1 : listed_[at + 1] * (with_forms ? 2 : 1));
  }
  return {};
}

Status SegmentSource::read_posting(const PostingPlace& place, std::uint32_t document,
                                   PostingSink& sink) {
  const auto* const numbers = reinterpret_cast<const std::uint32_t*>(place.at);
  if (numbers[1] == kIsLong) {
    segment::PostingCursor cursor(listed_list_);
    cursor.go_to_block(numbers[2]);
    cursor.next_geq(place.document - first_document_);
    Status handed_out = hand_out(cursor, document, listed_forms_, sink);
    give_back_if_large(occurrences_);
    give_back_if_large(numbers_);
    return handed_out;
  }
  occurrences_.clear();
  for (std::uint32_t i = 0; i < numbers[1]; ++i) {
    const std::uint32_t where = numbers[2 + i];
    occurrences_.push_back({where / codec::kMaxSpan, where % codec::kMaxSpan + 1});
  }
  const std::span<const std::uint32_t> forms(numbers + 2 + numbers[1],
                                             listed_forms_.are_asked_for() ? numbers[1] : 0);
  return sink.add(document, numbers[0], occurrences_, forms);
}

Result<bool> SegmentSource::next_id(std::string& id, std::uint32_t& document) {
  if (!ids_.valid()) {
    NEWSIDX_RETURN_IF_ERROR(ids_.status());
    return false;
  }
  id = ids_.id();
  NEWSIDX_ASSIGN_OR_RETURN(document, ids_.document());
  document += first_document_;
  ids_.next();
  return true;
}

std::uint64_t SegmentSource::term_count() const {
  std::uint64_t count = 0;
  for (const segment::FieldInfo& field : info_.fields) count += field.term_count;
  return count - info_.field(segment::Field::bigram).term_count;
}

}  // namespace newsidx::indexer

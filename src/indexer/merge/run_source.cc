#include "indexer/merge/run_source.h"

#include <algorithm>

#include "base/assert.h"
#include "base/status_macros.h"
#include "segment/field.h"

namespace newsidx::indexer {

using segment::Field;

namespace {

// The bytes are our own, and every posting of a build comes by here: the end is looked for once,
// behind the last posting.
inline std::uint32_t read_varint(const char*& at) noexcept {
  std::uint32_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<std::uint8_t>(*at++);
    value |= (byte & 0x7fu) << shift;
    if (byte < 0x80) return value;
  }
}

}  // namespace

RunSource::RunSource(Run run, const DocumentStatsTable& documents, std::uint32_t title_weight)
    : run_(std::move(run)),
      documents_(documents),
      title_weight_(title_weight),
      records_(run_.bytes) {
  advance();
}

void RunSource::advance() {
  valid_ = !records_.at_end();
  if (!valid_) return;
  key_ = records_.prefixed();
  payload_ = records_.prefixed();
  NEWSIDX_CHECK(records_.ok() && !key_.empty());
  take_surface_counts();
  take_forms();
}

Status RunSource::next() {
  advance();
  return {};
}

Status RunSource::rewind() {
  records_ = ByteReader(run_.bytes);
  advance();
  return {};
}

// They stand in front of the postings.
void RunSource::take_surface_counts() {
  surface_counts_.reset();
  if (field() != Field::text && field() != Field::surface) return;
  const char* at = payload_.data();
  if (field() == Field::surface || read_varint(at) == 1) {
    segment::SurfaceCounts& counts = surface_counts_.emplace();
    counts.occurrences = read_varint(at);
    counts.capitals = read_varint(at);
    counts.shouted = read_varint(at);
  }
  payload_.remove_prefix(static_cast<std::size_t>(at - payload_.data()));
}

Result<bool> RunSource::next_id(std::string& id, std::uint32_t& document) {
  if (next_id_ == run_.ids.size()) return false;
  id = run_.ids[next_id_].first;
  document = run_.ids[next_id_++].second;
  return true;
}

Result<std::uint32_t> RunSource::document_count() const { return ByteReader(payload_).varint32(); }

// They stand in front of the postings, behind the counts.
void RunSource::take_forms() {
  written_ = {};
  form_numbers_.clear();
  if (field() != Field::text) return;
  ByteReader in(payload_);
  for (std::uint64_t left = in.varint(); left > 0; --left) {
    if (in.le<std::uint8_t>() < kFormIsTerm) in.prefixed();
  }
  NEWSIDX_CHECK(in.ok());
  written_ = payload_.substr(0, payload_.size() - in.rest().size());
  payload_ = in.rest();
}

Status RunSource::number_forms(segment::FormTable* table) {
  form_numbers_.clear();
  if (table == nullptr) return {};
  ByteReader in(written_);
  for (std::uint64_t left = in.varint(); left > 0; --left) {
    const auto head = in.le<std::uint8_t>();
    const std::string_view surface = head < kFormIsTerm ? in.prefixed() : key_.substr(1);
    form_numbers_.push_back(table->number_of(surface, static_cast<LetterCase>(head % kFormIsTerm)));
  }
  return {};
}

// One posting behind its document, its forms by their numbers. In the list of title and body an
// occurrence in the title counts title_weight times.
std::uint32_t RunSource::read(Field field, std::uint32_t document, const char*& at,
                              const std::vector<std::uint32_t>& numbers) {
  occurrences_.clear();
  forms_of_posting_ = std::span(numbers).first(std::min<std::size_t>(numbers.size(), 1));
  if (field == Field::keyword) return 1;
  std::uint32_t count = read_varint(at);
  bool has_other_forms = false;
  if (field == Field::text) {
    has_other_forms = count % 2 != 0;
    count /= 2;
  }
  occurrences_.resize(count);
  std::uint32_t position = 0;
  for (codec::Occurrence& occurrence : occurrences_) {
    const std::uint32_t gap = read_varint(at);
    position += gap / codec::kMaxSpan;
    occurrence = {position, gap % codec::kMaxSpan + 1};
  }
  if (has_other_forms) {
    forms_.resize(count);
    for (std::uint32_t& number : forms_) {
      const std::uint32_t form = read_varint(at);
      number = numbers.empty() ? 0 : numbers[form];
    }
    if (!numbers.empty()) forms_of_posting_ = forms_;
  }
  if (title_weight_ == 1 || (field != Field::text && field != Field::text_caps)) return count;
  const std::uint32_t title_end = documents_[document].title_positions;
  const auto in_title = std::count_if(occurrences_.begin(), occurrences_.end(),
                                      [&](const auto& o) { return o.position < title_end; });
  const std::uint64_t freq = count + static_cast<std::uint64_t>(in_title) * (title_weight_ - 1);
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(freq, UINT32_MAX));
}

Status RunSource::read_postings(PostingSink& sink) {
  const char* at = payload_.data();
  std::uint32_t document = run_.first_document;
  for (std::uint32_t left = read_varint(at); left > 0; --left) {
    document += read_varint(at);
    const std::uint32_t freq = read(field(), document, at, form_numbers_);
    NEWSIDX_RETURN_IF_ERROR(sink.add(document, freq, occurrences_, forms_of_posting_));
  }
  give_back_if_large(occurrences_);
  give_back_if_large(forms_);
  NEWSIDX_CHECK(at == payload_.data() + payload_.size());
  return {};
}

// Calls visit(document, at) for each posting, where `at` is behind the document.
template <class Visit>
void RunSource::for_each_place(Visit visit) const {
  const bool with_positions = field() != Field::keyword;
  const char* at = payload_.data();
  std::uint32_t document = run_.first_document;
  for (std::uint32_t left = read_varint(at); left > 0; --left) {
    document += read_varint(at);
    visit(document, at);
    std::uint64_t skipped = with_positions ? read_varint(at) : 0;
    if (field() == Field::text) skipped = (skipped / 2) << (skipped % 2);  // with their forms
    for (; skipped > 0; --skipped) {
      while (static_cast<std::uint8_t>(*at++) >= 0x80) {
      }
    }
  }
  NEWSIDX_CHECK(at == payload_.data() + payload_.size());
}

Status RunSource::read_documents(std::vector<std::uint32_t>& documents) {
  for_each_place([&](std::uint32_t document, const char*) { documents.push_back(document); });
  return {};
}

Status RunSource::list_postings(std::vector<PostingPlace>& places) {
  listed_field_ = field();
  listed_numbers_ = form_numbers_;
  for_each_place([&](std::uint32_t document, const char* at) { places.push_back({document, at}); });
  return {};
}

Status RunSource::read_posting(const PostingPlace& place, std::uint32_t document,
                               PostingSink& sink) {
  const char* at = place.at;
  const std::uint32_t freq = read(listed_field_, place.document, at, listed_numbers_);
  Status added = sink.add(document, freq, occurrences_, forms_of_posting_);
  give_back_if_large(occurrences_);
  give_back_if_large(forms_);
  return added;
}

}  // namespace newsidx::indexer

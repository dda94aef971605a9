// heads := head* checksum:u32        at most 8 KiB of them, or one that is larger
// index := first_term:prefixed* checksum:u32      of each page of the field

#include "segment/dictionary_writer.h"

#include "base/bytes.h"
#include "base/status_macros.h"
#include "segment/checksum.h"
#include "storage/keys.h"

namespace newsidx::segment {

namespace {

// A page is read as a whole at its first use, so that it is not to be large; its first term is kept
// in memory, so that it is not to be small. Its heads wait in memory until it is written.
constexpr std::size_t kPageBytes = 16 << 10;
constexpr std::size_t kPageHeadsBytes = 1 << 20;

std::string with_checksum(std::string bytes) {
  append_checksum(bytes);
  return bytes;
}

}  // namespace

Status DictionaryWriter::start_term(Field field) {
  if (field != field_) {
    NEWSIDX_RETURN_IF_ERROR(finish_field());
    field_ = field;
  }
  const bool is_full = page_.size_bytes() >= kPageBytes || heads_bytes_ >= kPageHeadsBytes;
  if (is_full && page_.is_at_block()) NEWSIDX_RETURN_IF_ERROR(flush_page());
  if (page_.is_empty()) page_.start(field);
  return {};
}

Status DictionaryWriter::add_term(Field field, std::string_view term, TermRecord record,
                                  std::string_view head) {
  NEWSIDX_RETURN_IF_ERROR(start_term(field));
  if (head.size() > UINT32_MAX ||
      !place_head(last_head_, static_cast<std::uint32_t>(head.size()))) {
    return fail(ErrorCode::limit, "the directory of a posting list exceeds 4 GiB");
  }
  record.head = last_head_;
  record.head.page = page_number_;
  page_.add_term(term, record);
  if (record.head.chunk == heads_.size()) heads_.emplace_back();
  heads_.back() += head;
  heads_bytes_ += head.size();
  return {};
}

Status DictionaryWriter::add_surface(std::string_view surface, std::span<const SurfaceTerm> terms) {
  if (terms.size() > TermPageWriter::kMaxSurfaceTerms) {
    return fail(ErrorCode::limit, "a word has more than 255 stems");
  }
  NEWSIDX_RETURN_IF_ERROR(start_term(Field::surface));
  page_.add_surface(surface, terms);
  return {};
}

Status DictionaryWriter::flush_page() {
  if (page_.is_empty()) return {};
  append_prefixed(index_, page_.first_term());
  NEWSIDX_RETURN_IF_ERROR(
      sink_(field_, storage::term_page_key(segment_, number_of(field_), page_number_, 0),
            page_.finish()));
  std::uint16_t record = 0;
  for (std::string& heads : heads_) {
    NEWSIDX_RETURN_IF_ERROR(
        sink_(field_, storage::term_page_key(segment_, number_of(field_), page_number_, ++record),
              with_checksum(std::move(heads))));
  }
  page_.start(field_);
  ++page_number_;
  heads_.clear();
  heads_bytes_ = 0;
  last_head_ = {};
  return {};
}

Status DictionaryWriter::finish_field() {
  NEWSIDX_RETURN_IF_ERROR(flush_page());
  if (index_.empty()) return {};
  NEWSIDX_RETURN_IF_ERROR(sink_(field_, storage::term_index_key(segment_, number_of(field_)),
                                with_checksum(std::move(index_))));
  index_.clear();
  page_number_ = 0;
  return {};
}

Status DictionaryWriter::finish() { return finish_field(); }

}  // namespace newsidx::segment

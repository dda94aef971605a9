#include "segment/dictionary_reader.h"

#include <algorithm>

#include "base/status_macros.h"
#include "segment/checksum.h"
#include "segment/error_context.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::Family;

namespace {

Failure in_field(std::uint32_t segment, Field field, const std::string& what) {
  return in_segment(segment, {ErrorCode::corruption,
                              "dictionary of " + std::string(name_of(field)) + ": " + what});
}

}  // namespace

Result<PinnedHead> read_head(const storage::Store& store, std::uint32_t segment, Field field,
                             const HeadAddress& address) {
  const auto record = static_cast<std::uint16_t>(address.chunk + 1);
  NEWSIDX_ASSIGN_OR_RETURN(
      auto value, store.get(Family::terms, storage::term_page_key(segment, number_of(field),
                                                                  address.page, record)));
  if (!value) value.emplace();  // head_in() says so
  PinnedHead head{*std::move(value), {}};
  NEWSIDX_ASSIGN_OR_RETURN(head.bytes, head_in(head.chunk.bytes(), address));
  return head;
}

DictionaryReader::DictionaryReader(std::shared_ptr<const storage::Store> store,
                                   const SegmentInfo& info, std::shared_ptr<MemoryBudget> budget)
    : store_(std::move(store)), segment_(info.id), pages_(std::move(budget)) {
  for (std::size_t field = 0; field < kFieldCount; ++field) {
    has_terms_[field] = info.fields[field].term_count > 0;
  }
}

// ---- indexes and pages

std::optional<std::uint32_t> DictionaryReader::Index::page_of(std::string_view term) const {
  const auto behind = std::ranges::upper_bound(first_terms, term);
  if (behind == first_terms.begin()) return std::nullopt;
  return static_cast<std::uint32_t>(behind - first_terms.begin() - 1);
}

Result<const DictionaryReader::Index*> DictionaryReader::index_of(Field field) const {
  const auto number = static_cast<std::size_t>(field);
  if (!has_terms_[number]) return nullptr;
  if (const Index* const ready = ready_indexes_[number].load(std::memory_order_acquire)) {
    return ready;
  }
  const std::lock_guard lock(reading_index_);
  if (indexes_[number] == nullptr) {
    NEWSIDX_ASSIGN_OR_RETURN(indexes_[number], read_index(field));
    ready_indexes_[number].store(indexes_[number].get(), std::memory_order_release);
  }
  return indexes_[number].get();
}

Result<std::unique_ptr<const DictionaryReader::Index>> DictionaryReader::read_index(
    Field field) const {
  NEWSIDX_ASSIGN_OR_RETURN(
      const auto value,
      store_->get(Family::terms, storage::term_index_key(segment_, number_of(field))));
  if (!value) return in_field(segment_, field, "its index is missing");
  auto index = std::make_unique<Index>();
  index->bytes = value->bytes();
  const auto body = without_checksum(index->bytes);
  bool is_right = body.has_value();
  ByteReader in(body.value_or(std::string_view()));
  while (is_right && !in.at_end()) {
    const std::string_view term = in.prefixed();
    is_right = in.ok() && (index->first_terms.empty() || index->first_terms.back() < term);
    index->first_terms.push_back(term);
  }
  if (!is_right || index->first_terms.empty()) {
    return in_field(segment_, field, "its index is broken");
  }
  return std::unique_ptr<const Index>(std::move(index));
}

DictionaryReader::PagePointer DictionaryReader::Pages::find(std::uint64_t key) {
  const std::lock_guard lock(mutex_);
  const PagePointer* const known = pages_.find(key);
  return known == nullptr ? nullptr : *known;
}

DictionaryReader::PagePointer DictionaryReader::Pages::keep(std::uint64_t key, PagePointer page) {
  PagePointer kept;
  {
    const std::lock_guard lock(mutex_);
    const std::size_t bytes = sizeof(Page) + page->value.bytes().size();
    kept = pages_.insert(key, std::move(page), bytes);
  }
  budget_->make_room();
  return kept;
}

void DictionaryReader::Pages::age() {
  const auto dropped = [this] {
    const std::lock_guard lock(mutex_);
    return pages_.age();
  }();
}

Result<DictionaryReader::PagePointer> DictionaryReader::page(Field field,
                                                             std::uint32_t number) const {
  const std::uint64_t key = static_cast<std::uint64_t>(field) << 32 | number;
  if (PagePointer known = pages_.find(key)) return known;
  NEWSIDX_ASSIGN_OR_RETURN(PagePointer page, read_page(field, number));
  return pages_.keep(key, std::move(page));
}

Result<DictionaryReader::PagePointer> DictionaryReader::read_page(Field field,
                                                                  std::uint32_t number) const {
  const std::string place = "page " + std::to_string(number) + ": ";
  NEWSIDX_ASSIGN_OR_RETURN(
      auto value,
      store_->get(Family::terms, storage::term_page_key(segment_, number_of(field), number, 0)));
  if (!value) return in_field(segment_, field, place + "is missing");
  auto page = std::make_shared<Page>();
  page->value = *std::move(value);
  auto opened = TermPage::open(page->value.bytes(), TermPage::Checksum::skip);
  if (!opened) return in_field(segment_, field, place + opened.error().message);
  page->page = *opened;
  if (page->page.field() != field) return in_field(segment_, field, place + "is of another field");
  return PagePointer(std::move(page));
}

Failure DictionaryReader::broken_block(Field field, std::uint32_t page) const {
  return in_field(segment_, field, "page " + std::to_string(page) + ": a block of terms is broken");
}

// ---- looking up

Result<std::optional<TermRecord>> DictionaryReader::find(Field field, std::string_view term) const {
  using Found = std::optional<TermRecord>;
  NEWSIDX_ASSIGN_OR_RETURN(const Index* const index, index_of(field));
  if (index == nullptr) return Found();
  const auto number = index->page_of(term);
  if (!number) return Found();
  NEWSIDX_ASSIGN_OR_RETURN(const PagePointer page, this->page(field, *number));
  TermBlock block;
  block.open(page->page, *number, page->page.block_of(term));
  const bool is_there = block.next() && block.seek(term) && block.term() == term;
  if (block.is_broken()) return broken_block(field, *number);
  return is_there ? Found(block.record()) : Found();
}

DictionaryCursor DictionaryReader::cursor(Field field) const { return {*this, field}; }

void DictionaryCursor::end(Status status) {
  is_valid_ = false;
  page_ = nullptr;
  status_ = std::move(status);
}

bool DictionaryCursor::open_page(std::uint32_t number) {
  auto page = dictionary_->page(field_, number);
  if (!page) {
    end(fail(std::move(page).error()));
    return false;
  }
  page_ = *std::move(page);
  page_number_ = number;
  return true;
}

// Stands on the first term of the block.
void DictionaryCursor::open_block(std::size_t block) {
  block_number_ = block;
  block_.open(page_->page, page_number_, block);
  is_valid_ = block_.next();
  if (!is_valid_) end(dictionary_->broken_block(field_, page_number_));
}

void DictionaryCursor::to_next_block() {
  if (block_.is_broken()) return end(dictionary_->broken_block(field_, page_number_));
  if (block_number_ + 1 < page_->page.block_count()) return open_block(block_number_ + 1);
  if (page_number_ + 1 == index_->first_terms.size()) return end({});
  if (open_page(page_number_ + 1)) open_block(0);
}

void DictionaryCursor::next() {
  if (!block_.next()) to_next_block();
}

void DictionaryCursor::seek(std::string_view term) {
  status_ = {};
  if (index_ == nullptr) {
    auto index = dictionary_->index_of(field_);
    if (!index) return end(fail(std::move(index).error()));
    if (*index == nullptr) return end({});
    index_ = *index;
  }
  const std::uint32_t number = index_->page_of(term).value_or(0);
  const bool is_here = is_valid_ && number == page_number_;
  if (!is_here && !open_page(number)) return;
  const std::size_t block = page_->page.block_of(term);
  const bool is_ahead = is_here && block == block_number_ && this->term() <= term;
  if (!is_ahead) open_block(block);
  if (is_valid_ && !block_.seek(term)) to_next_block();
}

}  // namespace newsidx::segment

#include "segment/posting_list.h"

#include "base/assert.h"
#include "base/status_macros.h"
#include "codec/posting_block.h"
#include "segment/checksum.h"
#include "segment/dictionary_reader.h"
#include "segment/error_context.h"
#include "segment/segment_info.h"
#include "storage/keys.h"

namespace newsidx::segment {
namespace {

constexpr std::size_t kDirectoryBytesPerBlock =
    sizeof(std::uint32_t) + sizeof(Impact) + 2 * sizeof(BlockAddress);

constexpr std::size_t kBytesPerChunk = sizeof(storage::PinnedValue) + sizeof(std::atomic<bool>);

}  // namespace

Result<std::shared_ptr<const PostingList>> PostingList::open(
    std::shared_ptr<const storage::Store> store, std::uint32_t segment, Field field,
    const TermRecord& record, std::uint32_t document_limit, std::shared_ptr<MemoryBudget> budget) {
  const std::shared_ptr<PostingList> list(new PostingList);
  list->store_ = std::move(store);
  list->segment_ = segment;
  list->field_ = field;
  list->document_limit_ = document_limit;
  list->head_address_ = record.head;
  list->budget_ = std::move(budget);
  NEWSIDX_ASSIGN_OR_RETURN(list->entry_, entry_of(record, has_positions(field), document_limit));
  constexpr std::size_t kControlBytes = 32;  // of the pointer
  list->charge(sizeof(PostingList) + kControlBytes);
  return std::shared_ptr<const PostingList>(list);
}

Result<std::shared_ptr<const PostingList>> PostingList::open_with_head(
    std::shared_ptr<const storage::Store> store, std::uint32_t segment, Field field,
    const TermRecord& record, std::string_view head, std::uint32_t document_limit) {
  NEWSIDX_ASSIGN_OR_RETURN(auto list,
                           open(std::move(store), segment, field, record, document_limit));
  NEWSIDX_RETURN_IF_ERROR(list->take_head(head));
  list->is_loaded_.store(true, std::memory_order_release);
  return list;
}

Status PostingList::load() const {
  if (is_loaded_.load(std::memory_order_acquire)) return load_status_;
  const std::lock_guard lock(loading_);
  if (is_loaded_.load(std::memory_order_relaxed)) return load_status_;
  const auto located = [this](Error error) {
    return in_segment(segment_,
                      fail("list of " + std::string(name_of(field_)), std::move(error)).take());
  };
  auto head = read_head(*store_, segment_, field_, head_address_);
  if (!head) return located(std::move(head).error());
  const Status taken = take_head(head->bytes);
  if (!taken) load_status_ = located(taken.error());
  is_loaded_.store(true, std::memory_order_release);
  return load_status_;
}

// Nobody reads what it writes before the list is known to be loaded.
Status PostingList::take_head(std::string_view head) const {
  if (entry_.is_inline) head_ = head;
  const std::string_view kept = entry_.is_inline ? std::string_view(head_) : head;
  const Status taken = read_list_head(kept, document_limit_, entry_);
  if (!taken) {
    entry_.directory = {};
    return taken;
  }
  if (!entry_.is_inline) {
    size_chunks(postings_, entry_.directory.postings);
    size_chunks(positions_, entry_.directory.positions);
  }
  charge(head_.size() + entry_.directory.block_count() * kDirectoryBytesPerBlock +
         (postings_.values.size() + positions_.values.size()) * kBytesPerChunk);
  return {};
}

Result<std::shared_ptr<const PostingList>> PostingList::of_document(std::uint32_t document,
                                                                    std::uint32_t document_limit) {
  constexpr std::uint32_t kFreq = 1;
  std::string postings;
  codec::append_posting_block(postings, codec::kNoDocument, std::vector{document},
                              std::vector{kFreq});
  TermEntry entry;
  entry.document_count = 1;
  entry.occurrence_count = kFreq;
  entry.max_impact = impact_of(kFreq, ImpactParameters{}.k1);
  entry.is_inline = true;
  entry.inline_postings = postings;
  std::string head;
  append_list_head(head, entry);
  return open_with_head(nullptr, 0, Field::keyword, record_of(entry), head, document_limit);
}

PostingList::~PostingList() {
  if (budget_ != nullptr) budget_->release(memory_bytes());
}

void PostingList::charge(std::uint64_t bytes) const {
  memory_bytes_.fetch_add(bytes, std::memory_order_relaxed);
  if (budget_ != nullptr) budget_->charge(bytes);
}

void PostingList::size_chunks(Chunks& chunks, const std::vector<BlockAddress>& addresses) {
  std::size_t count = 0;
  for (const BlockAddress address : addresses)
    count = std::max<std::size_t>(count, address.chunk + 1u);
  chunks.values.resize(count);
  chunks.ready = std::make_unique<std::atomic<bool>[]>(count);
}

Result<std::string_view> PostingList::chunk(storage::Family family, std::uint16_t number) const {
  Chunks& chunks = family == storage::Family::postings ? postings_ : positions_;
  NEWSIDX_DCHECK(number < chunks.values.size());
  if (!chunks.ready[number].load(std::memory_order_acquire)) {
    const std::lock_guard lock(loading_);
    if (!chunks.ready[number].load(std::memory_order_relaxed)) {
      const std::string key = storage::chunk_key(segment_, entry_.term_number, number);
      NEWSIDX_ASSIGN_OR_RETURN(auto value, store_->get(family, key));
      if (!value || value->bytes().size() < kChecksumBytes) {
        return fail(ErrorCode::corruption, "a chunk of a posting list is missing or cut short");
      }
      charge(value->bytes().size());
      chunks.values[number] = std::move(*value);
      chunks.ready[number].store(true, std::memory_order_release);
    }
  }
  std::string_view bytes = chunks.values[number].bytes();
  bytes.remove_suffix(kChecksumBytes);
  return bytes;
}

}  // namespace newsidx::segment

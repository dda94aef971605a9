#include "segment/posting_list.h"

#include "base/assert.h"
#include "base/try.h"
#include "codec/posting_block.h"
#include "segment/impact_parameters.h"
#include "storage/keys.h"

namespace newsidx::segment {
namespace {

constexpr std::size_t kChecksumBytes = 4;
constexpr std::size_t kDirectoryBytesPerBlock =
    sizeof(std::uint32_t) + sizeof(Impact) + 2 * sizeof(BlockAddress);

constexpr std::size_t kBytesPerChunk = sizeof(storage::PinnedValue) + sizeof(std::atomic<bool>);

}  // namespace

Result<std::shared_ptr<const PostingList>> PostingList::open(
    std::shared_ptr<const storage::Store> store, std::uint32_t segment, storage::PinnedValue entry,
    std::uint32_t document_limit, std::shared_ptr<MemoryBudget> budget) {
  const std::shared_ptr<PostingList> list(new PostingList);
  list->store_ = std::move(store);
  list->segment_ = segment;
  list->document_limit_ = document_limit;
  list->budget_ = std::move(budget);
  list->entry_bytes_ = std::move(entry);
  NEWSIDX_ASSIGN_OR_RETURN(list->entry_,
                           parse_term_entry(list->entry_bytes_.bytes(), document_limit));
  if (!list->entry_.is_inline) {
    size_chunks(list->postings_, list->entry_.directory.postings);
    size_chunks(list->positions_, list->entry_.directory.positions);
  }
  constexpr std::size_t kControlBytes = 64;  // of the pointer and of what holds the entry's bytes
  list->charge(sizeof(PostingList) + kControlBytes + list->entry_bytes_.bytes().size() +
               list->entry_.directory.block_count() * kDirectoryBytesPerBlock +
               (list->postings_.values.size() + list->positions_.values.size()) * kBytesPerChunk);
  return std::shared_ptr<const PostingList>(list);
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
  entry.max_impact = impact_of(kFreq, kImpactK1);
  entry.is_inline = true;
  entry.inline_postings = postings;
  std::string bytes;
  append_term_entry(bytes, entry);
  return open(nullptr, 0, storage::PinnedValue::own(std::move(bytes)), document_limit);
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

#include "segment/postings_list.h"

#include "base/assert.h"
#include "base/try.h"
#include "storage/keys.h"

namespace newsidx::segment {
namespace {

constexpr std::size_t kChecksumBytes = 4;
constexpr std::size_t kDirectoryBytesPerBlock =
    sizeof(std::uint32_t) + sizeof(Impact) + 2 * sizeof(BlockAddress);

}  // namespace

Result<std::shared_ptr<const PostingList>> PostingList::open(const storage::Store& store,
                                                             std::uint32_t segment,
                                                             storage::PinnedValue entry,
                                                             std::uint32_t document_limit,
                                                             MemoryMeter meter) {
  const std::shared_ptr<PostingList> list(new PostingList);
  list->store_ = &store;
  list->segment_ = segment;
  list->document_limit_ = document_limit;
  list->meter_ = std::move(meter);
  list->entry_bytes_ = std::move(entry);
  NEWSIDX_ASSIGN_OR_RETURN(list->entry_,
                           parse_term_entry(list->entry_bytes_.bytes(), document_limit));
  if (!list->entry_.is_inline) {
    size_chunks(list->postings_, list->entry_.directory.postings);
    size_chunks(list->positions_, list->entry_.directory.positions);
  }
  list->charge(sizeof(PostingList) + list->entry_bytes_.bytes().size() +
               list->entry_.directory.block_count() * kDirectoryBytesPerBlock);
  return std::shared_ptr<const PostingList>(list);
}

PostingList::~PostingList() { meter_->fetch_sub(charged_bytes_, std::memory_order_relaxed); }

void PostingList::charge(std::uint64_t bytes) const {
  charged_bytes_ += bytes;
  meter_->fetch_add(bytes, std::memory_order_relaxed);
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

PostingCursor::PostingCursor(std::shared_ptr<const PostingList> list) : list_(std::move(list)) {
  load_block(0);
}

void PostingCursor::next_block() noexcept { load_block(block_ + 1); }

void PostingCursor::load_block(std::size_t block) noexcept {
  if (block >= block_count()) return end({});
  Status status = read_block(block);
  if (!status) return end(std::move(status));
  index_ = 0;
  doc_ = docs_[0];
}

Status PostingCursor::read_block(std::size_t block) {
  const TermEntry& term = entry();
  NEWSIDX_ASSIGN_OR_RETURN(
      const std::string_view bytes,
      bytes_at(storage::Family::postings, term.directory.postings[block], term.inline_postings));
  const std::size_t count = term.postings_in_block(block);
  NEWSIDX_ASSIGN_OR_RETURN(bytes_, codec::PostingBlock::open(bytes, count));
  const std::uint32_t base = block == 0 ? codec::kNoDocument : block_last_doc(block - 1);
  const std::uint32_t last = block_count() == 1 ? codec::kNoDocument : block_last_doc(block);
  const std::span<std::uint32_t> docs(docs_.data(), count);
  NEWSIDX_RETURN_IF_ERROR(bytes_.decode_docs(base, last, docs));
  if (docs.back() >= list_->document_limit()) {
    return fail(ErrorCode::corruption, "a posting names a document outside the segment");
  }
  block_ = block;
  count_ = count;
  freqs_ready_ = false;
  positions_found_ = false;
  positions_ready_ = false;
  return {};
}

Result<std::string_view> PostingCursor::bytes_at(storage::Family family, BlockAddress address,
                                                 std::string_view inline_bytes) const {
  std::string_view bytes = inline_bytes;
  if (!entry().is_inline) {
    NEWSIDX_ASSIGN_OR_RETURN(bytes, list_->chunk(family, address.chunk));
  }
  if (address.offset > bytes.size()) {
    return fail(ErrorCode::corruption, "the address of a block is outside its chunk");
  }
  return bytes.substr(address.offset);
}

void PostingCursor::decode_freqs() noexcept {
  bytes_.decode_freqs(std::span(freqs_.data(), count_));
  freqs_ready_ = true;
}

void PostingCursor::next_geq(std::uint32_t target) noexcept {
  if (doc_ >= target) return;
  if (target > block_last_doc(block_)) {
    load_block(gallop(block_, target));
    if (doc_ >= target) return;
  }
  // What is wanted is usually near: compared with several at once. Else a binary search without
  // branches (they could not be foretold): a mask instead of a condition.
  constexpr std::size_t kNear = 16;
  if (index_ + kNear <= count_) {
    const std::uint32_t* const near = docs_.data() + index_;
    std::uint32_t passed = 0;
    for (std::size_t i = 0; i < kNear; ++i) passed += near[i] < target ? 1u : 0u;
    index_ += passed;
    if (passed < kNear) {
      doc_ = near[passed];
      return;
    }
    if (index_ == count_) return next_block();  // only where the last document was not known
  }
  const std::uint32_t* found = docs_.data() + index_;
  for (std::size_t length = count_ - index_; length > 1;) {
    const std::size_t half = length / 2;
    found += half & (std::size_t{0} - std::size_t{found[half - 1] < target});
    length -= half;
  }
  if (*found < target) return next_block();  // only where the last document was not known
  index_ = static_cast<std::size_t>(found - docs_.data());
  doc_ = *found;
}

// The first block from `low` on whose last document is >= target.
std::size_t PostingCursor::gallop(std::size_t low, std::uint32_t target) const noexcept {
  const std::vector<std::uint32_t>& last_docs = entry().directory.last_docs;
  if (low >= last_docs.size() || last_docs[low] >= target) return low;
  std::size_t step = 1;  // the block wanted is usually near
  while (low + step < last_docs.size() && last_docs[low + step] < target) {
    low += step;
    step *= 2;
  }
  const auto begin = last_docs.begin() + static_cast<std::ptrdiff_t>(low + 1);
  const auto end =
      last_docs.begin() + static_cast<std::ptrdiff_t>(std::min(low + step + 1, last_docs.size()));
  return static_cast<std::size_t>(std::lower_bound(begin, end, target) - last_docs.begin());
}

void PostingCursor::append_occurrences(std::vector<codec::Occurrence>& out) noexcept {
  if (positions_ready_ || open_positions()) positions_.append_occurrences(index_, out);
}

// The bytes of the block's positions.
// @return false where there are none; after a fault
bool PostingCursor::find_positions() noexcept {
  const TermEntry& term = entry();
  if (!term.has_positions || doc_ == kNoMoreDocs) return false;
  auto bytes =
      bytes_at(storage::Family::positions, term.directory.positions[block_], term.inline_positions);
  if (!bytes) {
    end(fail(std::move(bytes).error()));
    return false;
  }
  position_bytes_ = *bytes;
  block_has_spans_ = codec::PositionBlock::has_spans(position_bytes_);
  return positions_found_ = true;
}

// @return false where there are none; after a fault
bool PostingCursor::open_positions() noexcept {
  if (!positions_found_ && !find_positions()) return false;
  if (!freqs_ready_ && codec::PositionBlock::needs_freqs(position_bytes_)) decode_freqs();
  Status status = positions_.open(position_bytes_, std::span(freqs_.data(), count_));
  if (!status) {
    end(std::move(status));
    return false;
  }
  return positions_ready_ = true;
}

void PostingCursor::end(Status status) noexcept {
  status_ = std::move(status);
  doc_ = kNoMoreDocs;
  block_ = block_count();
  index_ = 0;
  count_ = 0;
  positions_found_ = false;
  positions_ready_ = false;
}

}  // namespace newsidx::segment

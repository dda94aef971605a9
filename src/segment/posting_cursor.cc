#include "segment/posting_cursor.h"

#include "base/assert.h"
#include "base/status_macros.h"
#include "codec/kernels.h"

namespace newsidx::segment {
namespace {

// A cursor's moves are noexcept: what could not be read ends it like any other fault.
Failure out_of_memory() { return fail(ErrorCode::limit, "out of memory"); }

Failure fail_outside() {
  return fail(ErrorCode::corruption, "the address of a block is outside its chunk");
}

}  // namespace

PostingCursor::PostingCursor(std::shared_ptr<const PostingList> list) : list_(std::move(list)) {
  Status loaded;
  try {
    loaded = list_->load();
  } catch (const std::bad_alloc&) {
    loaded = out_of_memory();
  }
  if (loaded) {
    load_block(0);
  } else {
    end(std::move(loaded));
  }
}

void PostingCursor::next_block() noexcept { load_block(block_ + 1); }

// Finds a block's bytes and their parts.
// @return false after a fault, which has ended the cursor
bool PostingCursor::open_block(std::size_t block) noexcept {
  const std::vector<BlockAddress>& addresses = entry().directory.postings;
  const BlockAddress address = addresses[block];
  if (address.chunk != chunk_number_) {
    auto bytes = chunk_bytes(storage::Family::postings, address.chunk, entry().inline_postings);
    if (!bytes) {
      end(fail(std::move(bytes).error()));
      return false;
    }
    chunk_ = *bytes;
    chunk_number_ = address.chunk;
  }
  if (address.offset > chunk_.size()) {
    end(fail_outside());
    return false;
  }
  const auto fault = bytes_.open(chunk_.substr(address.offset), entry().postings_in_block(block));
  if (fault != codec::BlockFault::none) {
    end(codec::failure_of(fault));
    return false;
  }
  return true;
}

void PostingCursor::load_block(std::size_t block) noexcept {
  if (block >= block_count()) return end({});
  if (!open_block(block)) return;
  const std::size_t count = entry().postings_in_block(block);
  const std::uint32_t last = block_count() == 1 ? codec::kNoDocument : block_last_doc(block);
  in_bits_ = bytes_.has_bits();
  count_ = in_bits_ ? 0 : count;
  const auto fault = in_bits_
                         ? bytes_.read_bits(base_of(block), last, count, bits_)
                         : bytes_.decode_docs(base_of(block), last, std::span(docs_.data(), count));
  if (fault != codec::BlockFault::none) return end(codec::failure_of(fault));
  block_ = block;
  index_ = 0;
  freqs_ready_ = false;
  positions_found_ = false;
  positions_ready_ = false;
  doc_ = in_bits_ ? bits_.first() : docs_[0];
  if (last_doc() >= list_->document_limit()) {
    end(fail(ErrorCode::corruption, "a posting names a document outside the segment"));
  }
}

// The end of docs_, or a block that is in bits and is walked: then it is decoded.
void PostingCursor::next_slowly() noexcept {
  if (!in_bits_) return next_block();
  decode_bits();
  skip(1);
}

void PostingCursor::find_index() noexcept { index_ = bits_.rank(doc_); }

void PostingCursor::decode_bits() noexcept {
  find_index();
  count_ = entry().postings_in_block(block_);
  codec::kKernels->list_bits(bits_.words.data(), bits_.word_count, bits_.begin, docs_.data(),
                             count_);
  in_bits_ = false;
}

Result<std::string_view> PostingCursor::chunk_bytes(storage::Family family, std::uint16_t chunk,
                                                    std::string_view inline_bytes) const {
  if (entry().is_inline) return inline_bytes;
  try {
    return list_->chunk(family, chunk);
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  }
}

void PostingCursor::decode_freqs() noexcept {
  bytes_.decode_freqs(std::span(freqs_.data(), entry().postings_in_block(block_)));
  freqs_ready_ = true;
}

void PostingCursor::next_geq(std::uint32_t target) noexcept {
  if (doc_ >= target) return;
  if (target > block_last_doc(block_)) {
    load_block(gallop(block_, target));
    if (doc_ >= target) return;
  }
  if (in_bits_) {
    doc_ = bits_.first_from(target);
    if (doc_ == codec::kNoDocument) next_block();  // only where the last document was not known
    return;
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

void PostingCursor::mark(std::uint32_t begin, std::uint32_t end, std::uint64_t* words) noexcept {
  while (doc_ < end) {
    if (in_bits_) {
      mark_bits(begin, end, words);
      continue;
    }
    const std::uint32_t* const from = docs_.data() + index_;
    const std::uint32_t* to = docs_.data() + count_;
    if (to[-1] >= end) to = std::lower_bound(from, to, end);
    const auto count = static_cast<std::size_t>(to - from);
    codec::kKernels->set_bits(from, count, begin, words);
    index_ += count;
    if (index_ == count_) {
      mark_blocks(begin, end, words);
    } else {
      doc_ = docs_[index_];
    }
  }
}

// Goes to the first block behind the loaded one that does not end below `end`, marking those before
// it as a whole. The directory has said that their documents are in the segment.
void PostingCursor::mark_blocks(std::uint32_t begin, std::uint32_t end,
                                std::uint64_t* words) noexcept {
  std::size_t block = block_ + 1;
  for (; block < block_count() && block_last_doc(block) < end; ++block) {
    if (!open_block(block)) return;
    const std::size_t count = entry().postings_in_block(block);
    const std::uint32_t base = base_of(block);
    const std::uint32_t last = block_last_doc(block);
    auto fault = codec::BlockFault::none;
    if (bytes_.has_bits()) {
      const std::uint32_t first_word = codec::first_word_doc(base);
      fault = bytes_.join_bits(base, last, count, words + (first_word - begin) / 64);
    } else {
      fault = bytes_.decode_docs(base, last, std::span(docs_.data(), count));
      if (fault == codec::BlockFault::none) {
        codec::kKernels->set_bits(docs_.data(), count, begin, words);
      }
    }
    if (fault != codec::BlockFault::none) return this->end(codec::failure_of(fault));
  }
  load_block(block);
}

// Whole words; the first one from doc_ on, the last one to `end`.
void PostingCursor::mark_bits(std::uint32_t begin, std::uint32_t end,
                              std::uint64_t* words) noexcept {
  const std::uint32_t begin_word = begin / 64;
  const std::uint32_t own_word = bits_.begin / 64;
  std::uint32_t at = doc_ / 64;
  const std::uint64_t first = bits_.words[at - own_word] & ~std::uint64_t{0} << (doc_ % 64);
  const std::uint32_t stop = std::min(own_word + bits_.word_count, (end - 1) / 64 + 1);
  const std::uint64_t cut =
      stop * 64 > end ? ~std::uint64_t{0} >> (stop * 64 - end) : ~std::uint64_t{0};
  if (at + 1 == stop) {
    words[at - begin_word] |= first & cut;
  } else {
    words[at - begin_word] |= first;
    while (++at + 1 < stop) words[at - begin_word] |= bits_.words[at - own_word];
    words[at - begin_word] |= bits_.words[at - own_word] & cut;
  }
  doc_ = end - bits_.begin < bits_.word_count * 64 ? bits_.first_from(end) : kNoMoreDocs;
  if (doc_ == kNoMoreDocs) mark_blocks(begin, end, words);
}

void PostingCursor::append_occurrences(std::vector<codec::Occurrence>& out) noexcept {
  if (in_bits_) find_index();
  if (!positions_ready_ && !open_positions()) return;
  try {
    positions_.append_occurrences(index_, out);
  } catch (const std::bad_alloc&) {
    end_without_memory();
  }
}

bool PostingCursor::append_piece(codec::PositionBlock::PieceStart& from,
                                 std::vector<codec::Occurrence>& out) {
  if (in_bits_) find_index();
  return (positions_ready_ || open_positions()) && positions_.append_piece(index_, from, out);
}

// The bytes of the block's positions.
// @return false where there are none; after a fault
bool PostingCursor::find_positions() noexcept {
  const TermEntry& term = entry();
  if (!term.has_positions || doc_ == kNoMoreDocs) return false;
  const BlockAddress address = term.directory.positions[block_];
  auto bytes = chunk_bytes(storage::Family::positions, address.chunk, term.inline_positions);
  if (!bytes || address.offset > bytes->size()) {
    end(bytes ? fail_outside() : fail(std::move(bytes).error()));
    return false;
  }
  position_bytes_ = bytes->substr(address.offset);
  block_has_spans_ = codec::PositionBlock::has_spans(position_bytes_);
  return positions_found_ = true;
}

// @return false where there are none; after a fault
bool PostingCursor::open_positions() noexcept {
  if (!positions_found_ && !find_positions()) return false;
  if (!freqs_ready_ && codec::PositionBlock::needs_freqs(position_bytes_)) decode_freqs();
  const std::size_t count = entry().postings_in_block(block_);
  Status status;
  try {
    status = positions_.open(position_bytes_, std::span(freqs_.data(), count));
  } catch (const std::bad_alloc&) {
    status = out_of_memory();
  }
  if (!status) {
    end(std::move(status));
    return false;
  }
  return positions_ready_ = true;
}

void PostingCursor::end_without_memory() noexcept { end(out_of_memory()); }

void PostingCursor::end(Status status) noexcept {
  status_ = std::move(status);
  doc_ = kNoMoreDocs;
  block_ = block_count();
  index_ = 0;
  count_ = 0;
  in_bits_ = false;
  positions_found_ = false;
  positions_ready_ = false;
}

}  // namespace newsidx::segment

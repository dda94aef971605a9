// segment/posting_cursor.h
//
// Walks one term's posting list, block by block, in ascending DocId.
//
// Invariants: doc() strictly increases; a block is validated before its first posting is shown; a
//             late fault ends the cursor and is read from status().
//             A block of bits is not decoded as long as next_geq() and mark() are all that is
//             asked.
// Threads: one.
// Cost: next() amortised O(1); next_geq() gallops over the directory; a cursor allocates nothing
//       but the list's chunks.
#pragma once

#include <newsidx/result.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <vector>

#include "codec/position_block.h"
#include "codec/posting_block.h"
#include "segment/posting_list.h"

namespace newsidx::segment {

/// Behind the last document of every list.
inline constexpr std::uint32_t kNoMoreDocs = UINT32_MAX;

class PostingCursor {
 public:
  /// Stands on the first posting.
  explicit PostingCursor(std::shared_ptr<const PostingList> list);

  /// kNoMoreDocs at the end.
  [[nodiscard]] std::uint32_t doc() const noexcept { return doc_; }
  /// REQUIRES doc() != kNoMoreDocs; the same for freq() and append_occurrences().
  void next() noexcept {
    if (++index_ < count_) {
      doc_ = docs_[index_];
    } else {
      next_slowly();
    }
  }
  /// Goes to the first posting with doc() >= target; stays where it is when that is here.
  void next_geq(std::uint32_t target) noexcept;

  [[nodiscard]] std::uint32_t freq() noexcept {
    if (in_bits_) find_index();
    if (!freqs_ready_) decode_freqs();
    return freqs_[index_];
  }
  /// Where the term stands in doc(), ascending. Appends; nothing for lists without positions.
  void append_occurrences(std::vector<codec::Occurrence>& out) noexcept;
  /// The next piece of it, see codec::PositionBlock::append_piece(). @return false after the last
  [[nodiscard]] bool append_piece(codec::PositionBlock::PieceStart& from,
                                  std::vector<codec::Occurrence>& out);
  /// Occurrences of the block's documents before doc(): what form_piece.h counts from. 0 where
  /// positions cannot be read, which ends the cursor.
  [[nodiscard]] std::uint32_t occurrences_before() noexcept {
    if (in_bits_) find_index();
    if (!positions_ready_ && !open_positions()) return 0;
    std::uint32_t count = 0;
    for (std::size_t index = 0; index < index_; ++index) count += positions_.count(index);
    return count;
  }
  /// The same without spans; valid until the next call, padded as PositionBlock::positions() is.
  [[nodiscard]] std::span<const std::uint32_t> positions() noexcept {
    if (in_bits_) find_index();
    if (!positions_ready_ && !open_positions()) return {};
    try {
      return positions_.positions(index_);
    } catch (const std::bad_alloc&) {
      end_without_memory();
      return {};
    }
  }
  /// Whether spans in the block of doc() may be other than 1.
  [[nodiscard]] bool has_spans() noexcept {
    return (positions_found_ || find_positions()) && block_has_spans_;
  }

  [[nodiscard]] const TermEntry& entry() const noexcept { return list_->entry(); }

  // ---- blocks: what pruning looks at; no posting is decoded ----

  /// Stands on the first posting of any block, also one that was passed; find_block() is of no use
  /// afterwards. REQUIRES block < block_count().
  void go_to_block(std::size_t block) noexcept { load_block(block); }

  /// The block that holds the first posting >= target, at or after the current one; block_count()
  /// when there is none. REQUIRES targets that do not fall.
  [[nodiscard]] std::size_t find_block(std::uint32_t target) noexcept {
    return found_block_ = gallop(std::max(found_block_, block_), target);
  }
  [[nodiscard]] std::uint32_t block_last_doc(std::size_t block) const noexcept {
    return entry().directory.last_docs[block];
  }
  [[nodiscard]] Impact block_impact(std::size_t block) const noexcept {
    return entry().directory.impacts[block];
  }
  [[nodiscard]] const std::vector<Impact>& superblock_impacts() const noexcept {
    return entry().directory.superblock_impacts;
  }
  /// The block of doc(); block_count() at the end.
  [[nodiscard]] std::size_t block() const noexcept { return block_; }
  [[nodiscard]] std::size_t block_count() const noexcept { return entry().directory.block_count(); }

  // ---- bulk: the rest of the current block ----

  /// Documents from doc() to the end of its block, and their frequencies.
  [[nodiscard]] std::span<const std::uint32_t> docs() noexcept {
    if (in_bits_) decode_bits();
    return std::span(docs_.data() + index_, count_ - index_);
  }
  [[nodiscard]] std::span<const std::uint32_t> freqs() noexcept {
    if (in_bits_) decode_bits();
    if (!freqs_ready_) decode_freqs();
    return std::span(freqs_.data() + index_, count_ - index_);
  }
  /// Passes over `count` postings of the current block. REQUIRES count <= docs().size().
  void skip(std::size_t count) noexcept {
    if (in_bits_) decode_bits();
    index_ += count;
    if (index_ < count_) {
      doc_ = docs_[index_];
    } else {
      next_block();
    }
  }

  /// Sets bit doc - begin for all documents from doc() to below `end`, and goes to the first behind
  /// them. REQUIRES doc() >= begin, begin a multiple of 64.
  void mark(std::uint32_t begin, std::uint32_t end, std::uint64_t* words) noexcept;

  /// Success, or why the cursor ended early.
  [[nodiscard]] const Status& status() const noexcept { return status_; }

 private:
  static constexpr std::uint32_t kNoChunk = UINT32_MAX;

  [[nodiscard]] std::size_t gallop(std::size_t from, std::uint32_t target) const noexcept;
  void next_block() noexcept;
  void next_slowly() noexcept;
  void find_index() noexcept;
  void decode_bits() noexcept;
  void mark_bits(std::uint32_t begin, std::uint32_t end, std::uint64_t* words) noexcept;
  void mark_blocks(std::uint32_t begin, std::uint32_t end, std::uint64_t* words) noexcept;
  void load_block(std::size_t block) noexcept;
  [[nodiscard]] bool open_block(std::size_t block) noexcept;
  [[nodiscard]] std::uint32_t base_of(std::size_t block) const noexcept {
    return block == 0 ? codec::kNoDocument : block_last_doc(block - 1);
  }
  [[nodiscard]] bool find_positions() noexcept;
  [[nodiscard]] bool open_positions() noexcept;
  [[nodiscard]] Result<std::string_view> chunk_bytes(storage::Family family, std::uint16_t chunk,
                                                     std::string_view inline_bytes) const;
  [[nodiscard]] std::uint32_t last_doc() const noexcept {
    return in_bits_ ? bits_.last() : docs_[count_ - 1];
  }
  void decode_freqs() noexcept;
  void end(Status status) noexcept;
  void end_without_memory() noexcept;

  std::shared_ptr<const PostingList> list_;
  std::string_view chunk_;  // the bytes of the loaded block's chunk
  std::uint32_t chunk_number_ = kNoChunk;
  std::uint32_t doc_ = kNoMoreDocs;
  std::size_t index_ = 0;  // of doc_ in the block; not kept up in bits
  std::size_t count_ = 0;  // of documents in docs_: those of the block, or none in bits
  std::size_t block_ = 0;  // the loaded block
  std::size_t found_block_ = 0;
  bool in_bits_ = false;  // the documents of the block are in bits_, not in docs_
  bool freqs_ready_ = false;
  bool positions_found_ = false;  // position_bytes_ are of this block
  bool block_has_spans_ = false;
  bool positions_ready_ = false;
  codec::PostingBlock bytes_;  // the opened block: the loaded one, but within mark_blocks()
  std::string_view position_bytes_;
  codec::PositionBlock positions_;
  Status status_;
  alignas(32) codec::DocBits bits_;
  alignas(32) std::array<std::uint32_t, codec::kPostingBlockSize> docs_;
  alignas(32) std::array<std::uint32_t, codec::kPostingBlockSize> freqs_;
};

}  // namespace newsidx::segment

// segment/term_page.h
//
// A page of the term dictionary: terms of one field, ascending, front-coded in blocks of 32, each
// with its record; or unstemmed words with the terms that they became. Pure functions between terms
// and bytes. Format: FORMAT.md, "Term dictionary".
//
// Invariants: TermPage::open() has found the first term of each block, so
//             that blocks are searched noexcept. What stands inside a block is checked while it is
//             read: a fault ends the block, and is_broken() says so.
// Threads: a page, any number; a writer and a block, one.
// Cost: opening takes 20 ns a block; a block is read at some ns a term, and allocates nothing but
//       the longest term.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "segment/field.h"
#include "segment/surface_entry.h"
#include "segment/term_record.h"

namespace newsidx::segment {

inline constexpr std::size_t kTermsPerBlock = 32;

class TermPageWriter {
 public:
  /// Begins a page.
  void start(Field field);

  /// @param term    greater than the one before; not of field surface
  /// @param record  its head behind the one before (place_head), its number, if it has one, the
  ///                next one
  void add_term(std::string_view term, const TermRecord& record);
  /// @param surface  greater than the one before
  /// @param terms    ascending [1 to kMaxSurfaceTerms]
  void add_surface(std::string_view surface, std::span<const SurfaceTerm> terms);
  static constexpr std::size_t kMaxSurfaceTerms = 255;

  /// The next term begins a block: here a page may end.
  [[nodiscard]] bool is_at_block() const noexcept { return left_in_block_ == 0; }
  [[nodiscard]] std::size_t size_bytes() const noexcept { return blocks_.size(); }
  [[nodiscard]] bool is_empty() const noexcept { return term_count_ == 0; }
  /// Valid until start(). REQUIRES a term.
  [[nodiscard]] std::string_view first_term() const noexcept { return first_term_; }

  /// The page's bytes.
  [[nodiscard]] std::string finish();

 private:
  // Writes the term, as far as it is not shared with the one before, or the head of a block.
  void start_term(std::string_view term, const HeadAddress& head);
  void close_block();

  Field field_ = Field::text;
  std::string blocks_;
  std::vector<std::uint16_t> offsets_;  // of blocks_
  std::string first_term_;
  std::string last_term_;
  std::uint32_t term_count_ = 0;
  std::uint32_t first_number_ = 0;
  std::uint32_t number_count_ = 0;  // terms with a number so far
  std::size_t left_in_block_ = 0;
  std::size_t count_at_ = 0;  // of the block, in blocks_
};

/// A page and its blocks.
class TermPage {
 public:
  enum class Checksum : std::uint8_t {
    compare,
    skip,  ///< for a lookup: RocksDB has compared that of its block, and twice takes 5 us
  };
  /// @param bytes  must outlive the page
  /// @errors corruption
  [[nodiscard]] static Result<TermPage> open(std::string_view bytes,
                                             Checksum checksum = Checksum::compare);

  [[nodiscard]] Field field() const noexcept { return field_; }
  [[nodiscard]] std::uint32_t term_count() const noexcept { return term_count_; }
  [[nodiscard]] std::size_t block_count() const noexcept { return block_count_; }
  /// REQUIRES block < block_count(); the same for bytes_of().
  [[nodiscard]] std::string_view first_term(std::size_t block) const noexcept;
  /// The last block whose first term is <= term; 0 where there is none.
  [[nodiscard]] std::size_t block_of(std::string_view term) const noexcept;
  [[nodiscard]] std::string_view bytes_of(std::size_t block) const noexcept;
  [[nodiscard]] std::uint32_t first_number() const noexcept { return first_number_; }

 private:
  [[nodiscard]] std::size_t begin_of(std::size_t block) const noexcept {
    return load_le<std::uint16_t>(offsets_ + block * sizeof(std::uint16_t));
  }

  Field field_ = Field::text;
  std::uint32_t term_count_ = 0;
  std::uint32_t first_number_ = 0;
  std::size_t block_count_ = 0;
  const char* offsets_ = nullptr;
  std::string_view blocks_;
};

/// Walks a block of a page: next() before the first term.
class TermBlock {
 public:
  /// Stands before the first term of a block.
  /// @param page         must outlive the walk of the block
  /// @param page_number  for the addresses of records
  void open(const TermPage& page, std::uint32_t page_number, std::size_t block);

  /// Goes to the next term. @return false behind the last one, or at a fault
  [[nodiscard]] bool next();
  /// Goes to the first term >= `term`, from here on. REQUIRES that next() was called, and gave
  /// true.
  [[nodiscard]] bool seek(std::string_view term);

  /// Whether next() has met what a writer would not have written.
  [[nodiscard]] bool is_broken() const noexcept { return is_broken_; }

  /// Valid until the next move; so is all else. REQUIRES that next() gave true.
  [[nodiscard]] std::string_view term() const noexcept { return term_; }
  /// Not of field surface.
  [[nodiscard]] const TermRecord& record() const noexcept { return record_; }
  /// Of field surface.
  [[nodiscard]] std::span<const SurfaceTerm> surface_terms() const noexcept { return terms_; }

 private:
  bool fail_here() noexcept {
    is_broken_ = true;
    left_ = 0;
    return false;
  }
  [[nodiscard]] bool read_record();
  [[nodiscard]] bool read_surface_terms();

  Field field_ = Field::text;
  ByteReader in_{std::string_view()};
  std::size_t left_ = 0;
  bool is_first_ = false;
  bool is_broken_ = false;
  std::string term_;
  TermRecord record_;
  std::uint32_t next_number_ = 0;
  std::vector<SurfaceTerm> terms_;
  std::vector<std::string> texts_;  // of terms_; kept, so that they allocate once
};

/// Heads of lists stand in chunks of so many bytes; a larger one has a chunk of its own.
inline constexpr std::size_t kHeadChunkBytes = 8 << 10;

/// Where a head of `size` bytes goes behind another one. @return false where chunks are used up
[[nodiscard]] inline bool place_head(HeadAddress& head, std::uint32_t size) noexcept {
  const std::uint64_t end = std::uint64_t{head.offset} + head.size;
  const bool fits = end == 0 || end + size <= kHeadChunkBytes;
  if (!fits && head.chunk == UINT16_MAX) return false;
  head.chunk = static_cast<std::uint16_t>(head.chunk + (fits ? 0 : 1));
  head.offset = fits ? static_cast<std::uint32_t>(end) : 0;
  head.size = size;
  return true;
}

/// The head in its chunk, whose checksum is not compared here: RocksDB has compared its block's.
/// @param chunk  as it is stored; empty where there is none
/// @errors corruption
[[nodiscard]] Result<std::string_view> head_in(std::string_view chunk, const HeadAddress& address);

}  // namespace newsidx::segment

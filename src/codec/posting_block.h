// codec/posting_block.h
//
// Up to 128 postings of one term: ascending documents and their frequencies, packed apart so that
// frequencies are decoded only when somebody asks. Documents are packed gaps, or, where they stand
// close together, a bitset that can be asked and joined undecoded.
// Format: FORMAT.md, "Posting block".
//
// Bytes come from disk: open() checks the sizes once, decode_docs() or read_bits() checks the
// numbers once. Opening is done for each block of a query, so a fault is a code; its words are made
// when somebody wants to read them.
#pragma once

#include <newsidx/result.h>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "codec/bitpack.h"

namespace newsidx::codec {

inline constexpr std::size_t kPostingBlockSize = kGroupSize;

/// "Before the first document": document 0 is one gap away from it.
inline constexpr std::uint32_t kNoDocument = UINT32_MAX;

/// Frequencies are packed in 31 bits at most, so that the 1 added to each cannot wrap around.
inline constexpr unsigned kMaxFreqBits = 31;

/// A bitset has 1 to 64 words.
inline constexpr std::size_t kMaxBitsetWords = 64;

/// Appends one block.
/// REQUIRES 1 to 128 strictly ascending docs, all greater than base (or base == kNoDocument),
///          as many freqs, each from 1 to 2^31.
void append_posting_block(std::string& out, std::uint32_t base, std::span<const std::uint32_t> docs,
                          std::span<const std::uint32_t> freqs);

/// The document of bit 0 of a block behind document `base`.
constexpr std::uint32_t first_word_doc(std::uint32_t base) noexcept {
  return (base + 1) / 64 * 64;  // kNoDocument + 1 == 0
}

/// The documents of a block as bits. Words stand at multiples of 64 documents, so that they can be
/// joined with those of other lists without shifting.
struct DocBits {
  std::array<std::uint64_t, kMaxBitsetWords> words;
  std::uint32_t begin = 0;  ///< document of bit 0, a multiple of 64
  std::uint32_t word_count = 0;

  [[nodiscard]] std::uint32_t first() const noexcept;  ///< the first document
  [[nodiscard]] std::uint32_t last() const noexcept;   ///< the last document
  /// The first document >= target, or kNoDocument. REQUIRES target >= begin.
  [[nodiscard]] std::uint32_t first_from(std::uint32_t target) const noexcept;
  /// Documents before `doc`. REQUIRES doc from first() to last().
  [[nodiscard]] std::size_t rank(std::uint32_t doc) const noexcept;
};

/// What can be wrong with the bytes of a block.
enum class BlockFault : std::uint8_t { none, cut_short, unknown_coding, not_ascending };

/// REQUIRES fault != none.
[[nodiscard]] Failure failure_of(BlockFault fault);

class PostingBlock {
 public:
  /// @param bytes  starts at the block and may go on behind it
  /// @param count  postings in it [1 to 128], from the directory
  [[nodiscard]] BlockFault open(std::string_view bytes, std::size_t count) noexcept;

  /// Whether the documents are there as bits: a bitset, or a run of consecutive documents.
  [[nodiscard]] bool has_bits() const noexcept { return is_bitset_ || doc_bits_ == 0; }

  /// @param base  last document of the block before (kNoDocument: none)
  /// @param last  last document of this one; kNoDocument where the caller does not know it
  /// @param docs  as many as open() was told
  [[nodiscard]] BlockFault decode_docs(std::uint32_t base, std::uint32_t last,
                                       std::span<std::uint32_t> docs) const noexcept;
  /// The same as bits. REQUIRES has_bits().
  /// @param count  as open() was told
  [[nodiscard]] BlockFault read_bits(std::uint32_t base, std::uint32_t last, std::size_t count,
                                     DocBits& bits) const noexcept;
  /// Joins the same bits with `words`, the first of which is that of document
  /// first_word_doc(base). REQUIRES has_bits(), words to the one of `last`, last != kNoDocument.
  [[nodiscard]] BlockFault join_bits(std::uint32_t base, std::uint32_t last, std::size_t count,
                                     std::uint64_t* words) const noexcept;
  void decode_freqs(std::span<std::uint32_t> freqs) const noexcept;

  [[nodiscard]] std::size_t size_bytes() const noexcept { return 2 + docs_.size() + freqs_.size(); }

 private:
  std::string_view docs_;
  std::string_view freqs_;
  std::uint8_t doc_bits_ = 0;
  std::uint8_t freq_bits_ = 0;
  bool is_bitset_ = false;
};

}  // namespace newsidx::codec

// codec/posting_block.h
//
// Up to 128 postings of one term: ascending documents and their frequencies, packed apart so that
// frequencies are decoded only when somebody asks. Format: FORMAT.md, "Posting block".
//
// Bytes come from disk: open() checks the sizes once, decode_docs() checks the numbers once; after
// that everything is noexcept.
#pragma once

#include <newsidx/result.h>

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

/// Appends one block.
/// REQUIRES 1 to 128 strictly ascending docs, all greater than base (or base == kNoDocument),
///          as many freqs, each from 1 to 2^31.
void append_posting_block(std::string& out, std::uint32_t base, std::span<const std::uint32_t> docs,
                          std::span<const std::uint32_t> freqs);

class PostingBlock {
 public:
  PostingBlock() = default;

  /// @param bytes  starts at the block and may go on behind it
  /// @param count  postings in it [1 to 128], from the directory
  /// @errors corruption  an unknown coding, or bytes too short
  [[nodiscard]] static Result<PostingBlock> open(std::string_view bytes, std::size_t count);

  /// @param base  last document of the block before (kNoDocument: none)
  /// @param last  last document of this one; kNoDocument where the caller does not know it
  /// @errors corruption  the documents do not ascend, or not to `last`
  [[nodiscard]] Status decode_docs(std::uint32_t base, std::uint32_t last,
                                   std::span<std::uint32_t> docs) const;
  void decode_freqs(std::span<std::uint32_t> freqs) const noexcept;

  [[nodiscard]] std::size_t size_bytes() const noexcept { return 2 + docs_.size() + freqs_.size(); }

 private:
  std::string_view docs_;
  std::string_view freqs_;
  std::uint8_t doc_bits_ = 0;
  std::uint8_t freq_bits_ = 0;
};

}  // namespace newsidx::codec

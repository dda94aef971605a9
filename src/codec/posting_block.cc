// posting block := doc_bits:u8 freq_bits:u8 packed(doc gaps less one) packed(freqs less one)
//
// Zero bits cost nothing: a run of consecutive documents, or of frequencies of one, is two bytes.

#include "codec/posting_block.h"

#include <array>

#include "base/assert.h"

namespace newsidx::codec {

void append_posting_block(std::string& out, std::uint32_t base, std::span<const std::uint32_t> docs,
                          std::span<const std::uint32_t> freqs) {
  NEWSIDX_CHECK(!docs.empty() && docs.size() <= kPostingBlockSize && docs.size() == freqs.size());
  std::array<std::uint32_t, kPostingBlockSize> gaps;
  std::array<std::uint32_t, kPostingBlockSize> extras;
  for (std::size_t i = 0; i < docs.size(); ++i) {
    gaps[i] = docs[i] - base - 1;  // modulo 2^32: kNoDocument + 1 == 0
    extras[i] = freqs[i] - 1;
    base = docs[i];
  }
  const std::span<const std::uint32_t> used_gaps(gaps.data(), docs.size());
  const std::span<const std::uint32_t> used_extras(extras.data(), docs.size());
  const unsigned doc_bits = bits_needed(used_gaps);
  const unsigned freq_bits = bits_needed(used_extras);
  NEWSIDX_DCHECK(freq_bits <= kMaxFreqBits);
  out.push_back(static_cast<char>(doc_bits));
  out.push_back(static_cast<char>(freq_bits));
  append_packed(out, used_gaps, doc_bits);
  append_packed(out, used_extras, freq_bits);
}

Result<PostingBlock> PostingBlock::open(std::string_view bytes, std::size_t count) {
  NEWSIDX_CHECK(count >= 1 && count <= kPostingBlockSize);
  if (bytes.size() < 2) return fail(ErrorCode::corruption, "posting block is cut short");
  PostingBlock block;
  block.doc_bits_ = static_cast<std::uint8_t>(bytes[0]);
  block.freq_bits_ = static_cast<std::uint8_t>(bytes[1]);
  if (block.doc_bits_ > kMaxBits || block.freq_bits_ > kMaxFreqBits) {
    return fail(ErrorCode::corruption, "posting block has an unknown coding");
  }
  const std::size_t doc_bytes = packed_size(count, block.doc_bits_);
  const std::size_t freq_bytes = packed_size(count, block.freq_bits_);
  if (bytes.size() < 2 + doc_bytes + freq_bytes) {
    return fail(ErrorCode::corruption, "posting block is cut short");
  }
  block.docs_ = bytes.substr(2, doc_bytes);
  block.freqs_ = bytes.substr(2 + doc_bytes, freq_bytes);
  return block;
}

Status PostingBlock::decode_docs(std::uint32_t base, std::uint32_t last,
                                 std::span<std::uint32_t> docs) const {
  unpack(docs_, doc_bits_, docs);
  restore_ascending(base, docs);
  // Gaps of up to 24 bits cannot wrap around within a block, so a right end means a right block;
  // wider gaps are rare enough to look at each.
  bool ascending = (base == kNoDocument || docs.front() > base) && docs.back() != kNoDocument;
  if (last != kNoDocument) ascending &= docs.back() == last;
  if (doc_bits_ > 24 || last == kNoDocument) {
    for (std::size_t i = 1; i < docs.size(); ++i) ascending &= docs[i - 1] < docs[i];
  }
  if (!ascending) return fail(ErrorCode::corruption, "documents of a posting block do not ascend");
  return {};
}

void PostingBlock::decode_freqs(std::span<std::uint32_t> freqs) const noexcept {
  unpack(freqs_, freq_bits_, freqs);
  for (std::uint32_t& freq : freqs) ++freq;
}

}  // namespace newsidx::codec

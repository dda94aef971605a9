// posting block := doc_coding:u8 freq_bits:u8 docs packed(freqs less one)
// doc_coding    := bits of a gap (0 to 32) | 64 + words of a bitset less one
// docs          := packed(doc gaps less one) | bitset:u64*
//
// Zero bits cost nothing: a run of consecutive documents, or of frequencies of one, is two bytes.
// A bitset is read without decoding a document, so it may cost a little more than packed gaps do.

#include "codec/posting_block.h"

#include <array>
#include <bit>

#include "base/assert.h"
#include "base/bytes.h"
#include "codec/kernels.h"

namespace newsidx::codec {
namespace {

constexpr std::uint8_t kBitsetCoding = 64;
constexpr std::uint32_t kWordBits = 64;

// The bits of a word that stand before the first document behind `base`.
constexpr std::uint64_t bits_before(std::uint32_t base) noexcept {
  return ~(~std::uint64_t{0} << ((base + 1) % kWordBits));
}

/// A bitset may be half as large again as packed gaps.
constexpr bool pays(std::size_t word_count, std::size_t packed_bytes) noexcept {
  return word_count <= kMaxBitsetWords && word_count * 8 * 2 <= packed_bytes * 3;
}

void append_bitset(std::string& out, std::uint32_t begin, std::size_t word_count,
                   std::span<const std::uint32_t> docs) {
  std::array<std::uint64_t, kMaxBitsetWords> words{};
  kPortableKernels.set_bits(docs.data(), docs.size(), begin, words.data());
  for (std::size_t i = 0; i < word_count; ++i) append_le(out, words[i]);
}

// The `count` documents behind `base`.
BlockFault make_run(std::uint32_t base, std::uint32_t last, std::size_t count,
                    DocBits& bits) noexcept {
  const std::uint64_t end = std::uint64_t{base + 1} + count;
  if (end > kNoDocument || (last != kNoDocument && end - 1 != last))
    return BlockFault::not_ascending;
  bits.begin = first_word_doc(base);
  bits.word_count = static_cast<std::uint32_t>((end - bits.begin + kWordBits - 1) / kWordBits);
  for (std::size_t i = 0; i < bits.word_count; ++i) bits.words[i] = ~std::uint64_t{0};
  bits.words[0] &= ~bits_before(base);
  bits.words[bits.word_count - 1] &= ~std::uint64_t{0} >> (-end % kWordBits);
  return BlockFault::none;
}

}  // namespace

std::uint32_t DocBits::first() const noexcept { return first_from(begin); }

std::uint32_t DocBits::last() const noexcept {
  const auto leading = static_cast<std::uint32_t>(std::countl_zero(words[word_count - 1]));
  return begin + word_count * kWordBits - 1 - leading;
}

std::uint32_t DocBits::first_from(std::uint32_t target) const noexcept {
  std::uint32_t at = (target - begin) / kWordBits;
  if (at >= word_count) return kNoDocument;
  std::uint64_t word = words[at] & ~std::uint64_t{0} << (target % kWordBits);
  while (word == 0) {
    if (++at == word_count) return kNoDocument;
    word = words[at];
  }
  return begin + at * kWordBits + static_cast<std::uint32_t>(std::countr_zero(word));
}

std::size_t DocBits::rank(std::uint32_t doc) const noexcept {
  return kKernels->count_bits_before(words.data(), doc - begin);
}

void append_posting_block(std::string& out, std::uint32_t base, std::span<const std::uint32_t> docs,
                          std::span<const std::uint32_t> freqs) {
  NEWSIDX_CHECK(!docs.empty() && docs.size() <= kPostingBlockSize && docs.size() == freqs.size());
  std::array<std::uint32_t, kPostingBlockSize> gaps;
  std::array<std::uint32_t, kPostingBlockSize> extras;
  const std::uint32_t begin = first_word_doc(base);
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
  const std::size_t word_count = (docs.back() - begin) / kWordBits + 1;
  const bool is_bitset = pays(word_count, packed_size(docs.size(), doc_bits));
  out.push_back(static_cast<char>(is_bitset ? kBitsetCoding + word_count - 1 : doc_bits));
  out.push_back(static_cast<char>(freq_bits));
  if (is_bitset) {
    append_bitset(out, begin, word_count, docs);
  } else {
    append_packed(out, used_gaps, doc_bits);
  }
  append_packed(out, used_extras, freq_bits);
}

Failure failure_of(BlockFault fault) {
  switch (fault) {
    case BlockFault::cut_short: return fail(ErrorCode::corruption, "posting block is cut short");
    case BlockFault::unknown_coding:
      return fail(ErrorCode::corruption, "posting block has an unknown coding");
    default: return fail(ErrorCode::corruption, "documents of a posting block do not ascend");
  }
}

BlockFault PostingBlock::open(std::string_view bytes, std::size_t count) noexcept {
  NEWSIDX_DCHECK(count >= 1 && count <= kPostingBlockSize);
  if (bytes.size() < 2) return BlockFault::cut_short;
  const auto coding = static_cast<std::uint8_t>(bytes[0]);
  is_bitset_ = coding >= kBitsetCoding && coding < kBitsetCoding + kMaxBitsetWords;
  doc_bits_ = is_bitset_ ? 0 : coding;
  freq_bits_ = static_cast<std::uint8_t>(bytes[1]);
  if (doc_bits_ > kMaxBits || freq_bits_ > kMaxFreqBits) return BlockFault::unknown_coding;
  const std::size_t doc_bytes = is_bitset_ ? (coding - kBitsetCoding + 1u) * sizeof(std::uint64_t)
                                           : packed_size(count, doc_bits_);
  const std::size_t freq_bytes = packed_size(count, freq_bits_);
  if (bytes.size() < 2 + doc_bytes + freq_bytes) return BlockFault::cut_short;
  docs_ = {bytes.data() + 2, doc_bytes};
  freqs_ = {bytes.data() + 2 + doc_bytes, freq_bytes};
  return BlockFault::none;
}

BlockFault PostingBlock::read_bits(std::uint32_t base, std::uint32_t last, std::size_t count,
                                   DocBits& bits) const noexcept {
  NEWSIDX_DCHECK(has_bits());
  if (!is_bitset_) return make_run(base, last, count, bits);
  bits.begin = first_word_doc(base);
  bits.word_count = static_cast<std::uint32_t>(docs_.size() / sizeof(std::uint64_t));
  for (std::size_t i = 0; i < bits.word_count; ++i) {
    bits.words[i] = load_le<std::uint64_t>(docs_.data() + i * sizeof(std::uint64_t));
  }
  // The count and the right end prove the bits, but for those that stand before the base.
  const bool fits = bits.begin <= kNoDocument - bits.word_count * kWordBits &&
                    (bits.words[0] & bits_before(base)) == 0 &&
                    bits.words[bits.word_count - 1] != 0 &&
                    kKernels->count_bits(bits.words.data(), bits.word_count) == count;
  if (!fits || (last != kNoDocument && bits.last() != last)) return BlockFault::not_ascending;
  return BlockFault::none;
}

BlockFault PostingBlock::join_bits(std::uint32_t base, std::uint32_t last, std::size_t count,
                                   std::uint64_t* words) const noexcept {
  NEWSIDX_DCHECK(has_bits() && last != kNoDocument);
  if (!is_bitset_) {
    DocBits bits;
    const BlockFault fault = make_run(base, last, count, bits);
    if (fault != BlockFault::none) return fault;
    for (std::size_t i = 0; i < bits.word_count; ++i) words[i] |= bits.words[i];
    return BlockFault::none;
  }
  const std::size_t word_count = docs_.size() / sizeof(std::uint64_t);
  if (last < first_word_doc(base) || (last - first_word_doc(base)) / kWordBits + 1 != word_count) {
    return BlockFault::not_ascending;
  }
  const auto first_word = load_le<std::uint64_t>(docs_.data());
  const auto last_word = load_le<std::uint64_t>(docs_.data() + docs_.size() - sizeof first_word);
  const bool fits = (first_word & bits_before(base)) == 0 && last_word >> (last % kWordBits) == 1 &&
                    kKernels->join_bits(docs_.data(), word_count, words) == count;
  return fits ? BlockFault::none : BlockFault::not_ascending;
}

BlockFault PostingBlock::decode_docs(std::uint32_t base, std::uint32_t last,
                                     std::span<std::uint32_t> docs) const noexcept {
  if (is_bitset_) {
    DocBits bits;
    const BlockFault fault = read_bits(base, last, docs.size(), bits);
    if (fault == BlockFault::none) {
      kKernels->list_bits(bits.words.data(), bits.word_count, bits.begin, docs.data(), docs.size());
    }
    return fault;
  }
  if (docs.size() == kGroupSize) {
    kKernels->decode_ascending[doc_bits_](docs_.data(), base, docs.data());
  } else {
    unpack(docs_, doc_bits_, docs);
    restore_ascending(base, docs);
  }
  // Gaps of up to 24 bits cannot wrap around within a block, so a right end means a right block;
  // wider gaps are rare enough to look at each.
  bool ascending = (base == kNoDocument || docs.front() > base) && docs.back() != kNoDocument;
  if (last != kNoDocument) ascending &= docs.back() == last;
  if (doc_bits_ > 24 || last == kNoDocument) {
    for (std::size_t i = 1; i < docs.size(); ++i) ascending &= docs[i - 1] < docs[i];
  }
  return ascending ? BlockFault::none : BlockFault::not_ascending;
}

void PostingBlock::decode_freqs(std::span<std::uint32_t> freqs) const noexcept {
  unpack(freqs_, freq_bits_, freqs);
  for (std::uint32_t& freq : freqs) ++freq;
}

}  // namespace newsidx::codec

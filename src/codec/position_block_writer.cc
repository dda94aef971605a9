#include "codec/position_block_writer.h"

#include <algorithm>

#include "base/assert.h"
#include "base/bytes.h"
#include "codec/position_block_flags.h"

namespace newsidx::codec {

void PositionBlockWriter::clear() noexcept {
  document_count_ = 0;
  total_ = 0;
  has_spans_ = false;
  group_size_ = 0;
  group_bits_.clear();
  packed_.clear();
}

void PositionBlockWriter::start_document() noexcept {
  NEWSIDX_DCHECK(document_count_ < kPostingBlockSize);
  counts_[document_count_++] = 0;
  before_ = 0;
}

void PositionBlockWriter::add(std::span<const Occurrence> occurrences) {
  if (!has_spans_ && std::any_of(occurrences.begin(), occurrences.end(),
                                 [](const Occurrence& o) { return o.span != 1; })) {
    widen_for_spans();
  }
  for (const auto [position, span] : occurrences) {
    NEWSIDX_DCHECK(position >= before_);
    const std::uint32_t gap = position - before_;
    put(has_spans_ ? gap * kMaxSpan + span - 1 : gap);
    before_ = position;
  }
  counts_[document_count_ - 1] += static_cast<std::uint32_t>(occurrences.size());
  total_ += occurrences.size();
}

void PositionBlockWriter::put(std::uint32_t gap) {
  group_[group_size_++] = gap;
  if (group_size_ == kGroupSize) pack_group();
}

void PositionBlockWriter::pack_group() {
  const std::span<const std::uint32_t> group(group_.data(), group_size_);
  const unsigned bits = bits_needed(group);
  group_bits_.push_back(static_cast<char>(bits));
  append_packed(packed_, group, bits);
  group_size_ = 0;
}

// The first compound of the block: the gaps so far are packed anew with a span of 1 each, as if
// this had been known.
void PositionBlockWriter::widen_for_spans() {
  has_spans_ = true;
  const std::array<std::uint32_t, kGroupSize> unpacked = group_;
  const std::size_t unpacked_size = group_size_;
  std::string bits_before;
  std::string packed_before;
  bits_before.swap(group_bits_);
  packed_before.swap(packed_);
  std::string_view rest = packed_before;
  for (const char group_bits : bits_before) {
    const auto bits = static_cast<std::uint8_t>(group_bits);
    const std::size_t size = packed_size(kGroupSize, bits);
    unpack(rest.substr(0, size), bits, group_);
    rest.remove_prefix(size);
    for (std::uint32_t& gap : group_) gap *= kMaxSpan;
    group_size_ = kGroupSize;
    pack_group();
  }
  group_ = unpacked;
  group_size_ = unpacked_size;
  for (std::size_t i = 0; i < group_size_; ++i) group_[i] *= kMaxSpan;
}

void PositionBlockWriter::append_to(std::string& out, std::span<const std::uint32_t> freqs) {
  NEWSIDX_CHECK(freqs.size() == document_count_);
  const std::span<const std::uint32_t> counts(counts_.data(), document_count_);
  const bool has_counts = !std::equal(counts.begin(), counts.end(), freqs.begin());
  out.push_back(static_cast<char>((has_counts ? kHasCounts : 0) | (has_spans_ ? kHasSpans : 0)));
  if (has_counts) {
    std::array<std::uint32_t, kPostingBlockSize> extras;
    std::transform(counts.begin(), counts.end(), extras.begin(),
                   [](auto count) { return count - 1; });
    const std::span<const std::uint32_t> used(extras.data(), counts.size());
    const unsigned bits = bits_needed(used);
    out.push_back(static_cast<char>(bits));
    append_packed(out, used, bits);
  }
  if (group_size_ > 0) pack_group();
  append_varint(out, total_);
  out += group_bits_;
  out += packed_;
}

}  // namespace newsidx::codec

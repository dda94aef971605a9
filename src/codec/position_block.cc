// position block := flags:u8 [counts] total:varint group_bits:u8* packed(group)*
//   flags: 1 = counts are stored, 2 = gaps carry spans
//   counts := bits:u8 packed(counts less one)
//   gap := distance from the position before in the same document (from 0 for its first);
//          with spans: gap * 4 + span - 1
//
// A group is 128 gaps, of documents in a row; the last one may be shorter. The bit widths stand
// together in front, so that a reader steps over groups without touching them.

#include "codec/position_block.h"

#include <algorithm>

#include "base/assert.h"
#include "base/bytes.h"

namespace newsidx::codec {
namespace {

constexpr std::uint8_t kHasCounts = 1;
constexpr std::uint8_t kHasSpans = 2;

std::size_t group_count(std::uint32_t total) { return (total + kGroupSize - 1) / kGroupSize; }

std::vector<std::uint32_t> gaps_of(std::span<const std::uint32_t> counts,
                                   std::span<const Occurrence> occurrences, bool has_spans) {
  std::vector<std::uint32_t> gaps;
  gaps.reserve(occurrences.size());
  std::size_t at = 0;
  for (const std::uint32_t count : counts) {
    std::uint32_t before = 0;
    for (std::uint32_t i = 0; i < count; ++i, ++at) {
      const Occurrence& occurrence = occurrences[at];
      NEWSIDX_DCHECK(occurrence.position >= before);
      const std::uint32_t gap = occurrence.position - before;
      gaps.push_back(has_spans ? gap * kMaxSpan + occurrence.span - 1 : gap);
      before = occurrence.position;
    }
  }
  return gaps;
}

}  // namespace

void append_position_block(std::string& out, std::span<const std::uint32_t> counts,
                           std::span<const std::uint32_t> freqs,
                           std::span<const Occurrence> occurrences) {
  NEWSIDX_CHECK(counts.size() == freqs.size() && counts.size() <= kPostingBlockSize);
  const bool has_counts = !std::equal(counts.begin(), counts.end(), freqs.begin());
  const bool has_spans = std::any_of(occurrences.begin(), occurrences.end(),
                                     [](const Occurrence& o) { return o.span != 1; });
  out.push_back(static_cast<char>((has_counts ? kHasCounts : 0) | (has_spans ? kHasSpans : 0)));
  if (has_counts) {
    std::array<std::uint32_t, kPostingBlockSize> extras;
    std::transform(counts.begin(), counts.end(), extras.begin(),
                   [](auto count) { return count - 1; });
    const std::span<const std::uint32_t> used(extras.data(), counts.size());
    const unsigned bits = bits_needed(used);
    out.push_back(static_cast<char>(bits));
    append_packed(out, used, bits);
  }
  const std::vector<std::uint32_t> gaps = gaps_of(counts, occurrences, has_spans);
  append_varint(out, gaps.size());
  std::string packed;
  for (std::size_t at = 0; at < gaps.size(); at += kGroupSize) {
    const auto group = std::span(gaps).subspan(at, std::min(kGroupSize, gaps.size() - at));
    const unsigned bits = bits_needed(group);
    out.push_back(static_cast<char>(bits));
    append_packed(packed, group, bits);
  }
  out += packed;
}

Status PositionBlock::open(std::string_view bytes, std::span<const std::uint32_t> freqs) {
  NEWSIDX_CHECK(freqs.size() <= kPostingBlockSize);
  const auto broken = [] { return fail(ErrorCode::corruption, "position block is broken"); };
  ByteReader in(bytes);
  const auto flags = in.le<std::uint8_t>();
  if (!in.ok() || flags > (kHasCounts | kHasSpans)) return broken();
  has_spans_ = (flags & kHasSpans) != 0;

  const std::size_t document_count = freqs.size();
  std::array<std::uint32_t, kPostingBlockSize> counts;
  if ((flags & kHasCounts) != 0) {
    const auto bits = in.le<std::uint8_t>();
    if (bits > kMaxBits) return broken();
    const std::string_view packed = in.take(packed_size(document_count, bits));
    if (!in.ok()) return broken();
    const std::span<std::uint32_t> used(counts.data(), document_count);
    unpack(packed, bits, used);
    for (std::uint32_t& count : used) {
      if (++count == 0) return broken();  // a document without occurrences is not written
    }
  } else {
    std::copy(freqs.begin(), freqs.end(), counts.begin());
  }
  total_ = in.varint32();
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < document_count; ++i) {
    starts_[i] = static_cast<std::uint32_t>(sum);
    sum += counts[i];
  }
  if (!in.ok() || sum != total_) return broken();
  starts_[document_count] = total_;

  group_bits_ = in.take(group_count(total_));
  if (!in.ok()) return broken();
  std::size_t data_bytes = 0;
  for (std::size_t group = 0; group < group_bits_.size(); ++group) {
    const auto bits = static_cast<std::uint8_t>(group_bits_[group]);
    if (bits > kMaxBits) return broken();
    data_bytes += packed_size(std::min<std::size_t>(kGroupSize, total_ - group * kGroupSize), bits);
  }
  data_ = in.take(data_bytes);
  if (!in.ok()) return broken();
  size_bytes_ = bytes.size() - in.rest().size();
  decoded_group_ = SIZE_MAX;
  scan_group_ = 0;
  scan_offset_ = 0;
  return {};
}

void PositionBlock::decode_group(std::size_t group) noexcept {
  if (group < scan_group_) {
    scan_group_ = 0;
    scan_offset_ = 0;
  }
  for (; scan_group_ < group; ++scan_group_) {  // only the last group is not full
    scan_offset_ += packed_size(kGroupSize, static_cast<std::uint8_t>(group_bits_[scan_group_]));
  }
  const std::size_t count = std::min<std::size_t>(kGroupSize, total_ - group * kGroupSize);
  const auto bits = static_cast<std::uint8_t>(group_bits_[group]);
  unpack(data_.substr(scan_offset_, packed_size(count, bits)), bits,
         std::span(values_.data(), count));
  decoded_group_ = group;
}

void PositionBlock::append_occurrences(std::size_t index, std::vector<Occurrence>& out) {
  std::uint32_t position = 0;
  for (std::uint32_t at = starts_[index]; at < starts_[index + 1]; ++at) {
    if (at / kGroupSize != decoded_group_) decode_group(at / kGroupSize);
    const std::uint32_t value = values_[at % kGroupSize];
    const std::uint32_t gap = has_spans_ ? value / kMaxSpan : value;
    position += gap;
    out.push_back({position, has_spans_ ? value % kMaxSpan + 1 : 1});
  }
}

}  // namespace newsidx::codec

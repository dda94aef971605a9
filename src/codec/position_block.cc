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
#include <cstring>

#include "base/assert.h"
#include "codec/bitpack_range.h"
#include "codec/position_block_flags.h"

namespace newsidx::codec {
namespace {

constexpr unsigned kSpanBits = 2;
static_assert(1u << kSpanBits == kMaxSpan);

std::size_t group_count(std::uint32_t total) { return (total + kGroupSize - 1) / kGroupSize; }

// out[i] := base + gaps[0] + ... + gaps[i], without the spans in the low bits. Sixteen at once: it
// reads and writes up to 15 behind `count`.
// @return the last one
std::uint32_t add_up(const std::uint32_t* gaps, std::size_t count, unsigned span_bits,
                     std::uint32_t base, std::uint32_t* out) noexcept {
  using Lanes = std::uint32_t __attribute__((vector_size(16)));
  constexpr std::size_t kLanes = 4;
  static_assert(kPositionPadding % kLanes == 0);
  Lanes carry = Lanes{} + base;
  for (std::size_t at = 0; at < count; at += kPositionPadding) {
    for (std::size_t i = at; i < at + kPositionPadding; i += kLanes) {
      Lanes value;
      std::memcpy(&value, gaps + i, sizeof value);
      value >>= span_bits;
      value += __builtin_shufflevector(value, Lanes{}, 4, 0, 1, 2);
      value += __builtin_shufflevector(value, Lanes{}, 4, 4, 0, 1);
      value += carry;
      std::memcpy(out + i, &value, sizeof value);
      carry = Lanes{} + value[3];
    }
  }
  return out[count - 1];
}

}  // namespace

bool PositionBlock::needs_freqs(std::string_view bytes) noexcept {
  return bytes.empty() || (bytes[0] & kHasCounts) == 0;
}

bool PositionBlock::has_spans(std::string_view bytes) noexcept {
  return !bytes.empty() && (bytes[0] & kHasSpans) != 0;
}

// @return false when they are broken
bool PositionBlock::read_counts(ByteReader& in, std::uint8_t flags,
                                std::span<const std::uint32_t> freqs) noexcept {
  starts_[0] = 0;
  const std::span<std::uint32_t> ends(starts_.data() + 1, freqs.size());
  if ((flags & kHasCounts) != 0) {
    const auto bits = in.le<std::uint8_t>();
    if (bits > kMaxBits) return false;
    const std::string_view packed = in.take(packed_size(ends.size(), bits));
    if (!in.ok()) return false;
    unpack(packed, bits, ends);
  } else {
    std::transform(freqs.begin(), freqs.end(), ends.begin(), [](auto freq) { return freq - 1; });
  }
  std::uint32_t any = 0;
  for (const std::uint32_t extra : ends) any |= extra;
  if (any < UINT32_MAX / kPostingBlockSize) {
    restore_ascending(0, ends);  // sums of counts from counts less one
    return true;
  }
  std::uint64_t sum = 0;
  for (std::uint32_t& end : ends) {
    sum += std::uint64_t{end} + 1;
    if (sum > UINT32_MAX) return false;
    end = static_cast<std::uint32_t>(sum);
  }
  return true;
}

// @return false when they are broken
bool PositionBlock::read_groups(ByteReader& in) {
  group_bits_ = in.take(group_count(total_));
  if (!in.ok()) return false;
  group_starts_.resize(group_bits_.size());
  unsigned most_bits = 0;
  std::size_t data_bytes = 0;
  for (std::size_t group = 0; group < group_bits_.size(); ++group) {
    const unsigned bits = static_cast<std::uint8_t>(group_bits_[group]);
    most_bits = std::max(most_bits, bits);
    group_starts_[group] = static_cast<std::uint32_t>(data_bytes);
    data_bytes += packed_size(kGroupSize, bits);
  }
  if (most_bits > kMaxBits) return false;
  if (total_ % kGroupSize != 0) {
    const auto last_bits = static_cast<std::uint8_t>(group_bits_.back());
    data_bytes = group_starts_.back() + packed_size(total_ % kGroupSize, last_bits);
  }
  data_ = in.take(data_bytes);
  return in.ok();
}

Status PositionBlock::open(std::string_view bytes, std::span<const std::uint32_t> freqs) {
  NEWSIDX_CHECK(freqs.size() <= kPostingBlockSize);
  const auto broken = [] { return fail(ErrorCode::corruption, "position block is broken"); };
  ByteReader in(bytes);
  const auto flags = in.le<std::uint8_t>();
  if (!in.ok() || flags > (kHasCounts | kHasSpans)) return broken();
  has_spans_ = (flags & kHasSpans) != 0;
  if (!read_counts(in, flags, freqs)) return broken();
  total_ = in.varint32();
  if (!in.ok() || starts_[freqs.size()] != total_) return broken();
  if (!read_groups(in)) return broken();
  size_bytes_ = bytes.size() - in.rest().size();
  asked_group_ = SIZE_MAX;
  decoded_group_ = SIZE_MAX;
  return {};
}

// Values [first, end) of a group. Others of the group are wanted soon where it was asked for
// before.
const std::uint32_t* PositionBlock::values_of(std::size_t group, std::size_t first, std::size_t end,
                                              std::uint32_t* room) noexcept {
  if (group == decoded_group_) return group_values_.data() + first;
  const std::size_t count = std::min<std::size_t>(kGroupSize, total_ - group * kGroupSize);
  const auto bits = static_cast<std::uint8_t>(group_bits_[group]);
  const std::string_view bytes = data_.substr(group_starts_[group], packed_size(count, bits));
  if (group != asked_group_) {
    asked_group_ = group;
    return unpack_range(bytes, bits, count, first, end, room);
  }
  unpack(bytes, bits, std::span(group_values_.data(), count));
  decoded_group_ = group;
  return group_values_.data() + first;
}

// Calls visit(values, count) for stretches of the block's values [at, end); kPositionPadding more
// of them can be read, whatever they are.
template <class Visit>
void PositionBlock::for_each_stretch(std::uint32_t at, std::uint32_t end, Visit visit) {
  std::array<std::uint32_t, kGroupSize + kPositionPadding> room;
  while (at < end) {
    const std::size_t group = at / kGroupSize;
    const std::size_t first = at % kGroupSize;
    const std::size_t count = std::min<std::size_t>(end - at, kGroupSize - first);
    visit(values_of(group, first, first + count, room.data()), count);
    at += static_cast<std::uint32_t>(count);
  }
}

void PositionBlock::append_occurrences(std::size_t index, std::vector<Occurrence>& out) {
  PieceStart from;
  while (append_piece(index, from, out)) {
  }
}

bool PositionBlock::append_piece(std::size_t index, PieceStart& from,
                                 std::vector<Occurrence>& out) {
  const std::uint32_t end = from.index + std::min(count(index) - from.index, kPieceSize);
  std::uint32_t position = from.position;
  const std::uint32_t start = starts_[index];
  for_each_stretch(start + from.index, start + end,
                   [&](const std::uint32_t* values, std::size_t count) {
                     for (std::size_t i = 0; i < count; ++i) {
                       position += has_spans_ ? values[i] / kMaxSpan : values[i];
                       out.push_back({position, has_spans_ ? values[i] % kMaxSpan + 1 : 1});
                     }
                   });
  from = {end, position};
  return end < count(index);
}

std::span<const std::uint32_t> PositionBlock::positions(std::size_t index) {
  constexpr std::size_t kFirstRoom = 64;
  const std::size_t count = this->count(index);
  if (positions_.size() < count + kPositionPadding) {
    positions_.resize(std::max(kFirstRoom, 2 * count + kPositionPadding));
  }
  std::uint32_t* out = positions_.data();
  std::uint32_t position = 0;
  const unsigned span_bits = has_spans_ ? kSpanBits : 0;
  const auto add = [&](const std::uint32_t* gaps, std::size_t stretch) {
    position = add_up(gaps, stretch, span_bits, position, out);
    out += stretch;
  };
  for_each_stretch(starts_[index], starts_[index + 1], add);
  std::fill_n(out, kPositionPadding, UINT32_MAX);
  return {positions_.data(), count};
}

}  // namespace newsidx::codec

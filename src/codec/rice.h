// codec/rice.h
//
// Golomb-Rice codes of small numbers in a string of bits: a number n with parameter k is n >> k
// zeros, a one, and the low k bits of n. Format: FORMAT.md, "Rice codes".
//
// Source: Golomb, Run-length encodings (1966); Rice, Some practical universal noiseless coding
// techniques (1979).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace newsidx::codec {

inline constexpr unsigned kRiceParameterBits = 5;

class BitWriter {
 public:
  /// @param out  bytes are appended to it, the lowest bit first; must outlive this
  explicit BitWriter(std::string& out) : out_(out) {}

  /// REQUIRES count <= 32, value < 2^count
  void bits(std::uint32_t value, unsigned count) {
    pending_ |= static_cast<std::uint64_t>(value) << size_;
    for (size_ += count; size_ >= 8; size_ -= 8, pending_ >>= 8) {
      out_.push_back(static_cast<char>(pending_));
    }
  }
  void rice(std::uint32_t value, unsigned k) {
    std::uint32_t zeros = value >> k;
    for (; zeros >= 16; zeros -= 16) bits(0, 16);
    bits(std::uint32_t{1} << zeros, zeros + 1);
    bits(value & ((std::uint32_t{1} << k) - 1), k);
  }
  /// Fills the last byte with zeros.
  void finish() {
    if (size_ > 0) out_.push_back(static_cast<char>(pending_));
    pending_ = 0;
    size_ = 0;
  }

 private:
  std::string& out_;
  std::uint64_t pending_ = 0;
  unsigned size_ = 0;
};

/// Never reads beyond its bytes: behind a fault all numbers are 0, and ok() is false.
class BitReader {
 public:
  explicit BitReader(std::string_view bytes) noexcept : bytes_(bytes) {}

  [[nodiscard]] bool ok() const noexcept { return ok_; }
  [[nodiscard]] std::size_t bits_left() const noexcept { return bytes_.size() * 8 - at_; }

  std::uint32_t bits(unsigned count) noexcept {
    if (count > bits_left()) return fault();
    std::uint32_t value = 0;
    for (unsigned done = 0; done < count;) {
      const unsigned offset = at_ % 8;
      const unsigned taken = count - done < 8 - offset ? count - done : 8 - offset;
      const auto byte = static_cast<unsigned char>(bytes_[at_ / 8]);
      value |= static_cast<std::uint32_t>(byte >> offset & ((1u << taken) - 1)) << done;
      at_ += taken;
      done += taken;
    }
    return value;
  }
  /// REQUIRES k < 32
  std::uint32_t rice(unsigned k) noexcept {
    std::uint64_t zeros = 0;
    for (;;) {
      if (bits_left() == 0) return fault();
      const unsigned offset = at_ % 8;
      const unsigned rest = static_cast<unsigned char>(bytes_[at_ / 8]) >> offset;
      if (rest != 0) {
        const auto here = static_cast<unsigned>(std::countr_zero(rest));
        zeros += here;
        at_ += here + 1;
        break;
      }
      zeros += 8 - offset;
      at_ += 8 - offset;
    }
    if (zeros > (std::uint64_t{UINT32_MAX} >> k)) return fault();
    return static_cast<std::uint32_t>(zeros << k) | bits(k);
  }

 private:
  std::uint32_t fault() noexcept {
    ok_ = false;
    at_ = bytes_.size() * 8;
    return 0;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;  // in bits
  bool ok_ = true;
};

/// The parameter with which the numbers take the fewest bits. REQUIRES their sum fits 64 bits
[[nodiscard]] inline unsigned best_rice_parameter(std::span<const std::uint32_t> numbers) noexcept {
  constexpr unsigned kMost = (1u << kRiceParameterBits) - 1;
  const auto size_with = [numbers](unsigned k) {
    std::uint64_t size = numbers.size() * (k + 1);
    for (const std::uint32_t number : numbers) size += number >> k;
    return size;
  };
  unsigned best = 0;
  std::uint64_t least = size_with(0);
  for (unsigned k = 1; k <= kMost; ++k) {  // the sizes fall, then rise
    const std::uint64_t size = size_with(k);
    if (size >= least) break;
    least = size;
    best = k;
  }
  return best;
}

}  // namespace newsidx::codec

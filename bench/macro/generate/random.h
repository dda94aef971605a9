// bench/macro/generate/random.h
//
// Random numbers that are the same on every machine: the distributions of <random> are not, so
// the generator brings its own. xoshiro256** by Blackman and Vigna, seeded through splitmix64.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace newsidx::bench::generate {

/// One step of splitmix64: a good hash of 64 bits.
constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

/// The stream of article `number` of the set `seed`: it depends on these two alone.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t number) {
    std::uint64_t x = mix(mix(seed) ^ number);
    for (std::uint64_t& word : state_) word = x = mix(x);
  }

  std::uint64_t next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t t = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  /// @return a number of 0 .. bound - 1.   REQUIRES 1 <= bound
  std::uint32_t below(std::uint32_t bound) {
    return static_cast<std::uint32_t>(((next() >> 32U) * bound) >> 32U);
  }

  /// True in `share` of 65,536 cases.
  bool chance(std::uint32_t share) { return (next() >> 48U) < share; }

  /// @return a number of [0, 1), a multiple of 2^-53
  double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

 private:
  std::array<std::uint64_t, 4> state_;
};

/// The share of 65,536 that `probability` of [0, 1] is.
constexpr std::uint32_t share_of(double probability) {
  return static_cast<std::uint32_t>(probability * 65536.0);
}

}  // namespace newsidx::bench::generate

#include "base/hash.h"

#include <xxhash.h>

#include "base/assert.h"

namespace newsidx {

std::uint64_t hash64(std::string_view bytes) noexcept {
  return XXH3_64bits(bytes.data(), bytes.size());
}

Hash128 hash128(std::string_view bytes) noexcept {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.low64, hash.high64};
}

std::string hex_digits(const Hash128& hash) {
  std::string digits;
  for (const std::uint64_t half : {hash.high, hash.low}) {
    for (unsigned shift = 64; shift > 0; shift -= 4) {
      digits.push_back("0123456789abcdef"[half >> (shift - 4) & 15]);
    }
  }
  return digits;
}

struct StreamingHash::State {
  XXH3_state_t* xxh = XXH3_createState();
  State() { NEWSIDX_CHECK(xxh != nullptr && XXH3_64bits_reset(xxh) == XXH_OK); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { XXH3_freeState(xxh); }
};

StreamingHash::StreamingHash() : state_(std::make_unique<State>()) {}
StreamingHash::~StreamingHash() = default;
StreamingHash::StreamingHash(StreamingHash&&) noexcept = default;
StreamingHash& StreamingHash::operator=(StreamingHash&&) noexcept = default;

void StreamingHash::add(std::string_view bytes) noexcept {
  const std::uint64_t size = bytes.size();
  XXH3_64bits_update(state_->xxh, &size, sizeof size);
  XXH3_64bits_update(state_->xxh, bytes.data(), bytes.size());
}

void StreamingHash::append(std::string_view bytes) noexcept {
  XXH3_64bits_update(state_->xxh, bytes.data(), bytes.size());
}

std::uint64_t StreamingHash::digest() const noexcept { return XXH3_64bits_digest(state_->xxh); }

}  // namespace newsidx

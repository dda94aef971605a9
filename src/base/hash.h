// base/hash.h
//
// The one hash of the project: XXH3 (xxHash). Its values are part of the persisted formats
// (checksums, fingerprints), so its version is pinned by the golden tests.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace newsidx {

[[nodiscard]] std::uint64_t hash64(std::string_view bytes) noexcept;

struct Hash128 {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend bool operator==(const Hash128&, const Hash128&) = default;
};
[[nodiscard]] Hash128 hash128(std::string_view bytes) noexcept;

/// 32 hexadecimal digits.
[[nodiscard]] std::string hex_digits(const Hash128& hash);

/// The low half of hash64: the checksum of persisted values.
[[nodiscard]] inline std::uint32_t checksum32(std::string_view bytes) noexcept {
  return static_cast<std::uint32_t>(hash64(bytes));
}

/// Hashes a sequence of byte strings; where one ends and the next begins counts.
class StreamingHash {
 public:
  StreamingHash();
  ~StreamingHash();
  StreamingHash(StreamingHash&&) noexcept;
  StreamingHash& operator=(StreamingHash&&) noexcept;

  void add(std::string_view bytes) noexcept;
  /// A part of one long string: where it ends does not count.
  void append(std::string_view bytes) noexcept;
  [[nodiscard]] std::uint64_t digest() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx

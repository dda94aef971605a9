// storage/keys.h
//
// Every key of an index is made and taken apart here. The bytes: KEYS.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsidx::storage {

/// Of an id or a keyword's value in a key.
inline constexpr std::size_t kMaxKeyTextBytes = 1024;
/// So much of the start of a longer one is kept, at least.
inline constexpr std::size_t kKeptKeyTextBytes = kMaxKeyTextBytes - 36;

/// What a key holds of a text from outside: all of it, or of a longer one its start, the character
/// U+001F and 32 hexadecimal digits of its hash. So it is found by the whole text, and no key is
/// longer than RocksDB's blocks and indexes can bear. Of such a result it gives the same again.
[[nodiscard]] std::string bounded_key_text(std::string_view text,
                                           std::size_t max_bytes = kMaxKeyTextBytes);

/// The only key of family meta.
[[nodiscard]] std::string_view manifest_key() noexcept;

[[nodiscard]] std::string segment_prefix(std::uint32_t segment);
/// The least key behind all keys that start with `prefix`; empty when there is none.
[[nodiscard]] std::string prefix_end(std::string_view prefix);

[[nodiscard]] std::string term_key(std::uint32_t segment, std::uint8_t field,
                                   std::string_view term);
/// Families postings and positions.
[[nodiscard]] std::string chunk_key(std::uint32_t segment, std::uint32_t term_number,
                                    std::uint16_t chunk);
/// Families norms (`name` is the field's) and columns.
[[nodiscard]] std::string column_key(std::uint32_t segment, std::string_view name,
                                     std::uint32_t chunk);
[[nodiscard]] std::string doc_key(std::uint64_t sequence);
[[nodiscard]] std::string id_key(std::uint32_t segment, std::string_view id);

/// A key of family terms without its segment.
struct TermKey {
  std::uint8_t field;
  std::string_view term;
};
[[nodiscard]] std::optional<TermKey> parse_term_key(std::string_view key) noexcept;

}  // namespace newsidx::storage

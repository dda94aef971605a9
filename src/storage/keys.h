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

/// Family terms: all of a field.
[[nodiscard]] std::string term_field_prefix(std::uint32_t segment, std::uint8_t field);
/// Family terms: a page of a field's terms under record 0, and behind it what belongs to it.
[[nodiscard]] std::string term_page_key(std::uint32_t segment, std::uint8_t field,
                                        std::uint32_t page, std::uint16_t record);
/// The index of a field's pages stands behind all of them, under a number that no page has.
inline constexpr std::uint32_t kTermIndexPage = UINT32_MAX;
[[nodiscard]] std::string term_index_key(std::uint32_t segment, std::uint8_t field);
/// Families postings and positions.
[[nodiscard]] std::string chunk_key(std::uint32_t segment, std::uint32_t term_number,
                                    std::uint16_t chunk);
/// Families norms (`name` is the field's) and columns.
[[nodiscard]] std::string column_key(std::uint32_t segment, std::string_view name,
                                     std::uint32_t chunk);
[[nodiscard]] std::string doc_key(std::uint64_t sequence);
[[nodiscard]] std::string id_key(std::uint32_t segment, std::string_view id);

/// A key of family terms without its segment.
struct TermPageKey {
  std::uint8_t field;
  std::uint32_t page;
  std::uint16_t record;
  friend bool operator==(const TermPageKey&, const TermPageKey&) = default;
};
[[nodiscard]] std::optional<TermPageKey> parse_term_page_key(std::string_view key) noexcept;

}  // namespace newsidx::storage

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

/// Family meta. All keys of manifests start with this; the last one is the newest manifest's.
[[nodiscard]] std::string_view manifest_prefix() noexcept;
[[nodiscard]] std::string manifest_key(std::uint64_t generation);
/// The generation, or nothing when it is another key.
[[nodiscard]] std::optional<std::uint64_t> parse_manifest_key(std::string_view key) noexcept;
[[nodiscard]] std::string_view segment_info_prefix() noexcept;
[[nodiscard]] std::string segment_info_key(std::uint32_t segment);

/// All keys of files that articles were read from; those of one path; and one of these.
[[nodiscard]] std::string_view source_file_prefix() noexcept;
[[nodiscard]] std::string source_file_prefix(std::string_view path);
[[nodiscard]] std::string source_file_key(std::string_view path, std::uint64_t generation);

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
/// In the place of a chunk: what the column holds.
inline constexpr std::uint32_t kColumnDescriptorChunk = UINT32_MAX;
/// Families norms (`name` is the field's) and columns.
[[nodiscard]] std::string column_key(std::uint32_t segment, std::string_view name,
                                     std::uint32_t chunk);

/// Family docs: a store of articles, an article in it, and its further pieces.
[[nodiscard]] std::string store_prefix(std::uint32_t store);
[[nodiscard]] std::string doc_key(std::uint32_t store, std::uint32_t number);
/// @param piece  [>= 1]
[[nodiscard]] std::string doc_piece_key(std::uint32_t store, std::uint32_t number,
                                        std::uint16_t piece);
struct DocKey {
  std::uint32_t store = 0;
  std::uint32_t number = 0;
  std::uint16_t piece = 0;  ///< 0: the first
};
[[nodiscard]] std::optional<DocKey> parse_doc_key(std::string_view key) noexcept;

/// Family live.
[[nodiscard]] std::string live_key(std::uint32_t segment, std::uint64_t generation,
                                   std::uint32_t chunk);
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

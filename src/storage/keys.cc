#include "storage/keys.h"

#include "base/bytes.h"
#include "base/hash.h"
#include "base/utf8.h"

namespace newsidx::storage {

std::string bounded_key_text(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string(text);
  constexpr std::size_t kHashDigits = 32;
  std::string bounded(text.substr(0, utf8_floor(text, max_bytes - 1 - kHashDigits)));
  bounded.push_back('\x1f');
  return bounded + hex_digits(hash128(text));
}

std::string_view manifest_prefix() noexcept { return "manifest"; }

std::string manifest_key(std::uint64_t generation) {
  std::string key(manifest_prefix());
  append_be(key, generation);
  return key;
}

std::optional<std::uint64_t> parse_manifest_key(std::string_view key) noexcept {
  if (!key.starts_with(manifest_prefix())) return std::nullopt;
  ByteReader in(key.substr(manifest_prefix().size()));
  const auto generation = in.be<std::uint64_t>();
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return generation;
}

std::string_view segment_info_prefix() noexcept { return "segment"; }

std::string segment_info_key(std::uint32_t segment) {
  std::string key(segment_info_prefix());
  append_be(key, segment);
  return key;
}

std::string_view source_file_prefix() noexcept { return "source"; }

std::string source_file_prefix(std::string_view path) {
  std::string key(source_file_prefix());
  const Hash128 hash = hash128(path);
  append_be(key, hash.high);
  append_be(key, hash.low);
  return key;
}

std::string source_file_key(std::string_view path, std::uint64_t generation) {
  std::string key = source_file_prefix(path);
  append_be(key, generation);
  return key;
}

std::string segment_prefix(std::uint32_t segment) {
  std::string key;
  append_be(key, segment);
  return key;
}

std::string prefix_end(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && end.back() == '\xff') end.pop_back();
  if (!end.empty()) end.back() = static_cast<char>(end.back() + 1);
  return end;
}

std::string term_field_prefix(std::uint32_t segment, std::uint8_t field) {
  std::string key = segment_prefix(segment);
  key.push_back(static_cast<char>(field));
  return key;
}

std::string term_page_key(std::uint32_t segment, std::uint8_t field, std::uint32_t page,
                          std::uint16_t record) {
  std::string key;
  key.reserve(11);
  append_be(key, segment);
  key.push_back(static_cast<char>(field));
  append_be(key, page);
  append_be(key, record);
  return key;
}

std::string term_index_key(std::uint32_t segment, std::uint8_t field) {
  return term_page_key(segment, field, kTermIndexPage, 0);
}

std::string chunk_key(std::uint32_t segment, std::uint32_t term_number, std::uint16_t chunk) {
  std::string key;
  key.reserve(10);
  append_be(key, segment);
  append_be(key, term_number);
  append_be(key, chunk);
  return key;
}

std::string column_key(std::uint32_t segment, std::string_view name, std::uint32_t chunk) {
  std::string key = segment_prefix(segment);
  key += name;
  key.push_back('\0');
  append_be(key, chunk);
  return key;
}

std::string store_prefix(std::uint32_t store) {
  std::string key;
  append_be(key, store);
  return key;
}

std::string doc_key(std::uint32_t store, std::uint32_t number) {
  std::string key = store_prefix(store);
  append_be(key, number);
  return key;
}

std::string doc_piece_key(std::uint32_t store, std::uint32_t number, std::uint16_t piece) {
  std::string key = doc_key(store, number);
  append_be(key, piece);
  return key;
}

std::optional<DocKey> parse_doc_key(std::string_view key) noexcept {
  constexpr std::size_t kFirstBytes = 8;
  ByteReader in(key);
  DocKey parsed;
  parsed.store = in.be<std::uint32_t>();
  parsed.number = in.be<std::uint32_t>();
  if (key.size() > kFirstBytes) {
    parsed.piece = in.be<std::uint16_t>();
    if (parsed.piece == 0) return std::nullopt;
  }
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return parsed;
}

std::string live_key(std::uint32_t segment, std::uint64_t generation, std::uint32_t chunk) {
  std::string key = segment_prefix(segment);
  append_be(key, generation);
  append_be(key, chunk);
  return key;
}

std::string id_key(std::uint32_t segment, std::string_view id) {
  return segment_prefix(segment) + bounded_key_text(id);
}

std::optional<TermPageKey> parse_term_page_key(std::string_view key) noexcept {
  ByteReader in(key);
  in.be<std::uint32_t>();
  const auto field = in.be<std::uint8_t>();
  const auto page = in.be<std::uint32_t>();
  const auto record = in.be<std::uint16_t>();
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return TermPageKey{field, page, record};
}

}  // namespace newsidx::storage

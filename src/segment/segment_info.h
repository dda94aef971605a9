// segment/segment_info.h
//
// What is known of a segment without reading it, and the manifest that names the live segments: the
// one value whose write commits a generation. Format: FORMAT.md, "Manifest".
#pragma once

#include <newsidx/result.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "segment/field.h"
#include "storage/family.h"

namespace newsidx::segment {

/// The format of everything in an index; raised by any change of bytes. History: FORMAT.md.
inline constexpr std::uint32_t kFormatVersion = 5;

struct FieldInfo {
  std::uint32_t document_count = 0;  ///< documents that have the field
  std::uint64_t total_length = 0;    ///< sum of lengths as scored (title occurrences weighted)
  std::uint64_t token_count = 0;     ///< sum of positions used
  std::uint64_t term_count = 0;
  std::uint64_t posting_count = 0;
  std::uint64_t list_bytes = 0;  ///< of keys and values in families terms, postings, positions

  /// Mean length of the documents that have the field [tokens]; 1 when none has.
  [[nodiscard]] double average_length() const noexcept {
    return document_count == 0 || total_length == 0
               ? 1.0
               : static_cast<double>(total_length) / document_count;
  }
  friend bool operator==(const FieldInfo&, const FieldInfo&) = default;
};

/// How the documents of an index are analysed and laid out; the same for all its segments.
struct IndexSettings {
  std::string analyzer = "news";
  std::string language = "english";
  std::string fingerprint;  ///< of the analyser
  std::uint32_t title_weight = 1;
  bool stores_articles = true;
  friend bool operator==(const IndexSettings&, const IndexSettings&) = default;
};

struct SegmentInfo {
  std::uint32_t id = 0;
  std::uint32_t document_count = 0;
  /// Document d is stored under first_sequence + d; or, when is_reordered, + its value in column
  /// "sequence".
  std::uint64_t first_sequence = 0;
  bool is_reordered = false;
  std::array<FieldInfo, kFieldCount> fields;
  std::vector<std::pair<std::string, std::uint32_t>> languages;  ///< stemming language, documents
  /// Of each family: the sum of hash64(key without segment or sequence base + value). Order does
  /// not matter, so that writers can add theirs in parallel.
  std::array<std::uint64_t, storage::kFamilyNames.size()> digests{};

  [[nodiscard]] const FieldInfo& field(Field which) const { return fields[number_of(which)]; }
  friend bool operator==(const SegmentInfo&, const SegmentInfo&) = default;
};

struct Manifest {
  std::uint64_t generation = 0;
  std::uint32_t next_segment = 1;
  std::uint64_t next_sequence = 0;
  IndexSettings settings;
  std::vector<SegmentInfo> segments;

  [[nodiscard]] std::uint64_t document_count() const noexcept;
  friend bool operator==(const Manifest&, const Manifest&) = default;
};

[[nodiscard]] std::string serialize_manifest(const Manifest& manifest);

/// @errors unsupported  another format version (older or newer is said)
///         corruption   bad magic or checksum, or a broken body
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view bytes);

}  // namespace newsidx::segment

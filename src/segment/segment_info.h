// segment/segment_info.h
//
// What is known of a segment without reading it: a record of its own in family meta, written once.
// Format: FORMAT.md, "Segment".
#pragma once

#include <newsidx/result.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "segment/field.h"
#include "segment/sealed_record.h"
#include "storage/family.h"

namespace newsidx::segment {

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

/// BM25 parameters that stored impacts are bounds for; a search with others cannot prune by them.
struct ImpactParameters {
  float k1 = 1.2f;
  float b = 0.75f;
  friend bool operator==(const ImpactParameters&, const ImpactParameters&) = default;
};

/// Which documents of a segment are alive; said by the manifest, for it changes.
struct LiveState {
  std::uint64_t generation = 0;  ///< of the bits in family live; 0: all are alive, there are none
  std::uint32_t document_count = 0;
  friend bool operator==(const LiveState&, const LiveState&) = default;
};

struct SegmentInfo {
  std::uint32_t id = 0;
  std::uint32_t document_count = 0;
  bool is_reordered = false;
  ImpactParameters impact_parameters;
  std::array<FieldInfo, kFieldCount> fields;
  std::uint64_t unknown_list_bytes = 0;  ///< of fields that this program does not know
  std::vector<std::pair<std::string, std::uint32_t>> languages;  ///< stemming language, documents
  /// Where its articles are: column "article_store" counts in this.
  std::vector<std::uint32_t> stores;
  /// Of each family whose keys begin with the segment's number: the sum of record_digest(). Order
  /// does not matter, so that writers can add theirs in parallel.
  std::array<std::uint64_t, storage::kFamilyNames.size()> digests{};
  LiveState live;                                 ///< not in the record
  std::uint32_t format_version = kFormatVersion;  ///< of the record

  [[nodiscard]] const FieldInfo& field(Field which) const { return fields[number_of(which)]; }
  friend bool operator==(const SegmentInfo&, const SegmentInfo&) = default;
};

/// Without the live state.
[[nodiscard]] std::string serialize_segment_info(const SegmentInfo& info);

/// @return all documents are alive
/// @errors unsupported  a format version that this program does not read
///         corruption   bad magic or checksum, or a broken body
[[nodiscard]] Result<SegmentInfo> parse_segment_info(std::string_view bytes);

}  // namespace newsidx::segment

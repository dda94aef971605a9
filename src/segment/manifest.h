// segment/manifest.h
//
// The record that names the live segments and the stores of articles: its write commits a
// generation. Format: FORMAT.md, "Manifest".
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "segment/segment_info.h"
#include "storage/store.h"

namespace newsidx::segment {

/// How the documents of an index are analysed and laid out; the same for all its segments.
struct IndexSettings {
  std::string analyzer = "news";
  std::string language = "english";
  std::string fingerprint;  ///< of the analyser
  std::uint32_t title_weight = 1;
  bool stores_articles = true;
  friend bool operator==(const IndexSettings&, const IndexSettings&) = default;
};

/// Stored articles that were written together, numbered from 0. Segments say where theirs are, so
/// that a merge moves none. One without live articles is dropped.
struct StoreInfo {
  std::uint32_t id = 0;
  std::uint32_t article_count = 0;
  std::uint32_t live_count = 0;  ///< of them, those of live documents
  std::uint64_t digest = 0;      ///< sum of record_digest()
  friend bool operator==(const StoreInfo&, const StoreInfo&) = default;
};

struct Manifest {
  std::uint64_t generation = 0;
  std::uint32_t next_segment = 1;
  std::uint32_t next_store = 1;
  IndexSettings settings;
  std::vector<StoreInfo> stores;      ///< ascending
  std::vector<SegmentInfo> segments;  ///< of the record: number and live state
  std::uint32_t next_source_file = 1;
  /// To files of the index, since it was built anew, by what was committed before this. Left over
  /// from merges and logs is what is now on disk. 0: an older newsidx did not count.
  std::uint64_t written_bytes = 0;

  /// With those that are deleted, which statistics count.
  [[nodiscard]] std::uint64_t document_count() const noexcept;
  [[nodiscard]] std::uint64_t live_document_count() const noexcept;
  [[nodiscard]] const StoreInfo* find_store(std::uint32_t id) const noexcept;
  friend bool operator==(const Manifest&, const Manifest&) = default;
};

[[nodiscard]] std::string serialize_manifest(const Manifest& manifest);

/// @return segments have only their number and live state
/// @errors as parse_segment_info()
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view bytes);

/// The last manifest of an index with its segments, or nothing when it has none.
/// @errors as parse_segment_info(); io
///         corruption  the record of a segment is missing, or the last manifest itself
[[nodiscard]] Result<std::optional<Manifest>> read_manifest(const storage::Store& store);

}  // namespace newsidx::segment

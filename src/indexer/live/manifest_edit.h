// indexer/live/manifest_edit.h
//
// What a commit changes: segments that come, segments that go, and documents that are deleted. All
// else of a generation goes over to the next.
//
// A segment has a record of its own, written once, and articles are in stores that a merge names
// anew instead of moving. No key is written twice (a secondary that has replayed a key from the log
// may go on showing its old value).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "segment/live_docs.h"
#include "segment/manifest.h"
#include "segment/source_file.h"

namespace newsidx::indexer {

struct ManifestEdit {
  struct Added {
    segment::SegmentInfo info;
    /// Of its articles, new as the segment is; none when all are in stores that there are.
    std::optional<segment::StoreInfo> store;
    /// Those that there were when it was made. All their articles may have been deleted since.
    std::vector<segment::StoreInfo> kept_stores = {};
  };
  std::vector<Added> add;  ///< set_live may name them, too

  std::vector<std::uint32_t> remove;  ///< segments

  struct Live {
    std::uint32_t segment = 0;
    segment::DocBits bits;  ///< of the documents that are alive; no more than were before
    /// Of them, how many articles each of the segment's stores has. Found by IndexWriter::commit().
    std::map<std::uint32_t, std::uint32_t> by_store = {};
  };
  std::vector<Live> set_live;

  /// Files that were read, in the place of what is known of files of their paths.
  std::vector<segment::SourceFile> files;
  /// Paths of files that are not to be known any more.
  std::vector<std::string> forget;
  /// No file is known but `files`.
  bool forgets_all_files = false;

  [[nodiscard]] bool is_empty() const noexcept {
    return add.empty() && remove.empty() && set_live.empty() && files.empty() && forget.empty();
  }
};

/// The next generation, without segments whose documents are all deleted, and without stores that
/// no segment names.
/// REQUIRES that segments to be removed or changed are there.
[[nodiscard]] segment::Manifest next_manifest(segment::Manifest manifest, const ManifestEdit& edit);

}  // namespace newsidx::indexer

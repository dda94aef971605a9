// indexer/index_writer.h
//
// The index as a writer sees it: one lock, flushed segments, and the commit that makes a new
// generation answer.
//
// Threads: one.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "segment/segment_info.h"
#include "storage/write_store.h"

namespace newsidx::indexer {

class IndexWriter {
 public:
  /// Takes the lock and drops what a killed build left behind.
  /// @param cache_bytes  as for storage::WriteStore::open()
  /// @errors as storage::WriteStore::open; unsupported when a newer newsidx wrote the index
  [[nodiscard]] static Result<IndexWriter> open(const std::string& path,
                                                std::size_t cache_bytes = 16u << 20);

  [[nodiscard]] const std::string& staging_path() const noexcept { return store_->staging_path(); }
  /// What was added is readable in it, also before it is committed.
  [[nodiscard]] std::shared_ptr<const storage::Store> store() const noexcept { return store_; }
  /// Under which the first article of the next segment is stored.
  [[nodiscard]] std::uint64_t next_sequence() const noexcept {
    return added_.empty() ? manifest_.next_sequence : end_of(added_.back());
  }

  /// A number that no segment has.
  [[nodiscard]] std::uint32_t take_segment_number() noexcept { return manifest_.next_segment++; }

  /// Makes a flushed segment readable through store(); no generation names it.
  [[nodiscard]] Status add_flushed(std::vector<storage::SstWriter> files) {
    return store_->ingest(files);
  }

  /// Gives back the space of a flushed segment that was merged into another.
  [[nodiscard]] Status drop_flushed(std::uint32_t segment);

  /// A segment of the next generation, stored from next_sequence() on.
  [[nodiscard]] Status add_segment(segment::SegmentInfo segment,
                                   std::vector<storage::SstWriter> files);

  /// Replaces all segments by those that were added and drops what is no longer named.
  /// @return the new generation
  /// @errors io; corruption when a reader does not find what was written
  [[nodiscard]] Result<std::uint64_t> commit(segment::IndexSettings settings);

  /// Gives back the space of what was flushed, as far as that can be done (the disk may be full),
  /// after a build that failed. Does nothing once a commit was tried: what a failed write of the
  /// manifest left on disk may come to light again, and must then find its data. Where no index
  /// was, none is left. The writer is of no use afterwards.
  void give_up() noexcept;

 private:
  IndexWriter(std::shared_ptr<storage::WriteStore> store, segment::Manifest manifest)
      : store_(std::move(store)), manifest_(std::move(manifest)) {}

  static std::uint64_t end_of(const segment::SegmentInfo& segment) noexcept {
    return segment.first_sequence + segment.document_count;
  }
  [[nodiscard]] Status drop_unnamed(const segment::Manifest& manifest);
  [[nodiscard]] Status read_back() const;

  std::shared_ptr<storage::WriteStore> store_;
  segment::Manifest manifest_;
  std::vector<segment::SegmentInfo> added_;
  bool names_are_known_ = true;  // false: the manifest could not be read, anything may be needed
  bool commit_was_tried_ = false;
};

}  // namespace newsidx::indexer

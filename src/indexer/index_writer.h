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

#include "indexer/manifest_edit.h"
#include "segment/manifest.h"
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
  /// What was ingested is readable in it, also before it is committed.
  [[nodiscard]] std::shared_ptr<const storage::Store> store() const noexcept { return store_; }
  /// The generation that answers.
  [[nodiscard]] const segment::Manifest& manifest() const noexcept { return manifest_; }

  /// Numbers that no segment, and no store of articles, ever had.
  [[nodiscard]] std::uint32_t take_segment_number() noexcept { return manifest_.next_segment++; }
  [[nodiscard]] std::uint32_t take_store_number() noexcept { return manifest_.next_store++; }

  /// For the records of a segment and of its articles, as WriteStore has them.
  [[nodiscard]] std::unique_ptr<storage::RecordSink> make_sink() { return store_->make_sink(); }
  [[nodiscard]] std::unique_ptr<storage::RecordSink> make_files() { return store_->make_files(); }

  /// Makes records readable through store(); no generation names them.
  [[nodiscard]] Status ingest(storage::StagedRecords records) {
    return store_->ingest(std::move(records));
  }

  /// Gives back the space of a flushed segment that was merged into another.
  [[nodiscard]] Status drop_flushed(std::uint32_t segment);

  /// A segment of the next generation, with its articles.
  [[nodiscard]] Status add_segment(segment::SegmentInfo segment, const segment::StoreInfo& store,
                                   storage::StagedRecords records);

  /// The segments that were added, in the place of all that there were.
  [[nodiscard]] ManifestEdit replacement();

  /// Makes the next generation answer, and drops what is no longer named.
  /// @param edit  its new segments were ingested
  /// @return the new generation
  /// @errors io; corruption when a reader does not find what was written
  [[nodiscard]] Result<std::uint64_t> commit(ManifestEdit edit, segment::IndexSettings settings);

  /// Gives back the space of what was flushed, as far as that can be done (the disk may be full),
  /// after a build that failed. Does nothing once a commit was tried: what a failed write of the
  /// manifest left on disk may come to light again, and must then find its data. Where no index
  /// was, none is left. The writer is of no use afterwards.
  void give_up() noexcept;

 private:
  IndexWriter(std::shared_ptr<storage::WriteStore> store, segment::Manifest manifest)
      : store_(std::move(store)), manifest_(std::move(manifest)) {}

  [[nodiscard]] Status count_live(ManifestEdit& edit) const;
  [[nodiscard]] std::vector<storage::WriteStore::Key> outdated_keys(
      const segment::Manifest& next) const;
  [[nodiscard]] Status drop_unnamed(const segment::Manifest& manifest);
  [[nodiscard]] Status read_back() const;

  std::shared_ptr<storage::WriteStore> store_;
  segment::Manifest manifest_;
  std::vector<ManifestEdit::Added> added_;
  bool names_are_known_ = true;  // false: the manifest could not be read, anything may be needed
  bool commit_was_tried_ = false;
};

}  // namespace newsidx::indexer

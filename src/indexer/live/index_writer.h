// indexer/live/index_writer.h
//
// The index as a writer sees it: one lock, segments under way, and the commit that makes a new
// generation answer. What is written or read in this process is leased (live/segment_registry.h),
// and cleaning up leaves it alone: several segments may be under way at once, and readers over
// store() keep their generation.
//
// Threads: all but commit() and give_up(), which one thread calls at a time, and manifest(), which
// that one calls.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "indexer/live/manifest_edit.h"
#include "indexer/live/segment_registry.h"
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
  /// Whether the manifest could be read; else manifest() has nothing.
  [[nodiscard]] bool is_known() const noexcept { return manifest_is_readable_; }
  /// The generation that answers.
  [[nodiscard]] const segment::Manifest& manifest() const noexcept { return manifest_; }

  using Lease = SegmentRegistry::Lease;
  /// A segment, or a store of articles, under way: dropped by the next collect() when the lease
  /// goes before a commit has named it. Its number is one that nothing ever had.
  [[nodiscard]] Lease begin_segment() { return registry_.begin(Part::Kind::segment); }
  [[nodiscard]] Lease begin_store() { return registry_.begin(Part::Kind::store); }

  /// Numbers for files that are read; the first of `count` in a row that nothing ever had.
  [[nodiscard]] std::uint32_t begin_source_files(std::uint32_t count);

  /// The generation that answers, for readers over store(): it stays whole while they have it.
  struct Pinned {
    std::shared_ptr<const storage::Store> store;
    segment::Manifest manifest;
    std::vector<Lease> leases;
  };
  [[nodiscard]] Pinned pin();

  /// Gives back the space of what nobody names, writes or reads any more: parts whose lease went,
  /// and those that a commit removed and no reader has. A failure leaves it for the next time.
  /// Cost: nothing when there is none, else some seeks for each and a tombstone.
  Status collect();

  /// For the records of a segment and of its articles, as WriteStore has them.
  [[nodiscard]] std::unique_ptr<storage::RecordSink> make_sink() { return store_->make_sink(); }
  [[nodiscard]] std::unique_ptr<storage::RecordSink> make_files() { return store_->make_files(); }

  /// Makes records readable through store(); no generation names them.
  [[nodiscard]] Status ingest(storage::StagedRecords records) {
    return store_->ingest(std::move(records));
  }

  /// A segment of the next generation, with its articles; their leases are kept until it is
  /// committed.
  [[nodiscard]] Status add_segment(segment::SegmentInfo segment, const segment::StoreInfo& store,
                                   storage::StagedRecords records, std::vector<Lease> leases);

  /// The segments that were added, beside those that there are.
  [[nodiscard]] ManifestEdit addition();
  /// The segments that were added, in the place of all that there were, and of what is known of
  /// files.
  [[nodiscard]] ManifestEdit replacement();

  /// Makes the next generation answer, and collects what is no longer named.
  /// @param edit  its new segments were ingested, and are leased
  /// @return the new generation
  /// @errors io; corruption when a reader does not find what was written;
  ///         invalid_argument  the edit changes or adds a segment that is not there
  [[nodiscard]] Result<std::uint64_t> commit(ManifestEdit edit, segment::IndexSettings settings);

  /// Forgets what was added, and gives its space back as far as that can be done: for a transaction
  /// that is given up. The writer goes on.
  void drop_additions() noexcept;

  /// Gives back the space of what was added and flushed, as far as that can be done (the disk may
  /// be full), after a build that failed. Does nothing when a commit failed, nor does collect()
  /// from then on: what a failed write of the manifest left on disk may come to light again, and
  /// must then find its data. Where no index was, none is left. The writer is of no use afterwards.
  void give_up() noexcept;

 private:
  IndexWriter(std::shared_ptr<storage::WriteStore> store, const segment::Manifest& manifest)
      : store_(std::move(store)), manifest_(manifest), registry_(manifest) {}

  [[nodiscard]] const segment::SegmentInfo* find_segment(const ManifestEdit& edit,
                                                         std::uint32_t id) const;
  [[nodiscard]] Status count_live(ManifestEdit& edit) const;
  [[nodiscard]] std::vector<storage::WriteStore::Key> outdated_keys(const segment::Manifest& next,
                                                                    const ManifestEdit& edit) const;
  /// @return the manifest as it was written
  [[nodiscard]] Result<std::string> write_next(const segment::Manifest& next,
                                               const ManifestEdit& edit);
  [[nodiscard]] Status sweep();
  [[nodiscard]] Status drop(Part first, Part last);
  [[nodiscard]] Status read_back(std::string_view written) const;
  [[nodiscard]] Status compare_with(const Result<std::optional<segment::Manifest>>& found) const;

  std::shared_ptr<storage::WriteStore> store_;
  // Of manifest_, added_ and commit_is_uncertain_; on the heap, so that the writer can be moved.
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
  segment::Manifest manifest_;
  std::uint64_t counted_bytes_ = 0;  // that the store had written at the last commit
  std::uint32_t next_source_file_ = manifest_.next_source_file;
  SegmentRegistry registry_;
  std::vector<ManifestEdit::Added> added_;
  std::vector<Lease> added_leases_;
  bool manifest_is_readable_ =
      true;  // false: the manifest could not be read, anything may be needed
  bool commit_is_uncertain_ = false;  // one was tried, and may be on disk
};

}  // namespace newsidx::indexer

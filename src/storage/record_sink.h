// storage/record_sink.h
//
// Where the records of a segment or of a store of articles are put while they are written. Two ways
// lead from there into a store, and who writes does not know which:
//
//   files  a sorted file a family, which the store takes over by renaming (sst_sink.h): bulk data
//          passes neither the write-ahead log nor a compaction
//   batch  one write to the log (batch_sink.h): what is small needs no file of its own, each of
//          which costs a commit two waits for the disk, and a reader a descriptor
//
// WriteStore makes sinks; its make_sink() chooses by what comes.
//
// Threads: one sink, one thread; several sinks of a store side by side.
#pragma once

#include <newsidx/result.h>

#include <memory>
#include <string_view>

#include "storage/family.h"

namespace newsidx::storage {

/// Records on their way into a store, which WriteStore::ingest() makes visible. Those that never
/// get there leave nothing behind.
class StagedRecords {
 public:
  StagedRecords() noexcept;  ///< none
  StagedRecords(StagedRecords&&) noexcept;
  StagedRecords& operator=(StagedRecords&&) noexcept;
  ~StagedRecords();

  [[nodiscard]] bool is_empty() const noexcept;
  /// They are in files, and not in a batch.
  [[nodiscard]] bool has_files() const noexcept;

 private:
  friend class SstSink;
  friend class BatchSink;
  friend class WriteStore;
  struct State;
  explicit StagedRecords(std::unique_ptr<State> state) noexcept;
  std::unique_ptr<State> state_;  // nullptr: none
};

class RecordSink {
 public:
  RecordSink() = default;
  RecordSink(const RecordSink&) = delete;
  RecordSink& operator=(const RecordSink&) = delete;
  virtual ~RecordSink() = default;

  /// @param key  greater than the one before in its family; the index never had it
  /// @errors io, disk_full
  [[nodiscard]] virtual Status put(Family family, std::string_view key, std::string_view value) = 0;

  /// All that was put; the sink is of no use afterwards.
  /// @errors io, disk_full
  [[nodiscard]] virtual Result<StagedRecords> finish() = 0;
};

}  // namespace newsidx::storage

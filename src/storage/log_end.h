// storage/log_end.h (private)
//
// The end of the log that a writer writes to, so that a commit that failed leaves nothing there:
// what was written and could not be synced would be found by whoever opens the index next, or not.
//
// Threads: any number; but one commit at a time.
#pragma once

#include <rocksdb/file_system.h>

#include <cstdint>
#include <memory>
#include <mutex>

namespace newsidx::storage {

/// The end of the log that a writer writes to, so that a commit that failed leaves nothing there:
/// what was written and could not be synced would be found by whoever opens the index next, or not.
///
/// Threads: any number; but one commit at a time.
class LogEnd {
 public:
  /// What is written from here on is one commit.
  void begin();
  /// Takes that off again, as far as the disk lets it.
  void cut();

  /// Of the file system: a log that is written to, and its end; gone.
  void open(rocksdb::FSWritableFile& file);
  void grew(rocksdb::FSWritableFile& file, std::uint64_t bytes);
  void close(rocksdb::FSWritableFile& file);

 private:
  std::mutex mutex_;
  rocksdb::FSWritableFile* file_ = nullptr;  // the newest one
  std::uint64_t bytes_ = 0;                  // that were written to it
  std::uint64_t begin_ = 0;                  // of the commit
};

/// A log, of which `end`, which must outlive it, is told.
[[nodiscard]] std::unique_ptr<rocksdb::FSWritableFile> with_end(
    std::unique_ptr<rocksdb::FSWritableFile> log, LogEnd& end);

}  // namespace newsidx::storage

// storage/write_store.h
//
// The index directory, for writing. One at a time: the lock of its mark (mark.h) keeps others out.
//
// A commit is one synced write of the manifest. Data is ingested before it, under numbers that no
// manifest names yet; data that is no longer named is dropped after it. So a crash at any moment
// leaves a manifest whose data is all there, and at worst some bytes that the next writer drops.
// Data that is small lies in front of the manifest in the write-ahead log, and is on disk when that
// is: such a commit makes no file.
//
// After the commit the log is flushed where the commit made files: readers have hardly anything to
// replay then, and a damaged log does not survive the next build.
//
// Threads: sinks, ingest() and drop_keys() from any number, commit() from one at a time.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "storage/record_sink.h"
#include "storage/store.h"

namespace newsidx::storage {

class WriteStore : public Store {
 public:
  /// Opens the index at `path`, or makes an empty one.
  /// @param cache_bytes  for blocks that are read back
  /// @errors io           no permission, no space, or another writer holds the lock
  ///         unsupported  the directory holds something else, and is left as it was
  ///         corruption   the index is damaged beyond opening
  [[nodiscard]] static Result<WriteStore> open(const std::string& path,
                                               std::size_t cache_bytes = 16u << 20);

  /// By this writer to files of the index: tables, logs and lists, also those that are gone.
  [[nodiscard]] std::uint64_t written_bytes() const noexcept;

  /// A folder in the index for files on their way in; empty at open, removed at the end.
  [[nodiscard]] const std::string& staging_path() const noexcept;

  /// A sink for much or little: a batch while it is small and the log is short, then files.
  [[nodiscard]] std::unique_ptr<RecordSink> make_sink();
  /// For what is known to be much; and for what is to be in the log in any case. A sink must not
  /// outlive the store.
  [[nodiscard]] std::unique_ptr<RecordSink> make_files();
  [[nodiscard]] std::unique_ptr<RecordSink> make_batch();

  /// Makes records visible, files all at once. These are on disk when this returns, a batch is when
  /// the next commit is.
  [[nodiscard]] Status ingest(StagedRecords records);

  struct Key {
    Family family = Family::meta;
    std::string key;
  };
  struct Record {
    Family family = Family::meta;
    std::string key;
    std::string value;
  };
  /// The commit point: all records are written at once, on disk when this returns. What could not
  /// be synced is cut off the log again, as far as the disk lets it.
  /// @param records  of keys that there are not: a reader that has seen a key's value may not see a
  ///                 later one
  /// @param dropped  what is of no use any more
  [[nodiscard]] Status commit(std::span<const Record> records, std::span<const Key> dropped = {});

  /// Removes the keys in [begin, end) and gives their files back; an empty end: all from begin on.
  /// Costs a seek when there are none.
  [[nodiscard]] Status drop_keys(Family family, std::string_view begin, std::string_view end);

  /// Puts the log away into files when it has become long: every opening reads it. For after a
  /// commit; a failure leaves it long.
  void bound_log() noexcept;

  /// Whether tables were made, compacted or dropped, or the list of them was damaged, since this
  /// was asked the last time; the first time it is so. Where nothing was, a reader opens the tables
  /// that one opened before, and the log. For who commits.
  [[nodiscard]] bool files_changed();

  /// Closes the index and removes it from disk, as far as that can be done.
  void remove() && noexcept;

 private:
  explicit WriteStore(std::unique_ptr<State> state);
};

}  // namespace newsidx::storage

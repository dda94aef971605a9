// api/source_tracker.h (private)
//
// Which files have changed since they were read the last time, by their sizes, times and, where
// these do not tell, digests; and what is to be known of them from now on.
//
//   size and time as they were         not read
//   another time, the same bytes       not read; the time is noted
//   longer, the old bytes as they were read on from the old end, where records can be cut there
//   else                               read; what it had and has no more is deleted, unless some of
//                                      it could not be read
//
// A file that was changed within two seconds before it was looked at may be changed again within
// the same tick of the clock: its time is not trusted the next time (as git does not, its "racily
// clean" entries).
//
// Threads: one.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/hash_set.h"
#include "indexer/build/build_pipeline.h"
#include "segment/source_file.h"
#include "source/article_reader.h"
#include "source/stream/stop_event.h"
#include "source/walk/file_stamp.h"
#include "storage/store.h"

namespace newsidx {

class SourceTracker {
 public:
  /// @param store  of the index to which articles are added; nullptr: of a build, where every file
  ///               is read
  explicit SourceTracker(std::shared_ptr<const storage::Store> store) : store_(std::move(store)) {}

  /// A reader with these options asks and tells it. It must outlive the reader.
  [[nodiscard]] Status watch(source::ReaderOptions& options);

  /// Whether the file has to be read. What goes wrong with the index changes() tells.
  [[nodiscard]] bool is_wanted(const std::string& path);
  /// The file was read to its end.
  /// @param input  number of a wanted file, from 1
  void note_end(std::uint32_t input, const std::optional<source::FileReading>& reading);
  /// Where the file is to be read on: of one that is known, if what was read of it is the same.
  [[nodiscard]] std::optional<source::FileEnd> end_of(std::uint32_t input) const;

  /// Of the files that are wanted, in the order of asking.
  [[nodiscard]] std::uint32_t count() const noexcept {
    return static_cast<std::uint32_t>(wanted_.size());
  }
  void number_files(std::uint32_t first) noexcept { first_ = first; }
  /// @param input  number of a wanted file, from 1
  /// @param is_read_on  not from its beginning
  [[nodiscard]] indexer::ArticleStream::FileNumbers numbers(std::uint32_t input,
                                                            bool is_read_on) const;

  /// @param files   what became of those that are wanted
  /// @param prune   the articles of files that are gone are deleted
  /// @param inputs  as given: of what is in these a file may be gone
  /// @errors corruption, io  of the index
  [[nodiscard]] Result<indexer::ArticleStream::FileChanges> changes(
      const std::vector<source::ArticleReader::File>& files, bool prune,
      const std::vector<std::string>& inputs);

  struct Counts {
    std::uint64_t added = 0;      ///< files that were read and not known
    std::uint64_t changed = 0;    ///< read again
    std::uint64_t unchanged = 0;  ///< passed over
    std::uint64_t gone = 0;       ///< known, and not there any more
  };
  [[nodiscard]] const Counts& counts() const noexcept { return counts_; }

 private:
  struct Wanted {
    std::optional<source::FileStamp> stamp;  // nothing: no regular file
    std::optional<segment::SourceFile> known;
    std::optional<std::uint64_t> digest;  // once it was read, and had not changed meanwhile
    std::int64_t looked_at_ns = 0;
    std::uint64_t read_bytes = 0;               // of one that may grow
    std::optional<segment::SourceFileEnd> end;  // and where it is read on then
    bool is_read_on = false;
    bool has_waiting_record = false;
  };
  [[nodiscard]] Result<std::optional<segment::SourceFile>> find(const std::string& path) const;
  [[nodiscard]] Result<bool> has_changed(const std::string& path, const source::FileStamp& stamp,
                                         const segment::SourceFile& known);
  [[nodiscard]] segment::SourceFile record_of(const Wanted& file, std::uint32_t number) const;
  void note_growing(Wanted& file, const source::FileReading& reading);
  [[nodiscard]] Status add_gone(const std::vector<std::string>& inputs, bool prune,
                                indexer::ArticleStream::FileChanges& changes);

  std::shared_ptr<const storage::Store> store_;
  std::unique_ptr<source::StopEvent> stop_;
  source::FileStamper stamper_;
  HashSet seen_;  // paths of all files that were asked for
  std::vector<Wanted> wanted_;
  std::vector<segment::SourceFile> touched_;  // the same bytes, another time
  std::uint32_t first_ = 0;
  Status status_;
  Counts counts_;
};

}  // namespace newsidx

// newsidx/snapshot.h
//
// Copies of an index, and an index from a copy.
//
//   newsidx::snapshot(".newsidx", "/backup/monday");
//   newsidx::restore("/backup/monday", {.index_path = ".newsidx", .replace = true});
//
// A snapshot is a whole index by itself: it may be searched, checked, added to and built over, and
// the index that it was made of does not change by that. On the same file system its tables are
// hard links, and take no room until the index drops them; so it guards against what happens to an
// index, and not against what happens to a disk. On another file system all of it is copied.
#pragma once

#include <newsidx/check.h>
#include <newsidx/export.h>
#include <newsidx/result.h>

#include <cstdint>
#include <stop_token>
#include <string>

namespace newsidx {

struct SnapshotReport {
  std::uint64_t generation = 0;    ///< that was copied
  std::uint64_t articles = 0;      ///< in it
  std::uint64_t bytes = 0;         ///< of its files
  std::uint64_t files_linked = 0;  ///< tables that share their bytes with the index
  std::uint64_t files_copied = 0;  ///< the list of files, logs, and what could not be linked
};

/// Copies the newest generation of the index at `index_path`, also while a writer works on it, into
/// `folder`, which is not there yet, or is empty. It is on disk, and was opened, when this returns.
/// After an error nothing is left of it; one that was killed is refused by all that open it.
/// Cost: a file system call a table, and the log's bytes; a descriptor a table; elsewhere all bytes
/// @param stop  asks it to give up
/// @errors not_found    no index at `index_path`
///         unsupported  it is none, or of another version; `folder` is not empty
///         corruption   the index is damaged, as far as opening it shows
///         limit        the process may not have so many files open
///         io, disk_full, cancelled
/// Locks: none of the index; the folder against writers.
[[nodiscard]] NEWSIDX_EXPORT Result<SnapshotReport> snapshot(const std::string& index_path,
                                                             const std::string& folder,
                                                             std::stop_token stop = {});

struct RestoreOptions {
  std::string index_path = ".newsidx";
  bool replace = false;     ///< an index that is there
  CheckOptions check = {};  ///< of the snapshot; `stop` ends all of it, and nothing has changed
};

/// Makes a copy of a snapshot, or of any index, the index at `index_path`. All of it is verified
/// first. The snapshot stays as it is.
///
/// With `replace`, the index that is there is exchanged for it in one step: whoever opens it finds
/// the old one or the new one, and who has it open keeps what is open. On a file system that cannot
/// exchange two folders there is a moment with none. Until the old one is removed, both need room.
/// Cost: that of Index::check(), and that of snapshot()
/// @errors not_found         no snapshot there
///         corruption        it is damaged: the message says where
///         invalid_argument  there is an index, and `replace` is not set
///         unsupported       the snapshot is of another version; what stands at `index_path` is not
///                           an index, holds files that are not newsidx's, or is the snapshot
///         busy              another writer holds the index
///         limit, io, disk_full, cancelled
/// Locks: the index against other writers. Readers go on.
[[nodiscard]] NEWSIDX_EXPORT Result<SnapshotReport> restore(const std::string& snapshot,
                                                            const RestoreOptions& options);

}  // namespace newsidx

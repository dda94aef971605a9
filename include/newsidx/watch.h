// newsidx/watch.h
//
// Keeping an index up to date with folders, until told to stop.
//
//   newsidx::watch({"saved/"}, {.add = {.index_path = ".newsidx", .reading = {.stop = stop}}})
#pragma once

#include <newsidx/export.h>
#include <newsidx/hint.h>
#include <newsidx/result.h>
#include <newsidx/update.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace newsidx {

/// What is on disk, and answers now.
struct WatchCommit {
  AddReport report;
  bool is_first_of_index = false;  ///< there was no index: it was made, as build() does
};

struct WatchOptions {
  /// As for add(). `reading.on_problem` is told the same once, not at each look; `reading.stop`
  /// ends the watching.
  AddOptions add = {};
  /// What came is added when nothing has changed for `quiet`, and at the latest after
  /// `commit_every`; >= 1 ms. Where a folder cannot be watched it is looked at as often.
  std::chrono::milliseconds quiet{1'000};
  std::chrono::milliseconds commit_every{10'000};
  /// Called once, when the options were found good and the folders are watched.
  std::function<void()> on_start = {};
  std::function<void(const WatchCommit&)> on_commit = {};
};

struct WatchReport {
  std::uint64_t commits = 0;  ///< that changed articles
  std::uint64_t added = 0;    ///< articles, of all commits
  std::uint64_t replaced = 0;
  std::uint64_t deleted = 0;
  std::uint64_t generation = 0;  ///< that answers now; 0: there is no index yet
  double seconds = 0;
};

/// Adds all that is new or changed in the folders as add() does, then again whenever something
/// changes in them, until `stop` is asked. Each commit is one add(): killed at any moment and
/// started again, it neither loses nor doubles an article. What does not succeed for now (the disk
/// is full, another writer has the index, a folder is gone) is told on_problem, and tried again.
/// A folder that is gone as a whole deletes nothing, also with `prune`: it may be of a disk that is
/// away.
/// Cost: between commits nothing is held but the watches, a descriptor and about 1 KB a folder; for
/// a commit, a look at each file.
/// @return when it was stopped; what a commit was at work on then is not added
/// @errors not_found         a folder is not there at the start
///         invalid_argument  no folder; options out of range
///         unsupported, corruption  the index was analysed by another version, or is damaged
/// Locks: the index, for the time of each commit. Readers go on.
[[nodiscard]] NEWSIDX_EXPORT Result<WatchReport> watch(const std::vector<std::string>& folders,
                                                       const WatchOptions& options);

}  // namespace newsidx

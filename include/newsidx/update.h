// newsidx/update.h
//
// Changing an index that there is: articles are added, replaced and deleted.
//
//   newsidx::add({"saved/"}, {.index_path = ".newsidx"})
//   newsidx::remove({"a.txt", "https://a.example/1"}, {.index_path = ".newsidx"})
//
// Each call makes one new generation, in one atomic step: it is on disk when the call returns, and
// until then, and for ever when it fails or is killed, the generation before answers.
#pragma once

#include <newsidx/article_reader.h>
#include <newsidx/build.h>
#include <newsidx/export.h>
#include <newsidx/result.h>
#include <newsidx/search_options.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx {

struct AddOptions {
  std::string index_path = ".newsidx";  ///< of an index that a build made
  /// What is read, and how; as for build(). `stop` ends the adding, and nothing is added.
  ReadOptions reading = {};
  /// The articles of files that are in no input folder any more are deleted.
  bool prune = false;
  std::function<void(const BuildProgress&)> on_progress = {};  ///< called from one thread at a time
};

/// `articles` are those of the input that are in the index now, `replaced` of them those whose id
/// it had before, `deleted` what their files do not have any more; `generation` is the one that
/// answers now: the one before, where nothing was new.
struct AddReport : BuildReport {
  std::uint64_t files_added = 0;      ///< read for the first time
  std::uint64_t files_changed = 0;    ///< read again
  std::uint64_t files_unchanged = 0;  ///< passed over
  /// Files of the input folders that are not there any more; their articles are, unless `prune`.
  std::uint64_t files_gone = 0;
  /// Of the input that begin at the end of a file and wait for their rest: half a line.
  std::uint64_t records_waiting = 0;
};

/// Adds what is new or changed in folders and files, or "-" (standard input). A file that was read
/// before is passed over if its size and time, or its bytes, are the same. An article replaces that
/// of its id; what a changed file does not have any more is deleted, unless some of the file could
/// not be read. A file that grew, and of which the old part has the same bytes, is read on from its
/// old end (JSON lines, tables, mbox; not compressed), and what is half written there waits.
/// Analyser, language and title weight are those of the index.
/// Cost: a look at each file; what is new as for build(); each id is looked for in each segment;
/// then segments are merged, as merge() does when it is not full.
/// @errors as build(); not_found  no index at index_path; unsupported  it was analysed by another
///         version
/// Locks: the index against other writers. Readers go on.
[[nodiscard]] NEWSIDX_EXPORT Result<AddReport> add(const std::vector<std::string>& inputs,
                                                   const AddOptions& options);

struct RemoveOptions {
  std::string index_path = ".newsidx";
  bool dry_run = false;  ///< counts, and deletes nothing
  std::stop_token stop = {};
};

struct RemoveReport {
  std::uint64_t deleted = 0;              ///< articles; of a dry run, that would be
  std::vector<std::string> missing = {};  ///< ids that no article has
  std::vector<Remark> warnings = {};      ///< how the query was read, as Answer::warnings
  std::uint64_t generation = 0;  ///< that answers now; the one before, where nothing was deleted
};

/// Deletes articles by their ids. An id that no article has is no error.
/// Cost: each id is looked for in each segment; a bit for each document of the segments concerned.
/// @errors not_found  no index; busy, corruption, io, disk_full
/// Locks: as add().
[[nodiscard]] NEWSIDX_EXPORT Result<RemoveReport> remove(const std::vector<std::string>& ids,
                                                         const RemoveOptions& options);

/// Deletes all articles that match a query.
/// @param search  those options that decide on what matches: require_all, literal, ...
/// @errors as remove(), and as Index::count()
[[nodiscard]] NEWSIDX_EXPORT Result<RemoveReport> remove_matching(std::string_view query,
                                                                  const RemoveOptions& options,
                                                                  const SearchOptions& search = {});

struct MergeOptions {
  std::string index_path = ".newsidx";
  /// All segments to one. Else only what is worth it: as many segments of like size as are merged
  /// after each add() and remove().
  bool full = false;
  std::uint64_t memory_bytes = 1u << 30;
  unsigned threads = 0;  ///< that find the order of articles; 0: all cores
  std::function<void(const BuildProgress&)> on_progress = {};
  std::stop_token stop = {};
};

struct MergeReport {
  std::uint64_t merges = 0;           ///< that were done
  std::uint64_t segments_before = 0;  ///< of the index
  std::uint64_t segments = 0;
  std::uint64_t articles = 0;    ///< of the index
  std::uint64_t dropped = 0;     ///< deleted articles of which nothing is left
  std::uint64_t generation = 0;  ///< that answers now
  double seconds = 0;
};

/// Merges segments: queries get faster, and what was deleted gives its space back. After a full
/// merge, counts and scores are those of a fresh build of the living articles. Pairs of frequent
/// words and the order of articles are made anew where the index has them.
/// Cost: about half of a build, and the space of the segments once more until it is done.
/// @errors not_found  no index; busy, unsupported, corruption, io, disk_full, limit, cancelled
/// Locks: as add().
[[nodiscard]] NEWSIDX_EXPORT Result<MergeReport> merge(const MergeOptions& options);

}  // namespace newsidx

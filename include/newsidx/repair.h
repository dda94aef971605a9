// newsidx/repair.h
//
// An index from what an index has stored, without its sources: analysed again, or saved from
// damage.
//
//   newsidx::rebuild({.index_path = ".newsidx", .language = "german"})
//   newsidx::repair({.index_path = ".newsidx"})
#pragma once

#include <newsidx/build.h>
#include <newsidx/export.h>
#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace newsidx {

/// What is not given is as it is in the index.
struct RebuildOptions {
  std::string index_path = ".newsidx";
  std::optional<std::string> analyzer = {};  ///< another one comes with its own defaults
  std::optional<std::string> language = {};
  std::optional<unsigned> title_weight = {};
  std::optional<unsigned> bigrams = {};
  std::optional<bool> reorder = {};  ///< as BuildOptions::reorder; a small index keeps its order
  std::uint32_t segment_articles = 0;
  unsigned threads = 0;
  std::uint64_t memory_bytes = 1u << 30;  ///< as of a build; and 12 bytes an article
  std::function<void(const BuildProgress&)> on_progress = {};
  std::function<void(const Remark&)> on_problem = {};
  std::stop_token stop = {};  ///< asks it to give up; the index stays as it is
};

struct RebuildReport {
  std::uint64_t articles = 0;
  std::uint64_t text_bytes = 0;
  std::uint64_t generation = 0;  ///< that answers now
  double seconds = 0;
};

/// Analyses the stored articles of an index again: with other options, or because newsidx, ICU or
/// Snowball have become others, so that Index::open() refuses it (`unsupported`). The result is
/// that of a build of the same articles in the order in which they were read. Ids and files stay: a
/// later add() passes over what it has read. One new generation, in one step.
/// Cost: that of a build, without parsing; until it is done, both generations need room.
/// @errors not_found         no index at index_path
///         unsupported       it stores no articles, or is of a format that is not read
///         corruption        it is damaged: repair
///         invalid_argument  options out of range
///         busy, io, disk_full, limit, cancelled
/// Locks: the index against other writers. Readers go on.
[[nodiscard]] NEWSIDX_EXPORT Result<RebuildReport> rebuild(const RebuildOptions& options);

struct RepairOptions {
  std::string index_path = ".newsidx";
  bool dry_run = false;  ///< all but the exchange: the report is that of a repair, nothing changes
  bool discard = false;  ///< the damaged index is removed once the repaired one is in its place
  unsigned threads = 0;
  std::uint64_t memory_bytes = 1u << 30;
  std::function<void(const BuildProgress&)> on_progress = {};
  std::stop_token stop = {};
};

struct RepairReport {
  bool was_sound = false;  ///< nothing was to be repaired, and nothing was done
  /// What is broken, part by part: files, records, segments, generations.
  std::vector<Remark> problems = {};
  std::uint64_t articles = 0;  ///< that the index has now
  std::uint64_t lost = 0;      ///< articles that cannot be read any more
  /// Ids of those of which they are known; the others are in `problems` by their places.
  std::vector<std::string> lost_ids = {};
  bool was_analysed = false;  ///< the lists were made anew from the stored articles
  std::string damaged_path;   ///< where the damaged index is now; empty: it was removed, or stayed
  std::uint64_t generation = 0;  ///< that answers now
  double seconds = 0;
};

/// Verifies an index, and where it is damaged puts one in its place that has all that is sound of
/// it. The damaged one is read and never written to, and stays beside it: "index.damaged-1".
///
/// What is sound is taken over as it is. Where anything of the lists is not, they are made anew
/// from the stored articles; of an index that stores none, damaged segments are left out. Articles
/// that cannot be read are lost, and named. Where the newest generation is damaged, the one before
/// is taken; where none is readable, all stored articles are, also deleted ones. The next add()
/// reads files again of which articles are lost.
/// Cost: that of Index::check(); of a damaged index that of a copy, and of a rebuild. The copy and
/// what is made of it need room beside the damaged index.
/// @errors not_found    no index at index_path
///         corruption   nothing could be saved; all stays as it is
///         unsupported  it is none, of another format version, or holds files that are not
///         newsidx's busy, io, disk_full, limit, cancelled
/// Locks: the index against other writers. Readers go on.
[[nodiscard]] NEWSIDX_EXPORT Result<RepairReport> repair(const RepairOptions& options);

}  // namespace newsidx

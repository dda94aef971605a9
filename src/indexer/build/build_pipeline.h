// indexer/build/build_pipeline.h
//
// Articles to a new generation of an index.
//
//   caller's thread              workers                         caller's thread
//   next() -> batches of text ->  analyse, invert            ->   in order: segment_builder writes
//                                                                articles, collects runs, flushes
//                                                                when memory is short, merges
//                                                                -> commit
//
// Batches are consecutive stretches of documents, so runs are put in order by their numbers and the
// result does not depend on which worker did what.
//
// --memory is cut into shares once (MemoryPlan): caches of the analysers, vocabularies and logs of
// the inverters, batches under way, runs, RocksDB's cache. What depends on the input is bounded
// where it is allocated: batches by the bytes of their articles, runs by a flush, flushed segments
// that are open at once by merging them level by level, texts in keys by their size, a record by
// --max-record. Only ids and rows of documents grow with their number. tests/fault/memory_test.py
// measures the peak.
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "indexer/build/build_settings.h"
#include "indexer/live/index_writer.h"
#include "segment/source_file.h"

namespace newsidx::indexer {

/// Where articles come from.
class ArticleStream {
 public:
  virtual ~ArticleStream() = default;
  [[nodiscard]] virtual std::optional<Article> next() = 0;
  /// After next() gave nothing: was that the end, or a fault?
  [[nodiscard]] virtual Status status() const { return {}; }
  /// Fills in text_bytes, done_units and total_units.
  virtual void report(BuildProgress& progress) const = 0;
  /// What it holds of the memory of the build; no more than half of it.
  [[nodiscard]] virtual std::uint64_t memory_bytes() const { return 0; }

  /// Of streams that read files, which a later addition passes over if they have not changed. They
  /// are numbered in a row before the first article.
  [[nodiscard]] virtual std::uint32_t file_count() const { return 0; }
  virtual void number_files(std::uint32_t /*first*/) {}
  /// The file of the article that next() gave last; no number: of none.
  struct FileNumbers {
    std::uint32_t now = 0;
    std::uint32_t before = 0;  ///< when it was read the last time
  };
  [[nodiscard]] virtual FileNumbers file() const { return {}; }
  /// The id of that article is the name of its file, which several files may have.
  [[nodiscard]] virtual bool is_named_by_file() const { return false; }
  /// The id of that article if an earlier one of its file, which is not read again, has its id and
  /// another title; "": then it is the same.
  [[nodiscard]] virtual std::string id_beside_another() const { return {}; }
  /// What became of the files. Asked at the end. @errors corruption, io
  struct FileChanges {
    std::vector<segment::SourceFile> read;
    std::unordered_set<std::uint32_t> replaced;  ///< earlier numbers, whose articles are gone
    std::vector<std::string> forget;             ///< paths
  };
  [[nodiscard]] virtual Result<FileChanges> file_changes() { return FileChanges(); }
};

struct BuildOutcome {
  std::uint64_t articles = 0;    ///< of the stream, that are in the index now
  std::uint64_t superseded = 0;  ///< articles of the stream of which a later one has the id
  std::uint64_t replaced = 0;    ///< articles of the index of which one of the stream has the id
  /// Articles of the index that their files do not have any more; of a build, that the stream does
  /// not have.
  std::uint64_t deleted = 0;
  std::uint64_t generation = 0;
};

/// Reads the stream to its end and commits. Of articles with one id the last one wins; every
/// article has one.
/// @errors invalid_argument  options out of range, no such language, or no article in the stream
///         io, unsupported, cancelled   as newsidx::build
[[nodiscard]] Result<BuildOutcome> run_build(ArticleStream& stream, const BuildSettings& options);

/// Reads the stream to its end and commits what is new in it beside what there is: an article
/// replaces that of its id. Where there is nothing new, there is no new generation.
/// @param writer   of no use after an error
/// @param options  analyser, language, title weight and whether articles are stored are those of
/// the
///                 index
/// @errors as run_build(), but that a stream may be empty
[[nodiscard]] Result<BuildOutcome> run_addition(ArticleStream& stream, IndexWriter& writer,
                                                const BuildSettings& options);

/// Reads the articles of the index and commits them, analysed anew, in the place of what there was.
/// What is known of files stays: the stream numbers none.
/// @param writer   of no use after an error
/// @param options  index_path and replaces_all are ignored
/// @errors as run_build(), but that a stream may be empty
[[nodiscard]] Result<BuildOutcome> run_rebuild(ArticleStream& stream, IndexWriter& writer,
                                               const BuildSettings& options);

}  // namespace newsidx::indexer

// indexer/build/segment_builder.h
//
// One segment of a build: takes inverted batches in the order of their documents, writes the
// articles, flushes runs when memory is short, and merges everything to one segment at the end.
//
// A flush makes a segment on disk that nobody names. Each holds buffers while it is merged, so
// there are never more than a few of one level: Limits::max_sources are merged to one of the next,
// as in a log-structured merge tree (O'Neil et al., 1996).
//
// Threads: one (the order of documents is found with several).
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "indexer/build/batch.h"
#include "indexer/build/build_settings.h"
#include "indexer/invert/document_stats.h"
#include "indexer/invert/run.h"
#include "indexer/live/index_writer.h"
#include "indexer/merge/merger.h"
#include "indexer/merge/term_source.h"
#include "segment/document_writer.h"
#include "segment/segment_writer.h"

namespace newsidx::indexer {

/// Of the memory of a build: what reordering takes for a document of the segment.
inline constexpr std::uint64_t kReorderedBytes = 512;

/// Segments of more articles are reordered when nobody says whether.
inline constexpr std::size_t kMinReordered = 131'072;

class SegmentBuilder {
 public:
  /// How the memory of a build is spent on a segment.
  struct Limits {
    std::size_t runs_bytes = SIZE_MAX;     ///< runs and document rows, before a flush
    std::size_t max_sources = 32;          ///< flushed segments merged at once [>= 2]
    std::uint32_t reordered = UINT32_MAX;  ///< documents of a segment that can be reordered
  };

  /// @param writer, options  must outlive the builder
  SegmentBuilder(IndexWriter& writer, const BuildSettings& options, unsigned threads,
                 const Limits& limits);

  /// @param table_bytes  memory that the build holds beside the segment
  /// @param source_bytes  memory that the source of the articles holds
  /// @errors limit  reordering was asked for, and there is not enough memory for it
  [[nodiscard]] Status add(InvertedBatch batch, std::size_t table_bytes, std::size_t source_bytes);

  [[nodiscard]] std::size_t document_count() const noexcept { return documents_.size(); }

  /// How far the stage has come.
  using OnProgress =
      std::function<void(BuildProgress::Stage, std::uint64_t done, std::uint64_t total)>;

  /// Merges what was added, and adds the segment to the writer.
  /// @errors cancelled, corruption, io
  [[nodiscard]] Status finish(const OnProgress& on_progress) &&;

 private:
  struct Flushed {
    segment::SegmentInfo info;
    IndexWriter::Lease lease;
    std::uint32_t first_document = 0;
    unsigned level = 0;  ///< how often its postings were merged
  };

  std::vector<std::unique_ptr<TermSource>> take_runs();
  [[nodiscard]] Result<std::vector<std::unique_ptr<TermSource>>> open_flushed(std::size_t first);
  [[nodiscard]] Status flush();
  [[nodiscard]] Status merge_flushed();
  [[nodiscard]] MergeRequest merge_request(const IndexWriter::Lease& segment,
                                           std::uint32_t first_document,
                                           std::uint32_t end_document) const;
  [[nodiscard]] bool reorders() const;
  [[nodiscard]] Result<std::vector<std::uint32_t>> new_order(
      std::span<const std::unique_ptr<TermSource>> sources, const OnProgress& on_progress) const;

  /// @param sink  of the pairs, which are read from the segment
  [[nodiscard]] Status add_bigrams(segment::SegmentWriter::Output& output,
                                   storage::RecordSink& sink, const OnProgress& on_progress);
  /// Merges to a segment on disk that nobody names.
  [[nodiscard]] Result<segment::SegmentInfo> merge_unnamed(
      std::vector<std::unique_ptr<TermSource>> sources, const MergeRequest& request);

  IndexWriter& writer_;
  const BuildSettings& options_;
  const unsigned threads_;
  const Limits limits_;

  DocumentStatsTable documents_;
  std::map<std::string, std::uint32_t> languages_;
  IndexWriter::Lease store_;                   // of the articles
  std::unique_ptr<storage::RecordSink> sink_;  // of the articles, and of the segment at last
  segment::DocumentWriter docs_;
  std::vector<Run> runs_;
  std::size_t runs_bytes_ = 0;
  std::vector<Flushed> flushed_;
  std::uint32_t flushed_documents_ = 0;
};

}  // namespace newsidx::indexer

// indexer/build/segment_builder.h
//
// One segment of a build: takes inverted batches in the order of their documents, writes the
// articles, flushes runs when memory is short (source_collector.h), and merges everything to one
// segment at the end.
//
// Of documents with one id the last one counts: the earlier ones are left out of the segment. That
// is found when all ids are there, and costs nothing where no id comes twice. Then what the earlier
// articles have of each word is subtracted (left_out_articles.h); of an index that stores no
// articles it cannot be: its surface counts and languages are an upper bound.
//
// Threads: one (the order of documents is found with several).
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "indexer/build/batch.h"
#include "indexer/build/build_settings.h"
#include "indexer/build/left_out_articles.h"
#include "indexer/build/segment_assembly.h"
#include "indexer/build/source_collector.h"
#include "indexer/invert/document_stats.h"
#include "indexer/live/index_writer.h"
#include "segment/document_writer.h"

namespace newsidx::indexer {

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

  /// @param source_bytes  memory that the source of the articles holds
  /// @errors limit  reordering was asked for, and there is not enough memory for it
  [[nodiscard]] Status add(InvertedBatch batch, std::size_t source_bytes);

  [[nodiscard]] std::size_t document_count() const noexcept { return documents_.size(); }

  /// Merges what was added, and adds the segment to the writer.
  /// @errors cancelled, corruption, io
  [[nodiscard]] Status finish(const OnStage& on_stage) &&;

  /// Documents that were left out, as a later one has their id. After finish().
  [[nodiscard]] std::uint32_t superseded_count() const noexcept { return superseded_count_; }

 private:
  [[nodiscard]] Status check_reordering() const;
  [[nodiscard]] bool reorders(std::size_t document_count) const;
  void warn_of_order(std::size_t document_count) const;
  /// @return of the documents that are left out; nullptr when their articles are not known
  [[nodiscard]] Result<std::unique_ptr<LeftOutArticles>> read_left_out(
      const segment::DocBits& left_out);

  IndexWriter& writer_;
  const BuildSettings& options_;
  const unsigned threads_;
  const Limits limits_;

  DocumentStatsTable documents_;
  std::map<std::string, std::uint32_t> languages_;
  IndexWriter::Lease store_;                   // of the articles
  std::unique_ptr<storage::RecordSink> sink_;  // of the articles, and of the segment at last
  segment::DocumentWriter docs_;
  SourceCollector collector_;
  std::uint32_t superseded_count_ = 0;
};

}  // namespace newsidx::indexer

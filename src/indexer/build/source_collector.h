// indexer/build/source_collector.h
//
// Runs of consecutive documents on their way into a segment. When memory is short they are flushed
// to a segment on disk that nobody names. Each of these holds buffers while it is merged, so there
// are never more than a few of one level: so many are merged to one of the next, as in a
// log-structured merge tree (O'Neil et al., 1996).
//
// Of documents with one id that come together in a flush, the last one keeps it; the others are
// noted as superseded.
//
// Threads: one.
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

#include "indexer/invert/document_stats.h"
#include "indexer/invert/run.h"
#include "indexer/live/index_writer.h"
#include "indexer/merge/merger.h"
#include "segment/live_docs.h"

namespace newsidx::indexer {

class SourceCollector {
 public:
  struct Settings {
    std::uint32_t title_weight = 1;
    std::size_t max_sources = 32;  ///< flushed segments merged at once [>= 2]
    std::stop_token stop = {};
  };
  /// @param writer     must outlive this
  /// @param documents  rows of the documents that were added, and no others; must outlive this
  SourceCollector(IndexWriter& writer, const DocumentStatsTable& documents, Settings settings)
      : writer_(writer), documents_(documents), settings_(std::move(settings)) {}

  /// @param runs  of the documents that follow
  void add(std::vector<Run> runs);
  [[nodiscard]] std::size_t runs_bytes() const noexcept { return runs_bytes_; }

  /// The runs become a segment on disk. @errors as merge()
  [[nodiscard]] Status flush();

  /// All sources, which are to be merged while this lives; nothing can be added any more.
  [[nodiscard]] Result<TermSources> open();
  /// Documents whose ids were found to be those of later ones so far; a bit each, as for all.
  [[nodiscard]] segment::DocBits superseded() const;

 private:
  struct Flushed {
    segment::SegmentInfo info;
    IndexWriter::Lease lease;
    std::uint32_t first_document = 0;
    unsigned level = 0;  ///< how often its postings were merged
  };

  [[nodiscard]] TermSources take_runs();
  [[nodiscard]] Result<TermSources> open_flushed(std::size_t first) const;
  [[nodiscard]] Status merge_flushed();
  [[nodiscard]] Result<Flushed> merge_unnamed(TermSources sources, std::uint32_t first_document,
                                              std::uint32_t end_document, unsigned level);

  IndexWriter& writer_;
  const DocumentStatsTable& documents_;
  Settings settings_;
  std::vector<Run> runs_;
  std::size_t runs_bytes_ = 0;
  std::vector<Flushed> flushed_;
  std::uint32_t flushed_documents_ = 0;
  segment::DocBits superseded_;  // of what was flushed
};

}  // namespace newsidx::indexer

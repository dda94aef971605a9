// indexer/build/segment_assembly.h
//
// From sources to the records of a whole segment: its order is found, its lists are merged, and its
// pairs of frequent words and its copies are found in these. Of a build, and of a merge of
// segments.
//
// Threads: one (the order of documents, and copies beside pairs, are found with several).
#pragma once

#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "indexer/build/build_settings.h"
#include "indexer/live/index_writer.h"
#include "indexer/merge/merger.h"
#include "segment/segment_info.h"
#include "storage/record_sink.h"

namespace newsidx::indexer {

/// Of the memory of a build: what reordering takes for a document of the segment.
inline constexpr std::uint64_t kReorderedBytes = 512;

/// Segments of more articles are reordered when nobody says whether.
inline constexpr std::size_t kMinReordered = 131'072;

/// How far the stage has come.
using OnStage = std::function<void(BuildProgress::Stage, std::uint64_t done, std::uint64_t total)>;

struct AssemblySettings {
  bool reorder = false;
  unsigned threads = 1;
  std::uint32_t bigrams = 0;   ///< frequent words whose pairs get lists; 0: none
  std::size_t pair_bytes = 0;  ///< of memory, for pairs
  OnStage on_stage;
};

struct AssembledSegment {
  segment::SegmentInfo info;
  storage::StagedRecords records;
  std::vector<std::uint32_t> order;  ///< as MergeRequest has it
};

/// @param sources, subtracted  as for merge()
/// @param request              without an order
/// @param sink                 of the segment's records; what was put to it before comes along
/// @errors as merge()
[[nodiscard]] Result<AssembledSegment> assemble_segment(IndexWriter& writer, TermSources sources,
                                                        TermSources subtracted,
                                                        MergeRequest request,
                                                        const AssemblySettings& settings,
                                                        std::unique_ptr<storage::RecordSink> sink);

}  // namespace newsidx::indexer

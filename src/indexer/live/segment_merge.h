// indexer/live/segment_merge.h
//
// Several segments of an index to one, without what was deleted: it has the terms, postings,
// lengths and counts that a build of the same articles has. (Of an index that stores no articles,
// how often a word is written, and how many articles a language has, are an upper bound: what was
// deleted cannot be looked at again.)
//
// Pairs of frequent words and the order of documents are made anew where the inputs have them.
// Articles are moved only where that is worth it (article_placement.h). More inputs than memory has
// room for are merged in rounds.
//
// Threads: one at a time (the order of documents is found with several); commits may go on
// meanwhile.   Memory: 40 bytes a document, and about that of the settings.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "indexer/build/segment_assembly.h"
#include "indexer/live/index_writer.h"
#include "indexer/live/manifest_edit.h"

namespace newsidx::indexer {

struct MergeSettings {
  std::uint64_t memory_bytes = 256u << 20;
  unsigned threads = 1;
  std::optional<std::uint32_t> bigrams = {};  ///< not given: the most that an input has
  /// Not given: when an input is, or by the number of documents; either as memory allows.
  std::optional<bool> reorder = {};
  OnStage on_stage = {};
  std::stop_token stop = {};
};

struct MergedSegments {
  ManifestEdit edit;  ///< takes the inputs away, and adds the segment, if a document is alive
  std::vector<IndexWriter::Lease> leases;  ///< to be kept until it is committed

  /// What the edit was made of.
  std::vector<segment::SegmentInfo> inputs;
  segment::DocBits deleted;            ///< of their documents, one segment behind the other
  std::vector<std::uint32_t> numbers;  ///< of those that were alive; empty: as they come
};

/// Words of a segment that have pairs. Cost: a lookup. @errors corruption, io
[[nodiscard]] Result<std::uint32_t> frequent_word_count(const storage::Store& store,
                                                        const segment::SegmentInfo& info);
/// The most of all segments.
[[nodiscard]] Result<std::uint32_t> frequent_word_count(const storage::Store& store,
                                                        const segment::Manifest& manifest);

/// @param segments  numbers of segments that the present generation names [>= 1]; their documents
///                  follow one another in the order of the manifest
/// @return what a commit makes the new generation of. It is that of the documents that are alive
///         when this is called (follow_deletions())
/// @errors invalid_argument  there is no such segment
///         unsupported       the analyser is not that of the index
///         corruption, io, cancelled; limit  out of memory
///         What was written is given back, as far as that can be done.
[[nodiscard]] Result<MergedSegments> merge_segments(IndexWriter& writer,
                                                    std::span<const std::uint32_t> segments,
                                                    const MergeSettings& settings);

/// Deletes in the merged segment what commits have deleted in its inputs since the merge began.
/// Called before the edit is committed, with no other commit in between. An input that is not there
/// any more had all its documents deleted: an index has one merge of a segment at a time.
/// @errors corruption, io
[[nodiscard]] Status follow_deletions(const IndexWriter& writer, MergedSegments& merged);

}  // namespace newsidx::indexer

// indexer/live/article_placement.h
//
// Where a merge leaves the articles of its documents. A store that is at least half alive, and has
// at least an eighth of the new segment's articles, is kept and named anew; the articles of all
// others are copied into one new store, as they are. So what was deleted vanishes in time, and
// thousands of tiny stores become one, while a large store is not written again for each merge.
//
// Threads: one.   Memory: 12 bytes an article that is copied.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "indexer/live/index_writer.h"
#include "indexer/live/merge_documents.h"
#include "segment/manifest.h"
#include "storage/record_sink.h"

namespace newsidx::indexer {

struct ArticlePlacement {
  std::vector<std::uint32_t> stores;          ///< of the new segment
  std::vector<segment::StoreInfo> kept;       ///< the first of them
  std::optional<segment::StoreInfo> written;  ///< the new one of them
  IndexWriter::Lease lease;                   ///< of it
};

/// Copies what is not kept to the sink, and changes the addresses of documents that are not deleted
/// into places in the stores.
/// @errors corruption, io; cancelled
[[nodiscard]] Result<ArticlePlacement> place_articles(IndexWriter& writer,
                                                      const segment::Manifest& manifest,
                                                      MergeDocuments& documents,
                                                      storage::RecordSink& sink,
                                                      const std::stop_token& stop);

}  // namespace newsidx::indexer

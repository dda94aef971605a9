// indexer/build/left_out_articles.h
//
// Articles whose documents a merge leaves out, inverted again: how often they have each word is
// subtracted from what the segments say of it. Nothing else in a segment tells it.
//
// Threads: one.   Memory: the budget; beyond it, segments on disk (source_collector.h).
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
#include <string>

#include "indexer/build/source_collector.h"
#include "indexer/invert/document_stats.h"
#include "indexer/invert/inverter.h"
#include "indexer/live/index_writer.h"
#include "indexer/merge/merger.h"
#include "segment/manifest.h"

namespace newsidx::indexer {

class LeftOutArticles {
 public:
  struct Settings {
    segment::IndexSettings index;  ///< an empty fingerprint is not compared
    std::size_t budget_bytes = 0;
    std::size_t max_sources = 32;  ///< as SourceCollector::Settings has it
    std::stop_token stop = {};
  };
  /// @param writer  must outlive this
  /// @errors unsupported  the index was analysed by another analyser
  [[nodiscard]] static Result<std::unique_ptr<LeftOutArticles>> create(IndexWriter& writer,
                                                                       const Settings& settings);

  /// @errors of a flush, as merge(); cancelled
  [[nodiscard]] Status add(const Article& article);

  /// Takes the articles away from the documents by language.
  void subtract_from(std::map<std::string, std::uint32_t>& languages) const;

  /// To be subtracted in a merge, while this lives; nothing can be added any more.
  [[nodiscard]] Result<TermSources> open();

 private:
  LeftOutArticles(IndexWriter& writer, const Settings& settings, Inverter inverter);
  void end_batch();

  std::size_t budget_bytes_;
  std::stop_token stop_;
  Inverter inverter_;
  DocumentStatsTable documents_;
  SourceCollector collector_;
  std::size_t batch_bytes_ = 0;
  std::map<std::string, std::uint32_t> languages_;
};

}  // namespace newsidx::indexer

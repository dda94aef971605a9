// search/algorithm/gather.h: how algorithms hand documents to a collector of scores.
#pragma once

#include <cstdint>

#include "search/algorithm/exclusion.h"
#include "search/algorithm/scan.h"
#include "search/bulk/scored_batch.h"
#include "search/collector/collector.h"

namespace newsidx::search {

/// Gathers documents that come one by one to batches. A batch is shown as soon as the threshold can
/// rise by it, so that it is never lower than if each document had been shown by itself.
class Gatherer {
 public:
  Gatherer(ScoreCollector& collector, const Scan& scan) : collector_(collector), scan_(scan) {}

  void add(std::uint32_t doc, Score score) {
    if (score < collector_.threshold() || scan_.is_over()) return;
    batch_.push(doc, score);
    if (batch_.size >= collector_.room()) flush();
  }
  void flush() {
    if (batch_.size > 0) collector_.collect(batch_);
    batch_.size = 0;
  }

 private:
  ScoreCollector& collector_;
  const Scan& scan_;
  ScoredBatch batch_;
};

/// Shows those documents of a batch that reach the threshold and that no clause excludes. Changes
/// the batch. REQUIRES drop_dense() before.
inline void collect_allowed(ScoredBatch& batch, Exclusion& excluded, ScoreCollector& collector) {
  batch.keep_from(collector.threshold());
  excluded.drop_others(batch);
  if (batch.size > 0) collector.collect(batch);
}

}  // namespace newsidx::search

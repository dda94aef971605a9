// indexer/build/worker_pool.h
//
// Threads that invert batches; results come back in the order of the batches.
//
// Threads: used by one thread.
#pragma once

#include <memory>
#include <vector>

#include "base/ordered_pool.h"
#include "indexer/build/batch.h"

namespace newsidx::indexer {

class WorkerPool final : public OrderedPool<Batch, InvertedBatch> {
 public:
  /// @param inverters       one a worker; a pool of one works in the caller's thread
  /// @param store_articles  as for invert_batch()
  WorkerPool(std::vector<std::unique_ptr<Inverter>> inverters, bool store_articles);
};

}  // namespace newsidx::indexer

// indexer/worker_pool.h
//
// Threads that invert chunks; results come back in the order of the chunks.
//
// Threads: used by one thread.
#pragma once

#include <memory>
#include <vector>

#include "base/ordered_pool.h"
#include "indexer/chunk.h"

namespace newsidx::indexer {

class WorkerPool final : public OrderedPool<Chunk, InvertedChunk> {
 public:
  /// @param inverters       one a worker; a pool of one works in the caller's thread
  /// @param store_articles  as for invert_chunk()
  WorkerPool(std::vector<std::unique_ptr<Inverter>> inverters, bool store_articles);
};

}  // namespace newsidx::indexer

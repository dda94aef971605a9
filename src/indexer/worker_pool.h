// indexer/worker_pool.h
//
// Threads that invert chunks; results come back in the order of the chunks.
//
// Threads: used by one thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "indexer/chunk.h"

namespace newsidx::indexer {

class WorkerPool {
 public:
  /// @param inverters       one a worker; a pool of one works in the caller's thread
  /// @param store_articles  as for invert_chunk()
  WorkerPool(std::vector<std::unique_ptr<Inverter>> inverters, bool store_articles);
  ~WorkerPool();

  /// Hands over the next chunk (numbers from 0 without gaps); waits while as many as there are
  /// workers are waiting already.
  void submit(Chunk chunk);

  /// The next result in order, if it is there. Waits for it, if its chunk was submitted, when more
  /// than three chunks a worker are under way: behind a slow one the finished ones pile up.
  /// @param wait  wait for it in any case
  [[nodiscard]] std::optional<InvertedChunk> take(bool wait);

 private:
  void work(Inverter& inverter);
  void store(std::size_t number, InvertedChunk result);

  std::vector<std::unique_ptr<Inverter>> inverters_;
  bool store_articles_;
  std::size_t submitted_ = 0;
  std::size_t taken_ = 0;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Chunk> waiting_;
  std::map<std::size_t, InvertedChunk> done_;
  bool closed_ = false;
  std::vector<std::jthread> threads_;  // last: joined before the rest goes
};

}  // namespace newsidx::indexer

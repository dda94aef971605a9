// indexer/worker_pool.h
//
// Threads that invert chunks; results come back in the order of the chunks.
//
// Threads: used by one thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
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

  /// Hands over the next chunk; waits while as many as there are workers are waiting already.
  void submit(Chunk chunk);

  /// The next result in order, if it is there or `wait` says to wait for it; nothing when all that
  /// was submitted was taken.
  /// @throws what a worker threw that had this chunk or another one (std::bad_alloc)
  [[nodiscard]] std::optional<InvertedChunk> take(bool wait);

  /// Bytes of the chunks that were submitted and not taken, as Chunk::bytes counts them. Behind a
  /// slow chunk the finished ones pile up.
  [[nodiscard]] std::size_t bytes_under_way() const noexcept { return bytes_under_way_; }

 private:
  void work(Inverter& inverter);
  // A chunk that is under way. Made by submit(): a worker has nothing to allocate but its result.
  struct Task {
    Chunk chunk;
    InvertedChunk result;
    std::exception_ptr failure;
    std::size_t bytes = 0;  // that the chunk had
    bool is_done = false;
  };
  void invert(Task& task, Inverter& inverter) noexcept;

  std::vector<std::unique_ptr<Inverter>> inverters_;
  bool store_articles_;
  std::size_t bytes_under_way_ = 0;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;       // under way, in the order of the chunks; they stay in place
  std::size_t begun_count_ = 0;  // of tasks_: the first so many
  bool closed_ = false;
  std::exception_ptr
      failed_;  // of the first worker that failed: an inverter is of no use afterwards
  std::vector<std::jthread> threads_;  // last: joined before the rest goes
};

}  // namespace newsidx::indexer

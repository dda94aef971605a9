#include "indexer/worker_pool.h"

namespace newsidx::indexer {

WorkerPool::WorkerPool(std::vector<std::unique_ptr<Inverter>> inverters, StoreSettings settings)
    : inverters_(std::move(inverters)), settings_(std::move(settings)) {
  if (inverters_.size() == 1) return;
  for (const auto& inverter : inverters_) {
    threads_.emplace_back([this, &worker = *inverter] { work(worker); });
  }
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    waiting_.clear();
  }
  changed_.notify_all();
}

void WorkerPool::work(Inverter& inverter) {
  for (;;) {
    Chunk chunk;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      chunk = std::move(waiting_.front());
      waiting_.pop_front();
    }
    changed_.notify_all();
    const std::size_t number = chunk.number;
    store(number, invert_chunk(std::move(chunk), inverter, settings_));
  }
}

void WorkerPool::store(std::size_t number, Result<InvertedChunk> result) {
  {
    const std::lock_guard lock(mutex_);
    if (result) {
      done_.emplace(number, *std::move(result));
    } else if (!error_) {
      error_ = std::move(result).error();
    }
  }
  changed_.notify_all();
}

void WorkerPool::submit(Chunk chunk) {
  ++submitted_;
  if (threads_.empty()) {
    const std::size_t number = chunk.number;
    return store(number, invert_chunk(std::move(chunk), *inverters_[0], settings_));
  }
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return error_ || waiting_.size() < threads_.size(); });
    if (error_) return;
    waiting_.push_back(std::move(chunk));
  }
  changed_.notify_all();
}

Result<std::optional<InvertedChunk>> WorkerPool::take(bool wait) {
  constexpr std::size_t kMaxChunksPerWorker = 3;
  const bool too_many = submitted_ - taken_ > kMaxChunksPerWorker * inverters_.size();
  std::unique_lock lock(mutex_);
  if ((wait || too_many) && taken_ < submitted_) {
    changed_.wait(lock, [this] { return error_ || done_.contains(taken_); });
  }
  if (error_) return fail(*error_);
  const auto found = done_.find(taken_);
  if (found == done_.end()) return std::optional<InvertedChunk>();
  std::optional<InvertedChunk> result(std::move(found->second));
  done_.erase(found);
  ++taken_;
  return result;
}

}  // namespace newsidx::indexer

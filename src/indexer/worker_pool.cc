#include "indexer/worker_pool.h"

namespace newsidx::indexer {

WorkerPool::WorkerPool(std::vector<std::unique_ptr<Inverter>> inverters, bool store_articles)
    : inverters_(std::move(inverters)), store_articles_(store_articles) {
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
    store(number, invert_chunk(std::move(chunk), inverter, store_articles_));
  }
}

void WorkerPool::store(std::size_t number, InvertedChunk result) {
  {
    const std::lock_guard lock(mutex_);
    done_.emplace(number, std::move(result));
  }
  changed_.notify_all();
}

void WorkerPool::submit(Chunk chunk) {
  ++submitted_;
  if (threads_.empty()) {
    const std::size_t number = chunk.number;
    return store(number, invert_chunk(std::move(chunk), *inverters_[0], store_articles_));
  }
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_.size() < threads_.size(); });
    waiting_.push_back(std::move(chunk));
  }
  changed_.notify_all();
}

std::optional<InvertedChunk> WorkerPool::take(bool wait) {
  constexpr std::size_t kMaxChunksPerWorker = 3;
  const bool too_many = submitted_ - taken_ > kMaxChunksPerWorker * inverters_.size();
  std::unique_lock lock(mutex_);
  if ((wait || too_many) && taken_ < submitted_) {
    changed_.wait(lock, [this] { return done_.contains(taken_); });
  }
  const auto found = done_.find(taken_);
  if (found == done_.end()) return std::nullopt;
  InvertedChunk result = std::move(found->second);
  done_.erase(found);
  ++taken_;
  return result;
}

}  // namespace newsidx::indexer

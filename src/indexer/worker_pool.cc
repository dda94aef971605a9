#include "indexer/worker_pool.h"

#include <exception>
#include <utility>

namespace newsidx::indexer {

WorkerPool::WorkerPool(std::vector<std::unique_ptr<Inverter>> inverters, bool store_articles)
    : inverters_(std::move(inverters)), store_articles_(store_articles) {
  if (inverters_.size() == 1) return;
  threads_.reserve(inverters_.size());
  for (const auto& inverter : inverters_) {
    try {
      threads_.emplace_back([this, &worker = *inverter] { work(worker); });
    } catch (const std::exception&) {
      break;  // no more threads to be had: those that there are do it
    }
  }
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
}

void WorkerPool::work(Inverter& inverter) {
  for (;;) {
    Task* task = nullptr;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return closed_ || begun_count_ < tasks_.size(); });
      if (closed_) return;
      task = &tasks_[begun_count_++];
    }
    changed_.notify_all();
    invert(*task, inverter);
    {
      const std::lock_guard lock(mutex_);
      task->is_done = true;
    }
    changed_.notify_all();
  }
}

void WorkerPool::invert(Task& task, Inverter& inverter) noexcept {
  {
    const std::lock_guard lock(mutex_);
    task.failure = failed_;
  }
  if (task.failure) return;
  try {
    task.result = invert_chunk(std::exchange(task.chunk, {}), inverter, store_articles_);
  } catch (...) {  // no memory; thrown again by take()
    task.failure = std::current_exception();
    const std::lock_guard lock(mutex_);
    failed_ = task.failure;
  }
}

void WorkerPool::submit(Chunk chunk) {
  Task task;
  task.bytes = chunk.bytes;
  task.chunk = std::move(chunk);
  bytes_under_way_ += task.bytes;
  if (threads_.empty()) {
    invert(task, *inverters_[0]);
    task.is_done = true;
  }
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] {
      return threads_.empty() || tasks_.size() - begun_count_ < threads_.size();
    });
    tasks_.push_back(std::move(task));
    if (threads_.empty()) ++begun_count_;
  }
  changed_.notify_all();
}

std::optional<InvertedChunk> WorkerPool::take(bool wait) {
  std::unique_lock lock(mutex_);
  if (tasks_.empty()) return std::nullopt;
  if (wait) changed_.wait(lock, [this] { return tasks_.front().is_done; });
  if (!tasks_.front().is_done) return std::nullopt;
  Task task = std::move(tasks_.front());
  tasks_.pop_front();
  --begun_count_;
  bytes_under_way_ -= task.bytes;
  if (task.failure) std::rethrow_exception(task.failure);
  return std::move(task.result);
}

}  // namespace newsidx::indexer

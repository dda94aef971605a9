#include "source/parse_pool.h"

#include <utility>

namespace newsidx::source {

ParsePool::ParsePool(unsigned threads, std::stop_token stop) : stop_(std::move(stop)) {
  if (threads <= 1) return;
  threads_.reserve(threads);
  for (unsigned i = 0; i < threads; ++i) {
    try {
      threads_.emplace_back([this] { work(); });
    } catch (const std::exception&) {
      break;  // no more threads to be had: those that there are do it
    }
  }
}

ParsePool::~ParsePool() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
}

void ParsePool::work() {
  RecordParser parser;
  for (;;) {
    Task* task = nullptr;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return closed_ || begun_count_ < tasks_.size(); });
      if (closed_) return;
      task = &tasks_[begun_count_++];
    }
    parse(*task, parser);
    {
      const std::lock_guard lock(mutex_);
      task->is_done = true;
    }
    changed_.notify_all();
  }
}

void ParsePool::parse(Task& task, RecordParser& parser) noexcept {
  try {
    task.batch.parsed.resize(task.batch.pieces.size());
    for (std::size_t i = 0; i < task.batch.pieces.size() && !stop_.stop_requested(); ++i) {
      if (auto& record = task.batch.pieces[i].record) {
        task.batch.parsed[i] = parser.parse(*std::exchange(record, std::nullopt), stop_);
      }
    }
  } catch (...) {  // no memory; thrown again by take()
    task.failure = std::current_exception();
  }
}

void ParsePool::submit(ParseBatch batch) {
  bytes_under_way_ += batch.bytes;
  ++batches_under_way_;
  Task task;
  task.batch = std::move(batch);
  if (threads_.empty()) {
    parse(task, parser_);
    task.is_done = true;
  }
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
    if (threads_.empty()) ++begun_count_;
  }
  changed_.notify_all();
}

std::optional<ParseBatch> ParsePool::take() {
  std::unique_lock lock(mutex_);
  if (tasks_.empty()) return std::nullopt;
  changed_.wait(lock, [this] { return tasks_.front().is_done; });
  Task task = std::move(tasks_.front());
  tasks_.pop_front();
  --begun_count_;
  --batches_under_way_;
  bytes_under_way_ -= task.batch.bytes;
  if (task.failure) std::rethrow_exception(task.failure);
  return std::move(task.batch);
}

}  // namespace newsidx::source

// base/ordered_pool.h
//
// Threads that turn batches into results; the results come back in the order of the batches.
//
// Invariants: not more batches wait for a thread than there are threads. After a worker has failed
//             no other batch is begun: its failure is that of all that were not begun; those that
//             were handed over before the failed one have their results.
// Threads: used by one thread.   Cost: a lock and a wake-up for each batch: batches are large.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace newsidx {

/// @tparam Batch   has a member `bytes`
/// @tparam Result  both can be made without arguments, and moved
template <class Batch, class Result>
class OrderedPool {
 public:
  using Worker = std::function<Result(Batch&&)>;

  /// @param workers  one for each thread; a pool of one works in the caller's thread, and so does
  ///                 one that the system gives no thread
  explicit OrderedPool(std::vector<Worker> workers) : workers_(std::move(workers)) {
    if (workers_.size() <= 1) return;
    threads_.reserve(workers_.size());
    for (const Worker& worker : workers_) {
      try {
        threads_.emplace_back([this, &worker] { run(worker); });
      } catch (const std::exception&) {
        break;  // no more threads to be had: those that there are do it
      }
    }
  }
  OrderedPool(const OrderedPool&) = delete;
  OrderedPool& operator=(const OrderedPool&) = delete;
  ~OrderedPool() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
  }

  /// Hands over the next batch; waits while as many as there are threads are waiting already.
  void submit(Batch batch) {
    Task task;
    task.bytes = batch.bytes;
    task.batch = std::move(batch);
    bytes_under_way_ += task.bytes;
    ++batches_under_way_;
    if (threads_.empty()) {
      task.failure = failed_;
      work(task, workers_.front());
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

  /// The result of a batch that the caller's thread works on: for a small one, which would be done
  /// before a thread has woken up. REQUIRES that no batch is under way.
  /// @throws as take()
  [[nodiscard]] Result do_here(Batch batch) {
    Task task;
    task.batch = std::move(batch);
    task.failure = failed_;
    work(task, workers_.front());
    if (task.failure) std::rethrow_exception(task.failure);
    return std::move(task.result);
  }

  /// The next result in order, if it is there or `wait` says to wait for it; nothing when all that
  /// was submitted was taken.
  /// @throws what a worker threw that had this batch or another one (std::bad_alloc)
  [[nodiscard]] std::optional<Result> take(bool wait = true) {
    std::unique_lock lock(mutex_);
    if (tasks_.empty()) return std::nullopt;
    if (wait) changed_.wait(lock, [this] { return tasks_.front().is_done; });
    if (!tasks_.front().is_done) return std::nullopt;
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    --begun_count_;
    --batches_under_way_;
    bytes_under_way_ -= task.bytes;
    if (task.failure) std::rethrow_exception(task.failure);
    return std::move(task.result);
  }

  /// Of the batches that were submitted and not taken, as they had them. Behind a slow batch the
  /// finished ones pile up.
  [[nodiscard]] std::size_t bytes_under_way() const noexcept { return bytes_under_way_; }
  [[nodiscard]] std::size_t batches_under_way() const noexcept { return batches_under_way_; }
  [[nodiscard]] unsigned threads() const noexcept { return static_cast<unsigned>(threads_.size()); }

 private:
  // A batch that is under way. Made by submit(): a worker has nothing to allocate but its result.
  struct Task {
    Batch batch;
    Result result;
    std::exception_ptr failure;
    std::size_t bytes = 0;  // that the batch had
    bool is_done = false;
  };

  void run(const Worker& worker) {
    for (;;) {
      Task* task = nullptr;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return closed_ || begun_count_ < tasks_.size(); });
        if (closed_) return;
        task = &tasks_[begun_count_++];
        task->failure = failed_;  // of an earlier batch: they are handed out in order
      }
      changed_.notify_all();
      work(*task, worker);
      {
        const std::lock_guard lock(mutex_);
        task->is_done = true;
      }
      changed_.notify_all();
    }
  }

  void work(Task& task, const Worker& worker) noexcept {
    if (task.failure) return;
    try {
      task.result = worker(std::exchange(task.batch, {}));
    } catch (...) {  // no memory; thrown again by take()
      task.failure = std::current_exception();
      const std::lock_guard lock(mutex_);
      failed_ = task.failure;
    }
  }

  const std::vector<Worker> workers_;
  std::size_t bytes_under_way_ = 0;
  std::size_t batches_under_way_ = 0;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;       // under way, in order; they stay in place
  std::size_t begun_count_ = 0;  // of tasks_: the first so many
  bool closed_ = false;
  std::exception_ptr failed_;  // of the first worker that failed: it is of no use afterwards
  std::vector<std::jthread> threads_;  // last: joined before the rest goes
};

}  // namespace newsidx

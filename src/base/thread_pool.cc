#include "base/thread_pool.h"

#include <algorithm>
#include <system_error>

namespace newsidx {

ThreadPool::~ThreadPool() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  wanted_.notify_all();
}

void ThreadPool::run(unsigned helpers, const std::function<void(unsigned)>& work) {
  if (helpers == 0) return work(0);
  Job job{work, helpers};
  {
    const std::lock_guard lock(mutex_);
    start_threads(helpers);
    waiting_.push_back(&job);
  }
  if (helpers == 1) {
    wanted_.notify_one();
  } else {
    wanted_.notify_all();
  }
  std::exception_ptr thrown;
  try {
    work(0);
  } catch (...) {
    thrown = std::current_exception();
  }
  leave(job);
  if (thrown == nullptr) thrown = job.thrown;
  if (thrown != nullptr) std::rethrow_exception(thrown);
}

// As many as the system gives: without them the caller works alone.
void ThreadPool::start_threads(unsigned count) try {
  while (threads_.size() < count) threads_.emplace_back([this] { help(); });
} catch (const std::system_error&) {
}

// Takes back what no helper has begun, and waits for those that have.
void ThreadPool::leave(Job& job) {
  std::unique_lock lock(mutex_);
  std::erase(waiting_, &job);
  job.left.wait(lock, [&job] { return job.finished == job.taken; });
}

void ThreadPool::help() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wanted_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    if (closed_) return;
    Job& job = *waiting_.front();
    const unsigned worker = ++job.taken;
    if (job.taken == job.wanted) waiting_.pop_front();
    lock.unlock();
    std::exception_ptr thrown;
    try {
      job.work(worker);
    } catch (...) {
      thrown = std::current_exception();
    }
    lock.lock();
    if (thrown != nullptr) job.thrown = thrown;
    ++job.finished;
    job.left.notify_one();  // under the lock: the job is gone once its caller has seen this
  }
}

}  // namespace newsidx

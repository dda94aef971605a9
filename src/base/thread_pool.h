// base/thread_pool.h
//
// Threads that help a caller with work that it could also do alone: searching one query. They are
// started when they are first wanted, and sleep between calls.
//
// A caller always works itself, so that it waits for nobody to begin: where all helpers are busy
// with other callers, it does everything alone.
//
// Threads: any number of callers at once.   Cost: waking a helper takes some 50 microseconds.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace newsidx {

class ThreadPool {
 public:
  ThreadPool() = default;
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;
  /// REQUIRES that no call is under way.
  ~ThreadPool();

  /// Calls work(0) in this thread and meanwhile work(1), ..., work(helpers), or some of them, in
  /// others. Each call of `work` takes pieces of the work until none is left. Returns when all
  /// calls have returned. An exception of any of them is thrown again here.
  void run(unsigned helpers, const std::function<void(unsigned worker)>& work);

 private:
  // A call of run(), in the caller's frame.
  struct Job {
    const std::function<void(unsigned)>& work;
    unsigned wanted;        // helpers at most
    unsigned taken = 0;     // that have begun
    unsigned finished = 0;  // of them
    std::exception_ptr thrown = {};
    std::condition_variable left = {};  // a helper has finished
  };

  void start_threads(unsigned count);
  void help();
  void leave(Job& job);

  std::mutex mutex_;                // of all below, but threads_ in the destructor
  std::condition_variable wanted_;  // a job is waiting, or the pool is closed
  std::deque<Job*> waiting_;        // that want more helpers
  bool closed_ = false;
  std::vector<std::jthread> threads_;  // last: joined before the rest goes
};

}  // namespace newsidx

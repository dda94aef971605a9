#include "search/parallel.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>

namespace newsidx::search {

namespace {

using Clock = std::chrono::steady_clock;

// The first task is smaller: it tells early whether there is enough to do for helpers.
constexpr std::uint32_t kFirstShare = 4;

}  // namespace

std::vector<Task> tasks_of(const std::vector<const segment::SegmentReader*>& segments,
                           std::uint32_t range_docs) {
  std::vector<Task> tasks;
  std::uint32_t size = std::max(range_docs / kFirstShare / 64 * 64, 64u);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::uint32_t count = segments[i]->document_count();
    for (std::uint32_t begin = 0; begin < count;) {
      const std::uint32_t end = count - begin > size ? begin + size : count;
      tasks.push_back({i, {begin, end}});
      begin = end;
      size = range_docs;
    }
  }
  return tasks;
}

Status run_tasks(std::size_t task_count, const ParallelOptions& parallel,
                 const std::function<Status(unsigned, std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::size_t failed_task = task_count;  // guarded by mutex, as the next
  Status failure;
  std::atomic<bool> has_failed = false;
  const auto work_on = [&](unsigned worker, auto is_over) {
    while (!has_failed.load(std::memory_order_relaxed) && !is_over()) {
      const std::size_t task = next.fetch_add(1, std::memory_order_relaxed);
      if (task >= task_count) return;
      Status status = work(worker, task);
      if (status) continue;
      has_failed.store(true, std::memory_order_relaxed);
      const std::lock_guard lock(mutex);
      const bool says_more = status.error().code != ErrorCode::cancelled;
      const bool is_first = failed_task == task_count || task < failed_task;
      const bool said_more = !failure && failure.error().code != ErrorCode::cancelled;
      if (says_more == said_more ? !is_first : said_more) continue;
      failed_task = task;
      failure = std::move(status);
    }
  };
  const auto start = Clock::now();
  work_on(0, [&] { return Clock::now() - start >= parallel.solo_time; });
  const std::size_t left = task_count - std::min(task_count, next.load(std::memory_order_relaxed));
  const auto helpers = std::min<std::size_t>(parallel.threads - 1, left);
  if (left > 0 && !has_failed.load(std::memory_order_relaxed)) {
    parallel.helpers->run(static_cast<unsigned>(helpers),
                          [&](unsigned worker) { work_on(worker, [] { return false; }); });
  }
  return failure;
}

}  // namespace newsidx::search

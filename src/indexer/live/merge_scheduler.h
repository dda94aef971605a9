// indexer/live/merge_scheduler.h
//
// Merges beside a writer that goes on: a thread merges what the policy picks, while articles are
// added and commits are made, and commits the result between two of these. So a commit waits for no
// large merge.
//
// The number of segments is bounded all the same: where a commit leaves more than kMaxSegments - 1,
// it waits for a merge under way if that is a small one, and else merges small segments itself.
// What is being merged is left out by whoever picks, so that no segment is merged twice at a time.
//
// A merge that fails is told, and tried again after the next commit.
//
// Threads: all but the constructor with the writer's lock held.   Memory: that of the settings, in
// three parts: for the thread, for a commit that merges, for merge_all().
#pragma once

#include <newsidx/result.h>

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "indexer/live/index_writer.h"
#include "indexer/live/merge_policy.h"
#include "indexer/live/segment_merge.h"

namespace newsidx::indexer {

class MergeScheduler {
 public:
  /// An index has no more at any time (but for segments of more than half of
  /// MergePolicy::max_documents).
  static constexpr std::size_t kMaxSegments = 15;

  struct Settings {
    std::uint64_t memory_bytes = 128u << 20;
    unsigned threads = 1;  ///< that find the order of articles
    unsigned bigrams = 0;  ///< as BuildSettings has it, for segments that are worth it
    MergePolicy policy = {};
    bool has_thread = true;  ///< else merges are made by commits, before they return
    std::function<void(const Remark&)> on_problem = {};  ///< from any thread, with the lock held
  };
  using Lock = std::unique_lock<std::mutex>;

  /// @param may_commit  whether no transaction is in the way; asked with the lock held
  MergeScheduler(IndexWriter& writer, std::mutex& mutex, std::function<bool()> may_commit,
                 Settings settings);
  /// Ends what the thread merges. Without the lock.
  ~MergeScheduler();

  /// In front of a commit: merges that are done are committed first.
  void let_pass(Lock& lock);
  /// Behind a commit: merges, or has somebody merge, and waits until there are few segments.
  void follow(Lock& lock);
  /// A transaction is not in the way any more.
  void wake();

  /// Merges in this thread, as worth or all segments to one.
  /// @return how often
  /// @errors as merge_segments() and IndexWriter::commit()
  [[nodiscard]] Result<std::uint64_t> merge_all(Lock& lock, bool is_full);
  /// Waits until nothing is left that is worth merging.
  /// @errors of the last merge
  [[nodiscard]] Status wait(Lock& lock);

  /// As Transaction::is_broken().
  [[nodiscard]] bool is_broken() const noexcept { return is_broken_; }

 private:
  void run(const std::stop_token& stop);
  [[nodiscard]] std::vector<std::uint32_t> pick() const;
  /// @param is_patient  waits for its turn to commit; else the merge is given up
  [[nodiscard]] Status merge(Lock& lock, const std::vector<std::uint32_t>& picked,
                             std::uint64_t memory_bytes, bool is_patient,
                             const std::stop_token& stop);
  [[nodiscard]] Status commit(MergedSegments merged);
  void relieve(Lock& lock);
  void tell(const Error& error) const;

  IndexWriter& writer_;
  std::mutex& mutex_;
  const std::function<bool()> may_commit_;
  const Settings settings_;

  std::condition_variable_any changed_;
  std::vector<std::uint32_t> merging_;  // segments
  std::uint64_t thread_documents_ = 0;  // that the thread merges; 0: it waits
  unsigned waiting_ = 0;                // merges that are done and not committed
  unsigned foreground_ = 0;             // calls of merge_all(): the thread begins nothing
  bool has_work_ = true;                // the thread has not looked since the last commit
  bool is_broken_ = false;
  Status last_;          // of the thread
  std::jthread thread_;  // last: it is joined before the rest goes
};

}  // namespace newsidx::indexer

#include "indexer/live/merge_scheduler.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/cancellation.h"
#include "base/status_macros.h"
#include "indexer/live/merging.h"

namespace newsidx::indexer {
namespace {

// A commit waits for a merge of fewer articles: it takes a fraction of a second.
constexpr std::uint64_t kSmallMerge = 4096;

}  // namespace

MergeScheduler::MergeScheduler(IndexWriter& writer, std::mutex& mutex,
                               std::function<bool()> may_commit, Settings settings)
    : writer_(writer),
      mutex_(mutex),
      may_commit_(std::move(may_commit)),
      settings_(std::move(settings)) {
  if (!settings_.has_thread) return;
  try {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  } catch (const std::system_error&) {  // no thread to be had: commits merge
  }
}

MergeScheduler::~MergeScheduler() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void MergeScheduler::tell(const Error& error) const {
  if (error.code == ErrorCode::cancelled || !settings_.on_problem) return;
  settings_.on_problem({"segments could not be merged: " + error.message, error.hint});
}

// Of those that nobody merges.
std::vector<std::uint32_t> MergeScheduler::pick() const {
  std::vector<segment::SegmentInfo> idle;
  for (const segment::SegmentInfo& info : writer_.manifest().segments) {
    if (std::ranges::find(merging_, info.id) == merging_.end()) idle.push_back(info);
  }
  MergePolicy policy = settings_.policy;
  policy.max_segments -= std::min(policy.max_segments - 2, merging_.size());
  return pick_merge(idle, policy);
}

Status MergeScheduler::commit(MergedSegments merged) {
  NEWSIDX_RETURN_IF_ERROR(follow_deletions(writer_, merged));
  const auto generation = writer_.commit(std::move(merged.edit), writer_.manifest().settings);
  if (generation) return {};
  is_broken_ = true;
  return fail(generation.error());
}

Status MergeScheduler::merge(Lock& lock, const std::vector<std::uint32_t>& picked,
                             std::uint64_t memory_bytes, bool is_patient,
                             const std::stop_token& stop) {
  MergeSettings settings;
  settings.memory_bytes = memory_bytes;
  settings.threads = settings_.threads;
  settings.stop = stop;
  if (document_count_of(writer_.manifest(), picked) >= kMinBigramArticles) {
    settings.bigrams = settings_.bigrams;
  }
  merging_.insert(merging_.end(), picked.begin(), picked.end());
  lock.unlock();
  auto merged = merge_segments(writer_, picked, settings);
  lock.lock();
  Status done;
  if (merged) {
    ++waiting_;
    if (is_patient) changed_.wait(lock, stop, [this] { return may_commit_() || is_broken_; });
    const bool may_commit = may_commit_() && !is_broken_ && !stop.stop_requested();
    done = may_commit ? commit(*std::move(merged)) : cancelled_error();
    --waiting_;
  } else {
    done = fail(std::move(merged).error());
  }
  // All its articles may have been deleted just before the merge looked.
  if (!done && done.error().code == ErrorCode::invalid_argument) done = {};
  std::erase_if(merging_, [&picked](std::uint32_t segment) {
    return std::ranges::find(picked, segment) != picked.end();
  });
  changed_.notify_all();
  return done;
}

void MergeScheduler::run(const std::stop_token& stop) {
  Lock lock(mutex_);
  while (!stop.stop_requested()) {
    std::vector<std::uint32_t> picked;
    if (foreground_ == 0 && !is_broken_) picked = pick();
    if (picked.empty()) {
      has_work_ = false;
      changed_.notify_all();
      changed_.wait(lock, stop, [this] { return has_work_; });
      continue;
    }
    thread_documents_ = document_count_of(writer_.manifest(), picked);
    last_ = merge(lock, picked, settings_.memory_bytes / 2, /*is_patient=*/true, stop);
    thread_documents_ = 0;
    if (last_) continue;
    tell(last_.error());
    has_work_ = false;
    changed_.notify_all();
    changed_.wait(lock, stop, [this] { return has_work_; });
  }
}

void MergeScheduler::let_pass(Lock& lock) {
  changed_.wait(lock, [this] { return waiting_ == 0 || !may_commit_() || is_broken_; });
}

void MergeScheduler::wake() {
  has_work_ = true;
  changed_.notify_all();
}

void MergeScheduler::follow(Lock& lock) {
  wake();
  if (thread_.joinable()) return relieve(lock);
  while (foreground_ == 0 && may_commit_() && !is_broken_) {
    const auto picked = pick();
    if (picked.empty()) return;
    const Status done = merge(lock, picked, settings_.memory_bytes / 4, /*is_patient=*/false, {});
    if (!done) return tell(done.error());
  }
}

void MergeScheduler::relieve(Lock& lock) {
  while (writer_.manifest().segments.size() >= kMaxSegments && may_commit_() && !is_broken_) {
    const std::uint64_t under_way = thread_documents_;
    const bool is_begun = under_way > 0 || has_work_;
    if (is_begun && under_way <= kSmallMerge && foreground_ == 0) {
      changed_.wait(lock, [&] { return thread_documents_ != under_way || !has_work_; });
      if (thread_documents_ == 0 && !has_work_ && !last_) return;  // it failed, and was told
      continue;
    }
    const auto picked = pick();
    if (picked.empty()) return;
    const Status done = merge(lock, picked, settings_.memory_bytes / 4, /*is_patient=*/false, {});
    if (!done) return tell(done.error());
  }
}

Result<std::uint64_t> MergeScheduler::merge_all(Lock& lock, bool is_full) {
  ++foreground_;
  std::uint64_t merges = 0;
  Status done;
  changed_.wait(lock, [this] { return merging_.empty() || is_broken_; });
  while (done && !is_broken_) {
    const auto picked = is_full ? pick_full_merge(writer_.manifest().segments) : pick();
    if (picked.empty()) break;
    done = merge(lock, picked, settings_.memory_bytes / 2, /*is_patient=*/true, {});
    if (done) ++merges;
    if (is_full) break;  // what came meanwhile is of the next one
  }
  --foreground_;
  wake();
  if (!done) return fail(std::move(done).error());
  return merges;
}

Status MergeScheduler::wait(Lock& lock) {
  if (!thread_.joinable()) return {};
  changed_.wait(lock, [this] { return (thread_documents_ == 0 && !has_work_) || is_broken_; });
  return last_;
}

}  // namespace newsidx::indexer

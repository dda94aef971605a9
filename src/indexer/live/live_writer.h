// indexer/live/live_writer.h
//
// A writer that lives as long as articles come: one transaction after the other
// (transaction.h), and merges beside them (merge_scheduler.h), under one lock.
//
// Threads: all methods from any number of threads. What they do is one sequence, in the order in
// which they come to the lock; texts are analysed outside of it.
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "indexer/build/build_settings.h"
#include "indexer/live/index_writer.h"
#include "indexer/live/merge_scheduler.h"
#include "indexer/live/transaction.h"

namespace newsidx::indexer {

class LiveWriter {
 public:
  struct Settings {
    /// Of a new index; of one that there is, analyser, language, title weight and whether articles
    /// are stored are its own. The memory is that of the writer with its merges.
    BuildSettings build = {};
    /// Frequent words with pairs; not given: as many as the index has, or the build's number where
    /// no segment is large enough for pairs.
    std::optional<unsigned> bigrams = {};
    bool merges_in_background = true;
    bool creates = true;  ///< an index where there is none
    MergePolicy policy = {};
  };
  static constexpr std::uint64_t kMinMemoryBytes = 2 * MemoryPlan::kMinBytes;

  /// @errors as IndexWriter::open() and Transaction::create(); not_found
  [[nodiscard]] static Result<std::unique_ptr<LiveWriter>> open(const std::string& path,
                                                                Settings settings);
  /// Gives up what was not committed. Where no index was, and nothing was committed, none is left.
  ~LiveWriter();

  /// As for Transaction.
  [[nodiscard]] Status add(Article article);
  [[nodiscard]] Status remove(std::string id);
  [[nodiscard]] Result<std::uint64_t> remove_found(const Transaction::Find& find);
  [[nodiscard]] Result<Transaction::Outcome> commit();
  void rollback();

  struct MergeOutcome {
    std::uint64_t merges = 0;
    std::uint64_t segments_before = 0;
    std::uint64_t segments = 0;
    std::uint64_t articles = 0;
    std::uint64_t dropped = 0;
    std::uint64_t generation = 0;
  };
  /// Commits, and merges in this thread. @errors as merge_segments() and commit()
  [[nodiscard]] Result<MergeOutcome> merge(bool is_full);
  /// Waits for merges in the background. @errors of the last one
  [[nodiscard]] Status wait_for_merges();

  [[nodiscard]] std::uint64_t generation() const;

 private:
  explicit LiveWriter(IndexWriter writer) : writer_(std::move(writer)) {}
  [[nodiscard]] Status check() const;
  [[nodiscard]] Result<Transaction::Outcome> commit(MergeScheduler::Lock& lock);

  mutable std::mutex mutex_;
  IndexWriter writer_;
  std::unique_ptr<Transaction> transaction_;
  std::unique_ptr<MergeScheduler> merges_;  // last: its thread uses the rest
};

}  // namespace newsidx::indexer

// search/parallel.h
//
// How the work of one query is shared among threads: as tasks, each a range of documents of a
// segment, taken in ascending order. So the documents that a thread sees ascend, as collectors want
// it; whoever is done early takes the next range.
//
// Each range has cursors of its own (a phrase must not look for its next match beyond) and
// collectors of its own. What the threads share is a threshold: one that has seen k documents with
// a score tells it, and the others drop what is below it, not what equals it, for their documents
// may stand in front. Scores are whole numbers and tops are merged by score and document, so the
// answer is that of one thread. The caller works alone at first and wakes helpers when 0.1 ms have
// not sufficed: most queries are done by then. It never waits for a helper to begin, so busy ones
// delay nobody. One term is left to one thread: it reads a few blocks, in the order of their
// bounds.
#pragma once

#include <newsidx/result.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/thread_pool.h"
#include "search/cursor/doc_range.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

/// What a call may use.
struct ParallelOptions {
  ThreadPool* helpers = nullptr;
  unsigned threads = 1;  ///< with the caller's
  /// A query of a lower estimated_cost() (operator/operators.h) takes some 0.2 ms at most, and is
  /// not cut into tasks.
  std::uint64_t min_cost = 1'000'000;
  std::uint32_t range_docs = 65'536;  ///< of a task; a multiple of 64
  /// How long the caller works before it wakes helpers: most queries are done by then.
  std::chrono::microseconds solo_time{100};
};

struct Task {
  std::size_t segment = 0;
  DocRange docs;
};

/// The tasks of a search through all segments, in the order of the documents.
[[nodiscard]] std::vector<Task> tasks_of(const std::vector<const segment::SegmentReader*>& segments,
                                         std::uint32_t range_docs);

/// Does the tasks [0, task_count) in several threads; none is begun after one has failed.
/// @param work  (worker, task); workers count from 0
/// @return the failure of the first task in order that failed, and sooner one that says more than
///         that the call was interrupted
[[nodiscard]] Status run_tasks(
    std::size_t task_count, const ParallelOptions& parallel,
    const std::function<Status(unsigned worker, std::size_t task)>& work);

}  // namespace newsidx::search

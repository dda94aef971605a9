// source/parse_pool.h
//
// Threads that make articles of records; results come back in the order of the records.
//
// Threads: used by one thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "source/record.h"
#include "source/record_parser.h"

namespace newsidx::source {

/// What the splitting of the input gives: a record, or what is to be said in its place.
struct InputPiece {
  std::optional<RawRecord> record;
  std::optional<Problem> problem;
};

/// A stretch of the input, before and after a worker.
struct ParseBatch {
  std::vector<InputPiece> pieces;
  std::vector<ParsedRecord> parsed;  ///< one a piece, once parsed
  std::size_t bytes = 0;             ///< of the records
};

class ParsePool {
 public:
  /// @param threads  0 or 1: records are parsed by the caller's thread
  ParsePool(unsigned threads, std::stop_token stop);
  ~ParsePool();

  void submit(ParseBatch batch);

  /// The next batch in order, waiting for it; nothing when all that was submitted was taken.
  /// @throws what a worker threw that had it (std::bad_alloc)
  [[nodiscard]] std::optional<ParseBatch> take();

  /// Of the records that were submitted and not taken.
  [[nodiscard]] std::size_t bytes_under_way() const noexcept { return bytes_under_way_; }
  [[nodiscard]] std::size_t batches_under_way() const noexcept { return batches_under_way_; }
  [[nodiscard]] unsigned threads() const noexcept { return static_cast<unsigned>(threads_.size()); }

 private:
  struct Task {
    ParseBatch batch;
    std::exception_ptr failure;
    bool is_done = false;
  };
  void work();
  void parse(Task& task, RecordParser& parser) noexcept;

  std::stop_token stop_;
  RecordParser parser_;  // of the caller's thread
  std::size_t bytes_under_way_ = 0;
  std::size_t batches_under_way_ = 0;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;       // under way, in order; they stay in place
  std::size_t begun_count_ = 0;  // of tasks_: the first so many
  bool closed_ = false;
  std::vector<std::jthread> threads_;  // last: joined before the rest goes
};

}  // namespace newsidx::source

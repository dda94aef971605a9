// source/parse_pool.h
//
// Threads that make articles of records; results come back in the order of the records.
//
// Threads: used by one thread.
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <vector>

#include "base/ordered_pool.h"
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

class ParsePool final : public OrderedPool<ParseBatch, ParseBatch> {
 public:
  /// @param threads  0 or 1: records are parsed by the caller's thread
  ParsePool(unsigned threads, const ParserSettings& settings, const std::stop_token& stop);
};

}  // namespace newsidx::source

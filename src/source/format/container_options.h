// source/format/container_options.h
//
// What every splitter, and every reader of an archive, is told.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>

#include "source/problem.h"

namespace newsidx::source {

struct ContainerOptions {
  std::uint64_t max_record_bytes = std::uint64_t{64} << 20;  ///< of one record, decoded
  std::function<void(const Problem&)> on_problem;            ///< called by next(); may be empty
  std::stop_token stop;                                      ///< asked every block or so
  bool begins_behind_damage = false;  ///< what comes before the first whole record is left out
};

}  // namespace newsidx::source

// source/format/container_options.h
//
// What every splitter, and every reader of an archive, is told.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string_view>

#include "source/problem.h"

namespace newsidx::source {

/// A part of a container that is sound, but no news.
struct LeftOut {
  std::string_view what = {};   ///< in the singular: "picture", "link"
  std::string_view file = {};   ///< as in Problem
  std::string_view place = {};  ///< within it, for people: a url; may be empty
  std::uint64_t byte = 0;       ///< where it begins, if `place` is given
};

struct ContainerOptions {
  std::uint64_t max_record_bytes = std::uint64_t{64} << 20;  ///< of one record, decoded
  std::function<void(const Problem&)> on_problem;            ///< called by next(); may be empty
  std::stop_token stop;                                      ///< asked every block or so
  bool begins_behind_damage = false;  ///< what comes before the first whole record is left out
  std::function<void(const LeftOut&)> on_left_out = {};  ///< called by next(), too
};

}  // namespace newsidx::source

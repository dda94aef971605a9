// newsidx/check.h: to verify an index.
#pragma once

#include <newsidx/hint.h>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace newsidx {

/// How far Index::check() has come.
struct CheckProgress {
  std::uint64_t done_units = 0;   ///< postings and articles verified
  std::uint64_t total_units = 0;  ///< of the whole index
};

struct CheckOptions {
  std::function<void(const CheckProgress&)> on_progress = {};  ///< called now and then
  std::stop_token stop = {};
};

struct CheckReport {
  std::vector<Remark> problems;  ///< each with its place; empty: the index is whole
  std::uint64_t segments = 0;
  std::uint64_t terms = 0;
  std::uint64_t postings = 0;
  std::uint64_t positions = 0;
  std::uint64_t articles = 0;
  std::uint64_t bytes = 0;  ///< of files whose checksums were read
};

}  // namespace newsidx

// tests/fault/crash/scenario.h
//
// A small life of an index, step by step, and what it holds after each: build, add (in the log and
// in files), replace, delete, snapshot, merge. A step returns when it is on disk, or fails.
#pragma once

#include <newsidx/result.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace newsidx::testing {

/// Ids of the articles, and their texts.
using Articles = std::map<std::string, std::string>;

struct Step {
  std::string name;
  std::function<Status(const std::string& folder)> run;
  Articles after;
  bool makes_copy = false;
};

inline constexpr const char* kIndexName = "index";
inline constexpr const char* kCopyName = "copy";

/// @param inputs  a folder for the files that are read; is there
std::vector<Step> make_scenario(const std::string& inputs, std::uint64_t seed);

struct Verdict {
  std::vector<std::string> problems;
  std::size_t steps = 0;  ///< that the index has
  bool is_there = false;  ///< the index
};
/// Opens the index in `folder` and asks for everything; `done` steps were acknowledged, and one
/// more may be there.
Verdict judge(const std::string& folder, const std::vector<Step>& steps, std::size_t done);

}  // namespace newsidx::testing

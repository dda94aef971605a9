// source/office/child_process.h
//
// Another program as a filter: bytes in, bytes out, within limits that it cannot get around.
//
// It gets no file but the three that every program has, no terminal, and a group of its own, so
// that Ctrl-C is for who waits for it, who then ends it. What it leaves running dies with its
// group.
//
// Threads: any number at once.   Cost: that of a process; waiting takes no processor time.
#pragma once

#include <newsidx/result.h>

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::source {

struct ChildLimits {
  std::uint64_t memory_bytes = std::uint64_t{1} << 30;  ///< of its address space
  std::chrono::seconds processor_time{30};
  std::chrono::seconds time{60};
  std::uint64_t output_bytes = std::uint64_t{64} << 20;
};

struct ChildOutput {
  std::string text;     ///< of its standard output
  std::string message;  ///< the first line of its standard error, if any
  int status = 0;       ///< of its exit; 128 + signal where that ended it
};

/// @param command  the program, looked for in PATH, and its arguments
/// @param input    what it reads from its standard input, where it may seek
/// @errors not_found  there is no such program
///         limit      it took too much time or wrote too much
///         cancelled, io
[[nodiscard]] Result<ChildOutput> run_child(const std::vector<std::string>& command,
                                            std::string_view input, const ChildLimits& limits,
                                            const std::stop_token& stop);

/// Whether a program of that name is in PATH.
[[nodiscard]] bool is_installed(const std::string& program);

}  // namespace newsidx::source

// tests/fault/crash/in_process.h
//
// Work that may end its process, done in one of its own.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "fault/crash/raw_calls.h"

namespace newsidx::testing {

inline constexpr unsigned kPatienceSeconds = 120;

// What a process says, line by line, and how it ends.
struct Said {
  std::vector<std::string> lines;
  int status = 0;  // as of waitpid
};

/// @param work  gets a descriptor to write lines to
template <class Work>
Said in_process(Work work) {
  int ends[2];
  if (pipe(ends) != 0) std::abort();
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    alarm(kPatienceSeconds);
    work(ends[1]);
    raw::end(0);
  }
  close(ends[1]);
  std::string text;
  char part[4096];
  for (ssize_t count = 0; (count = read(ends[0], part, sizeof part)) > 0;) {
    text.append(part, static_cast<std::size_t>(count));
  }
  close(ends[0]);
  Said said;
  waitpid(child, &said.status, 0);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) said.lines.push_back(line);
  return said;
}

}  // namespace newsidx::testing

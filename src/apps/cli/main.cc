#include <malloc.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/console.h"

namespace {

// An index keeps all its files open, and a large build makes many: as many as the system allows.
void allow_many_open_files() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// Large buffers go back to the system as soon as they are free, however many there were before
// (glibc would raise the limit to the size of the largest): --memory bounds what a build holds.
void give_back_large_buffers() {
  constexpr int kLargeBytes = 1 << 20;
  mallopt(M_MMAP_THRESHOLD, kLargeBytes);
  mallopt(M_TRIM_THRESHOLD, 4 * kLargeBytes);
}

// A limit on the size of files (ulimit -f) makes a write fail, which is told; the signal would end
// the process without a word.
void tell_when_files_must_not_grow() { std::signal(SIGXFSZ, SIG_IGN); }

}  // namespace

int main(int argc, char** argv) {
  using newsidx::cli::ExitCode;
  newsidx::cli::occupy_standard_descriptors();
  allow_many_open_files();
  give_back_large_buffers();
  tell_when_files_must_not_grow();
  try {
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const ExitCode code = newsidx::cli::run_command_line(arguments);
    // Everything is written and flushed. To take the libraries' globals apart would take longer
    // than many a query.
    std::_Exit(static_cast<int>(code));
  } catch (const std::bad_alloc&) {  // nothing else of ours throws
    std::fputs("newsidx: error: out of memory (try: a machine with more memory)\n", stderr);
    return static_cast<int>(ExitCode::error);
  } catch (const std::exception& exception) {
    std::fprintf(stderr, "newsidx: error: %s\n", exception.what());
    return static_cast<int>(ExitCode::error);
  }
}

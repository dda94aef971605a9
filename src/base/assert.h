// base/assert.h
//
// States an invariant of our own code. Never judges user input or bytes from disk: those are
// answered with an Error. Checked in every build type, so keep it out of per-posting loops
// (NEWSIDX_DCHECK is for those: checked in debug and sanitizer builds only).
#pragma once

#include <cstdio>
#include <cstdlib>

namespace newsidx {

[[noreturn]] inline void assertion_failed(const char* what, const char* file, int line) noexcept {
  std::fprintf(stderr, "newsidx: internal error: %s:%d: invariant does not hold: %s\n", file, line,
               what);
  std::abort();
}

}  // namespace newsidx

#define NEWSIDX_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::newsidx::assertion_failed(#condition, __FILE__, __LINE__))

#ifdef NDEBUG
#define NEWSIDX_DCHECK(condition) static_cast<void>(0)
#else
#define NEWSIDX_DCHECK(condition) NEWSIDX_CHECK(condition)
#endif

// base/thread_count.h: how many threads a call may ask for.
#pragma once

#include <newsidx/result.h>

namespace newsidx {

/// @errors invalid_argument  more than 256
[[nodiscard]] inline Status check_thread_count(unsigned threads) {
  constexpr unsigned kMaxThreads = 256;
  if (threads <= kMaxThreads) return {};
  return fail(ErrorCode::invalid_argument, "too many threads", "at most 256");
}

}  // namespace newsidx

#include "api/search_request.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "base/thread_count.h"

namespace newsidx {
namespace {

constexpr std::uint64_t kMaxHits = 10'000;
constexpr std::uint32_t kMaxSnippetChars = 10'000;

}  // namespace

CancellationToken cancellation_of(const SearchOptions& options) {
  if (!options.timeout) return CancellationToken(options.stop);
  constexpr std::chrono::microseconds kLongest = std::chrono::years(1);  // what a clock can add
  const auto timeout = std::clamp(*options.timeout, std::chrono::microseconds::zero(), kLongest);
  return CancellationToken(options.stop, CancellationToken::Clock::now() + timeout);
}

Status check_options(const SearchOptions& options) {
  if (std::uint64_t{options.offset} + options.limit > kMaxHits) {
    return fail(ErrorCode::limit, "offset and limit together exceed 10,000 hits",
                "a narrower query");
  }
  if (!(options.k1 >= 0 && options.k1 <= 1000) || !(options.b >= 0 && options.b <= 1)) {
    return fail(ErrorCode::invalid_argument, "k1 must be from 0 to 1000 and b from 0 to 1");
  }
  if (options.snippet_chars > kMaxSnippetChars) {
    return fail(ErrorCode::invalid_argument, "a snippet is too long", "at most 10,000 characters");
  }
  return check_thread_count(options.threads);
}

}  // namespace newsidx

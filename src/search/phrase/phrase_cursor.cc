#include "search/phrase/phrase_cursor.h"

#include <algorithm>

namespace newsidx::search {

std::uint32_t PhraseCursor::freq() const noexcept {
  const auto count = static_cast<std::uint32_t>(starts_.size());
  if (scoring_.title_lengths.empty()) return count;
  const std::uint32_t title_length = scoring_.title_lengths[doc_];
  const auto body = std::lower_bound(starts_.begin(), starts_.end(), title_length);
  return count + static_cast<std::uint32_t>(body - starts_.begin()) * (scoring_.title_weight - 1);
}

void PhraseCursor::set_starts(const std::vector<codec::Occurrence>& matches) {
  starts_.clear();
  for (const codec::Occurrence& match : matches) {
    if (starts_.empty() || starts_.back() != match.position) starts_.push_back(match.position);
  }
}

}  // namespace newsidx::search

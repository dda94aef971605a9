#include "copies/copy_rule.h"

#include <algorithm>

namespace newsidx::copies {

double containment(const Shingles& a, const Shingles& b) noexcept {
  const ShingleCounts counts = compare(a, b);
  const std::size_t shorter = std::min(counts.a, counts.b);
  if (shorter == 0) return 0;
  return static_cast<double>(counts.common) / static_cast<double>(shorter);
}

bool are_copies(const Shingles& a, const Time& time_a, const Shingles& b, const Time& time_b,
                const CopyRule& rule) noexcept {
  if (a.hashes.empty() || b.hashes.empty() || !may_be_copies(a.word_count, b.word_count)) {
    return false;
  }
  const bool is_short = std::min(a.word_count, b.word_count) < rule.min_words;
  if (is_short && !rule.short_bodies_by_jaccard) return false;
  if (!are_within(time_a, time_b, is_short ? kShortWindowSeconds : kWindowSeconds)) return false;
  if (a.hashes == b.hashes) return true;  // as many copies are
  const ShingleCounts counts = compare(a, b);
  if (counts.common == 0) return false;  // samples may have nothing of a body at all
  if (!is_short) return counts.common * 5 >= std::min(counts.a, counts.b) * 4;
  return counts.common * 10 >= (counts.a + counts.b - counts.common) * 9;
}

}  // namespace newsidx::copies

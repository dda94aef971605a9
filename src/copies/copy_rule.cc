#include "copies/copy_rule.h"

#include <algorithm>

namespace newsidx::copies {
namespace {

std::size_t shorter_count(const Shingles& a, const Shingles& b) noexcept {
  return std::min(a.hashes.size(), b.hashes.size());
}

}  // namespace

double containment(const Shingles& a, const Shingles& b) noexcept {
  const std::size_t shorter = shorter_count(a, b);
  if (shorter == 0) return 0;
  return static_cast<double>(common_count(a, b)) / static_cast<double>(shorter);
}

bool are_copies(const Shingles& a, const Time& time_a, const Shingles& b, const Time& time_b,
                const CopyRule& rule) noexcept {
  const std::size_t shorter = shorter_count(a, b);
  if (shorter == 0 || !may_be_copies(a.word_count, b.word_count)) return false;
  const bool is_short = std::min(a.word_count, b.word_count) < rule.min_words;
  if (is_short && !rule.short_bodies_by_jaccard) return false;
  if (!are_within(time_a, time_b, is_short ? kShortWindowSeconds : kWindowSeconds)) return false;
  if (a.hashes == b.hashes) return true;  // as many copies are
  const std::size_t common = common_count(a, b);
  if (!is_short) return common * 5 >= shorter * 4;
  return common * 10 >= (a.hashes.size() + b.hashes.size() - common) * 9;
}

}  // namespace newsidx::copies

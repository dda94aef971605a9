#include "present/passage_score.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace newsidx::present {
namespace {

constexpr std::size_t kBlockBytes = 64;
constexpr double kPointsPerUnit = 1 << 20;
constexpr double kMaxWeight = 1e6;
constexpr double kClosenessShare = 0.5;  // of a pattern's weight, for one that stands right beside

bool begins_char(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }

}  // namespace

CharIndex::CharIndex(std::string_view text, PacedCancellation* pace) : text_(text) {
  before_block_.reserve(text.size() / kBlockBytes + 1);
  std::uint32_t count = 0;
  for (std::size_t block = 0; block <= text.size(); block += kBlockBytes) {
    if (pace != nullptr && pace->ends_after(kBlockBytes)) return;
    before_block_.push_back(count);
    const std::size_t end = std::min(block + kBlockBytes, text.size());
    for (std::size_t at = block; at < end; ++at) count += begins_char(text[at]);
  }
}

std::uint32_t CharIndex::before(std::uint32_t byte) const noexcept {
  const std::size_t block = byte / kBlockBytes;
  std::uint32_t count = before_block_[block];
  for (std::size_t at = block * kBlockBytes; at < byte; ++at) count += begins_char(text_[at]);
  return count;
}

WindowScorer::WindowScorer(const std::vector<TextMatch>& matches, const std::vector<float>& weights,
                           const CharIndex& chars, std::uint32_t max_chars, PacedCancellation* pace)
    : counts_(weights.size(), 0), max_chars_(max_chars), pace_(pace) {
  for (const float weight : weights) {
    const double usable = weight > 0 ? std::min<double>(weight, kMaxWeight) : 0;
    weights_.push_back(std::llround(usable * kPointsPerUnit));
  }
  constexpr std::uint64_t kWorkPerPlace = 16;
  for (const TextMatch& occurrence : matches) {
    if (pace != nullptr && pace->ends_after(kWorkPerPlace)) return;
    places_.push_back(
        {chars.before(occurrence.begin), chars.before(occurrence.end), occurrence.pattern});
  }
  closeness_.resize(places_.size(), 0);
  pairs_.resize(places_.size(), 0);
  for (std::size_t i = 1; i < places_.size(); ++i) {
    const Place& left = places_[i - 1];
    const Place& right = places_[i];
    closeness_[i] = closeness_[i - 1];
    pairs_[i] = pairs_[i - 1];
    // a phrase and a word in it are not two things close together
    if (left.pattern == right.pattern || right.begin_char < left.end_char) continue;
    const std::uint32_t gap = std::min(right.begin_char - left.end_char, max_chars);
    const auto weight = std::min(weights_[left.pattern], weights_[right.pattern]);
    closeness_[i] += weight / max_chars * (max_chars - gap);
    ++pairs_[i];
  }
}

// 1, 1.25, 1.375, ... times the weight: each repeat adds half of what the one before added.
WindowScorer::Points WindowScorer::points_of(std::uint32_t pattern, std::uint32_t count) const {
  if (count == 0) return 0;
  const Points weight = weights_[pattern];
  return weight + weight / 2 - (weight >> std::min(count, 62u));
}

void WindowScorer::change(std::uint32_t occurrence, int difference) {
  const std::uint32_t pattern = places_[occurrence].pattern;
  std::uint32_t& count = counts_[pattern];
  points_ -= points_of(pattern, count);
  count = difference > 0 ? count + 1 : count - 1;
  points_ += points_of(pattern, count);
}

double WindowScorer::score_of(std::uint32_t first, std::uint32_t last) const {
  double score = static_cast<double>(points_);
  if (const std::uint32_t pairs = pairs_[last] - pairs_[first]; pairs > 0) {
    score += kClosenessShare * static_cast<double>(closeness_[last] - closeness_[first]) / pairs;
  }
  return score;
}

std::optional<WindowScorer::Best> WindowScorer::best_of(const std::vector<Candidate>& candidates) {
  std::optional<Best> best;
  std::ranges::fill(counts_, 0u);
  points_ = 0;
  std::uint32_t first = 0;  // the window holds the places [first, end)
  std::uint32_t end = 0;
  constexpr std::uint64_t kWorkPerCandidate = 8;
  for (const Candidate& candidate : candidates) {
    if (pace_ != nullptr && pace_->ends_after(kWorkPerCandidate)) return std::nullopt;
    while (first < end && places_[first].begin_char < candidate.begin_char) change(first++, -1);
    while (first < places_.size() && places_[first].begin_char < candidate.begin_char) ++first;
    end = std::max(end, first);
    const std::uint32_t limit = candidate.begin_char + max_chars_;
    while (end < places_.size() && places_[end].end_char <= limit) change(end++, +1);
    if (first == end) continue;
    const double score = score_of(first, end - 1);
    if (!best || score > best->score) best = Best{candidate, end - 1, score};
  }
  return best;
}

}  // namespace newsidx::present

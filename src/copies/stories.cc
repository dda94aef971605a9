#include "copies/stories.h"

#include <algorithm>
#include <numeric>

namespace newsidx::copies {
namespace {

// Union-find with path halving; the root of a tree is its least member.
std::uint32_t root_of(std::vector<std::uint32_t>& parents, std::uint32_t at) {
  while (parents[at] != at) {
    parents[at] = parents[parents[at]];
    at = parents[at];
  }
  return at;
}

}  // namespace

std::vector<std::vector<std::uint32_t>> stories_of(std::span<const CopyPair> pairs) {
  std::vector<std::uint32_t> articles;
  for (const auto& [a, b] : pairs) {
    articles.push_back(a);
    articles.push_back(b);
  }
  std::ranges::sort(articles);
  const auto again = std::ranges::unique(articles);
  articles.erase(again.begin(), again.end());
  const auto place_of = [&articles](std::uint32_t article) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(articles, article) -
                                      articles.begin());
  };
  std::vector<std::uint32_t> parents(articles.size());
  std::iota(parents.begin(), parents.end(), 0u);
  for (const auto& [a, b] : pairs) {
    const std::uint32_t first = root_of(parents, place_of(a));
    const std::uint32_t second = root_of(parents, place_of(b));
    parents[std::max(first, second)] = std::min(first, second);
  }
  std::vector<std::vector<std::uint32_t>> stories;
  std::vector<std::uint32_t> story_of(articles.size());
  for (std::uint32_t place = 0; place < articles.size(); ++place) {
    const std::uint32_t root = root_of(parents, place);
    if (root == place) {
      story_of[place] = static_cast<std::uint32_t>(stories.size());
      stories.emplace_back();
    }
    stories[story_of[root]].push_back(articles[place]);
  }
  return stories;
}

}  // namespace newsidx::copies

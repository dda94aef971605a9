#include "indexer/reorder/bisection.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "support/random_news.h"

namespace newsidx::indexer {
namespace {

using Documents = std::vector<std::vector<std::uint16_t>>;

ForwardIndex forward_of(const Documents& documents, std::uint32_t term_count) {
  ForwardIndex forward;
  forward.term_count = term_count;
  for (const auto& terms : documents) {
    forward.terms.insert(forward.terms.end(), terms.begin(), terms.end());
    forward.starts.push_back(forward.terms.size());
  }
  return forward;
}

// Documents of several topics, each with terms of its own beside common ones, one topic after the
// other and round again.
Documents mixed_topics(std::size_t count, std::uint16_t topics, testing::Dice& dice) {
  constexpr std::uint16_t kTermsOfTopic = 20;
  Documents documents(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto topic = static_cast<std::uint16_t>(i % topics);
    for (std::uint16_t term = 0; term < kTermsOfTopic; ++term) {
      const auto own = static_cast<std::uint16_t>((topic + 1) * kTermsOfTopic + term);
      if (dice.one_in(3)) documents[i].push_back(term);
      if (dice.one_in(3)) documents[i].push_back(own);
    }
  }
  return documents;
}

bool is_permutation_of_all(std::vector<std::uint32_t> order, std::size_t count) {
  std::sort(order.begin(), order.end());
  std::vector<std::uint32_t> all(count);
  std::iota(all.begin(), all.end(), 0u);
  return order == all;
}

// What the algorithm makes small: the logarithms of all gaps.
double gap_bits(const Documents& documents, const std::vector<std::uint32_t>& order) {
  std::map<std::uint16_t, std::size_t> last;
  double bits = 0;
  for (std::size_t number = 0; number < order.size(); ++number) {
    for (const std::uint16_t term : documents[order[number]]) {
      const auto found = last.find(term);
      if (found != last.end()) bits += std::log2(static_cast<double>(number - found->second));
      last[term] = number;
    }
  }
  return bits;
}

std::vector<std::uint32_t> as_read(std::size_t count) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0u);
  return order;
}

TEST_CASE("few documents, documents without terms, and terms without documents") {
  for (const std::size_t count : {0u, 1u, 2u, 3u, 31u, 32u, 33u, 127u, 128u, 129u, 1001u}) {
    CAPTURE(count);
    const Documents empty(count);
    CHECK(bisect(forward_of(empty, 0), 2) == as_read(count));
    CHECK(bisect(forward_of(empty, 9), 1) == as_read(count));
    const Documents same(count, {0, 1, 2});
    CHECK(bisect(forward_of(same, 3), 1) == as_read(count));
  }
}

TEST_CASE("two interleaved topics are taken apart") {
  MESSAGE("seed 81");
  testing::Dice dice(81);
  for (const std::size_t count : {64u, 255u, 256u, 257u, 1000u}) {
    CAPTURE(count);
    const Documents documents = mixed_topics(count, 2, dice);
    const auto order = bisect(forward_of(documents, 60), 1);
    REQUIRE(is_permutation_of_all(order, count));
    // Neighbours of different topics: nearly all before, hardly any now.
    std::size_t changes = 0;
    for (std::size_t i = 1; i < count; ++i) changes += (order[i] + order[i - 1]) % 2;
    CHECK(changes <= 3 + count / 50);
  }
}

TEST_CASE("gaps get smaller, and threads do not matter") {
  MESSAGE("seed 82");
  testing::Dice dice(82);
  // The last one is shared among threads before it is copied.
  for (const std::size_t count : {1'025u, 5'001u, 40'003u}) {
    CAPTURE(count);
    const Documents documents = mixed_topics(count, 30, dice);
    const ForwardIndex forward = forward_of(documents, 31 * 20);
    const auto order = bisect(forward, 1);
    REQUIRE(is_permutation_of_all(order, count));
    CHECK(gap_bits(documents, order) < 0.8 * gap_bits(documents, as_read(count)));
    for (const unsigned threads : {2u, 3u, 8u}) CHECK(bisect(forward, threads) == order);
  }
}

}  // namespace
}  // namespace newsidx::indexer

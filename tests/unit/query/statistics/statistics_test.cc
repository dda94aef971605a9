// Statistics that several indexes add up: the most frequent words of a prefix in rounds, and a sum
// as bytes.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/hash.h"
#include "query/statistics/prefix_counts.h"
#include "query/statistics/statistics_sum.h"
#include "segment/field.h"

namespace newsidx::query {
namespace {

using Frequencies = std::map<std::string, std::uint64_t>;
using Words = std::vector<PrefixCounts::Word>;

// The k first by frequency, of equals by their bytes; then in the order of bytes.
Words most_frequent(const Frequencies& frequencies, std::size_t k) {
  Words words(frequencies.begin(), frequencies.end());
  std::ranges::stable_sort(words, std::ranges::greater(), &PrefixCounts::Word::second);
  words.resize(std::min(k, words.size()));
  std::ranges::sort(words);
  return words;
}

// What a part tells first, as first_counts() does of an index.
PrefixCounts first_told(const Frequencies& part, std::size_t told) {
  PrefixCounts counts;
  counts.found_count = part.size();
  for (const auto& [word, documents] : most_frequent(part, told)) {
    counts.words[word] = {documents, 0};
  }
  for (const auto& [word, documents] : part) {
    if (!counts.words.contains(word)) counts.rest = std::max(counts.rest, documents);
  }
  return counts;
}

// As further_counts().
PrefixCounts then_told(const Frequencies& part, const PrefixCounts::Request& request,
                       std::uint32_t round) {
  PrefixCounts counts;
  counts.round = round;
  counts.has_rest = request.least_frequency != 0;
  for (const auto& [word, documents] : part) {
    if (counts.has_rest && documents >= request.least_frequency) {
      counts.words[word] = {documents, 0};
    } else if (counts.has_rest) {
      counts.rest = std::max(counts.rest, documents);
    }
  }
  for (const std::string& word : request.words) {
    const auto known = part.find(word);
    counts.words[word] = {known == part.end() ? 0 : known->second, 0};
  }
  return counts;
}

// Words of which each part has its own favourites.
std::vector<Frequencies> random_parts(std::mt19937_64& random) {
  std::vector<Frequencies> parts(1 + random() % 5);
  const std::uint64_t vocabulary = 1 + random() % 200;
  const std::uint64_t most = 1 + random() % 30;
  for (Frequencies& part : parts) {
    const std::uint64_t favourite = random() % vocabulary;
    for (std::uint64_t i = random() % (2 * vocabulary); i > 0; --i) {
      const std::uint64_t word = random() % 3 == 0 ? favourite : random() % vocabulary;
      part["w" + std::to_string(word)] += 1 + random() % most;
    }
  }
  return parts;
}

StatisticsSum some_sum() {
  StatisticsSum sum;
  sum.query = "oil* ceasefire";
  sum.options = " literal";
  sum.analysis = "news 1\nen\n2";
  sum.parts = 2;
  sum.collection = {7, {6, 600}, {5, 50}};
  sum.languages = {"english", "german"};
  sum.numbers = {{question_key(Question::documents, "ceasefir", segment::Field::text), 3},
                 {question_key(Question::parts_that_match, ""), 1}};
  sum.similar_names = {{"sectoin", {"section"}}, {"x", {}}};
  sum.prefixes[prefix_key(segment::Field::text, "oil")].words = {{"oil", {5, 0}}, {"oili", {1, 2}}};
  sum.prefixes[prefix_key(segment::Field::text, "oil")].rest = 2;
  sum.round = 2;
  sum.asked_languages = {"english"};
  sum.asks_for_match = true;
  return sum;
}

// The bytes with their checksum put right.
std::string sealed(std::string bytes) {
  bytes.resize(bytes.size() - sizeof(std::uint32_t));
  append_le(bytes, checksum32(bytes));
  return bytes;
}

}  // namespace

TEST_CASE("the most frequent words of all parts are found in three rounds at most") {
  std::size_t by_round[4] = {};
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const std::vector<Frequencies> parts = random_parts(random);
    Frequencies whole;
    for (const Frequencies& part : parts) {
      for (const auto& [word, documents] : part) whole[word] += documents;
    }
    const std::size_t k = 1 + random() % 10;
    const std::size_t told = k * (1 + random() % 3);
    PrefixCounts sum;
    for (const Frequencies& part : parts) sum.add(first_told(part, told));
    std::uint32_t round = 1;
    while (!sum.best(k)) {
      REQUIRE(++round <= 3);
      const auto request = sum.request(k, static_cast<std::uint32_t>(parts.size()));
      PrefixCounts more = then_told(parts[0], request, round);
      for (std::size_t i = 1; i < parts.size(); ++i) more.add(then_told(parts[i], request, round));
      if (seed % 2 == 0) {
        sum.add(more);
      } else {  // the other way round
        more.add(sum);
        sum = more;
      }
    }
    ++by_round[round];
    CHECK(*sum.best(k) == most_frequent(whole, k));
    CHECK(sum.found_count <= whole.size());
    if (sum.is_counted()) CHECK(sum.found_count == whole.size());
  }
  for (const std::size_t round : {1u, 2u, 3u}) CHECK(by_round[round] > 20);
}

TEST_CASE("sums do not depend on the order in which parts are added") {
  std::mt19937_64 random(1);
  for (int i = 0; i < 200; ++i) {
    const std::vector<Frequencies> parts = random_parts(random);
    PrefixCounts forwards, backwards;
    for (const Frequencies& part : parts) forwards.add(first_told(part, 3));
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
      backwards.add(first_told(*part, 3));
    }
    const bool is_same = forwards.words == backwards.words && forwards.rest == backwards.rest;
    CHECK(is_same);
  }
}

TEST_CASE("parts that were asked in different languages are asked again") {
  StatisticsSum english = some_sum(), german = some_sum();
  english.round = german.round = 1;
  english.asked_languages = {"english"};
  german.asked_languages = {"german"};
  REQUIRE(english.add(german));
  CHECK_FALSE(english.is_complete());
  CHECK(english.numbers.empty());
  CHECK(english.prefixes.empty());
  CHECK(english.collection.document_count == 14);
  StatisticsSum again = some_sum();
  again.asked_languages = english.languages;
  REQUIRE(english.add(again));
  CHECK(english.round == 2);
  CHECK_FALSE(english.languages_differ);
  CHECK(english.numbers == again.numbers);
}

TEST_CASE("a sum comes back from its bytes, and damaged bytes are refused") {
  const StatisticsSum sum = some_sum();
  const std::string bytes = serialize_statistics_sum(sum);
  const auto again = parse_statistics_sum(bytes);
  REQUIRE(again);
  CHECK(*again == sum);
  CHECK(serialize_statistics_sum(*again) == bytes);
  CHECK(parse_statistics_sum(serialize_statistics_sum({})).value() == StatisticsSum());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    CAPTURE(i);
    CHECK_FALSE(parse_statistics_sum(bytes.substr(0, i)));
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x40);
    CHECK_FALSE(parse_statistics_sum(damaged));
    // With a right checksum: refused, or a sum that is written as it was read.
    if (const auto other = parse_statistics_sum(sealed(damaged))) {
      CHECK(serialize_statistics_sum(*other) == sealed(damaged));
    }
  }
  std::string newer = bytes;
  newer[4] = 2;
  CHECK(parse_statistics_sum(newer).error().code == ErrorCode::unsupported);
  CHECK(parse_statistics_sum("").error().code == ErrorCode::corruption);
}

}  // namespace newsidx::query

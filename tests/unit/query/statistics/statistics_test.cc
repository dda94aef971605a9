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

// Words that begin with the prefix in some form, and others that the part has in other forms alone.
struct Part {
  Frequencies found;
  Frequencies in_other_forms;
  [[nodiscard]] std::uint64_t documents(const std::string& word) const {
    for (const Frequencies* words : {&found, &in_other_forms}) {
      if (const auto known = words->find(word); known != words->end()) return known->second;
    }
    return 0;
  }
};

// What a part tells first, as first_counts() does of an index.
PrefixCounts first_told(const Part& part, std::size_t told) {
  PrefixCounts counts;
  counts.found_count = part.found.size();
  for (const auto& [word, documents] : most_frequent(part.found, told)) {
    counts.words[word] = {documents, 0};
  }
  for (const auto& [word, documents] : part.found) {
    if (!counts.words.contains(word)) counts.rest = std::max(counts.rest, documents);
  }
  return counts;
}

// As further_counts().
PrefixCounts then_told(const Part& part, const PrefixCounts::Request& request,
                       std::uint32_t round) {
  PrefixCounts counts;
  counts.round = round;
  counts.has_rest = request.all;
  for (const auto& [word, documents] : part.found) {
    if (request.all) counts.words[word] = {documents, 0};
  }
  for (const std::string& word : request.words) counts.words[word] = {part.documents(word), 0};
  return counts;
}

// Words of which each part has its own favourites.
std::vector<Part> random_parts(std::mt19937_64& random) {
  std::vector<Part> parts(1 + random() % 5);
  const std::uint64_t vocabulary = 1 + random() % 200;
  const std::uint64_t most = 1 + random() % 30;
  for (Part& part : parts) {
    const std::uint64_t favourite = random() % vocabulary;
    for (std::uint64_t i = random() % (2 * vocabulary); i > 0; --i) {
      const std::uint64_t word = random() % 3 == 0 ? favourite : random() % vocabulary;
      part.found["w" + std::to_string(word)] += 1 + random() % most;
    }
    for (auto word = part.found.begin(); word != part.found.end();) {
      const auto next = std::next(word);
      if (random() % 8 == 0) part.in_other_forms.insert(part.found.extract(word));
      word = next;
    }
  }
  return parts;
}

// What an index of all articles has.
Frequencies whole_of(const std::vector<Part>& parts) {
  Frequencies whole;
  for (const Part& told : parts) {
    for (const auto& [word, documents] : told.found) {
      if (whole.contains(word)) continue;
      for (const Part& part : parts) whole[word] += part.documents(word);
    }
  }
  return whole;
}

PrefixCounts sum_of_first(const std::vector<Part>& parts, std::size_t told) {
  PrefixCounts sum = first_told(parts[0], told);
  for (std::size_t i = 1; i < parts.size(); ++i) sum.add(first_told(parts[i], told));
  return sum;
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
    const std::vector<Part> parts = random_parts(random);
    const Frequencies whole = whole_of(parts);
    const std::size_t k = 1 + random() % 10;
    const std::size_t told = k * (1 + random() % 3);
    PrefixCounts sum = sum_of_first(parts, told);
    std::uint32_t round = 1;
    while (!sum.best(k)) {
      REQUIRE(++round <= 3);
      const auto request = sum.request();
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
    std::vector<Part> parts = random_parts(random);
    const PrefixCounts forwards = sum_of_first(parts, 3);
    std::ranges::reverse(parts);
    const PrefixCounts backwards = sum_of_first(parts, 3);
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

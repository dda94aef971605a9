// Wildcards, fuzzy words and regular expressions against brute force over the words of the
// articles: what they find, with several segments, deletions and threads, pruned and not. The model
// has its own matchers, by the definitions.
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/environment.h"
#include "support/model_index.h"
#include "support/random_news.h"
#include "support/temporary_folder.h"

namespace newsidx {
namespace {

using testing::Dice;

struct Row {
  std::uint64_t seed;
  std::uint32_t vocabulary;
  std::uint32_t articles;
  std::uint32_t segment_articles;
  std::uint32_t deleted_one_in;  // 0: none
  unsigned threads;
};
const Row kRows[] = {
    {701, 60, 200, 0, 0, 1},
    {702, 200, 600, 120, 5, 1},
    {703, 120, 900, 250, 7, 3},
};

bool matches_wildcard(std::string_view pattern, std::string_view word) {
  if (pattern.empty()) return word.empty();
  if (pattern[0] == '*') {
    return matches_wildcard(pattern.substr(1), word) ||
           (!word.empty() && matches_wildcard(pattern, word.substr(1)));
  }
  return !word.empty() && (pattern[0] == '?' || pattern[0] == word[0]) &&
         matches_wildcard(pattern.substr(1), word.substr(1));
}

// Optimal string alignment, from the ends of both words.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = a.size() + 1; i-- > 0;) {
    for (std::size_t j = b.size() + 1; j-- > 0;) {
      std::size_t& cell = table[i][j] = (a.size() - i) + (b.size() - j);
      if (i == a.size() || j == b.size()) continue;
      cell = std::min(
          {table[i + 1][j] + 1, table[i][j + 1] + 1, table[i + 1][j + 1] + (a[i] == b[j] ? 0 : 1)});
      const bool are_swapped =
          i + 1 < a.size() && j + 1 < b.size() && a[i] == b[j + 1] && a[i + 1] == b[j];
      if (are_swapped) cell = std::min(cell, table[i + 2][j + 2] + 1);
    }
  }
  return table[0][0];
}

struct Pattern {
  std::string text;
  std::function<bool(const std::string&)> matches;
};

class Corpus {
 public:
  explicit Corpus(const Row& row) : row_(row), dice_(row.seed) {
    for (std::uint32_t i = 0; i < row.vocabulary; ++i) vocabulary_.push_back(new_word());
    std::ofstream file(folder_.file("articles.jsonl"));
    for (std::uint32_t number = 0; number < row.articles; ++number) {
      const std::string id = "n" + std::to_string(number);
      std::string body;
      for (std::uint32_t left = 1 + dice_.below(6); left > 0; --left) {
        const std::string& word = any_word();
        body += word + ' ';
        words_[id].insert(word);
      }
      file << R"({"id":")" << id << R"(","body":")" << body << "\"}\n";
    }
    file.close();
    BuildOptions options;
    options.index_path = folder_.file("index");
    options.analyzer = "plain";
    options.segment_articles = row.segment_articles;
    index_.emplace(testing::model_index(folder_.file("articles.jsonl"), options, row.deleted_one_in,
                                        dice_, words_));
  }

  void check_random_query() {
    const Pattern first = random_pattern(), second = random_pattern();
    const std::uint32_t form = dice_.below(4);
    std::string query = first.text;
    if (form == 1) query = "+" + first.text + " +" + second.text;
    if (form == 2) query = first.text + " -" + second.text;
    if (form == 3) query = first.text + " " + second.text;
    std::set<std::string> wanted;
    for (const auto& [id, words] : words_) {
      const bool a = std::ranges::any_of(words, first.matches);
      const bool b = std::ranges::any_of(words, second.matches);
      const bool is_wanted = form == 1 ? a && b : form == 2 ? a && !b : form == 3 ? a || b : a;
      if (is_wanted) wanted.insert(id);
    }
    CAPTURE(query);
    SearchOptions options;
    options.limit = 1'000;
    options.threads = row_.threads;
    options.snippets = false;
    const Answer pruned = index_->search(query, options).value();
    options.algorithm = Algorithm::exhaustive;
    const Answer exhaustive = index_->search(query, options).value();
    std::set<std::string> found;
    for (const Hit& hit : exhaustive.hits) found.insert(hit.id);
    CHECK(found == wanted);
    CHECK(pruned.total == wanted.size());
    CHECK(index_->count(query, options).value() == wanted.size());
    REQUIRE(pruned.hits.size() == exhaustive.hits.size());
    for (std::size_t i = 0; i < pruned.hits.size(); ++i) {
      CHECK(pruned.hits[i].id == exhaustive.hits[i].id);
      CHECK(pruned.hits[i].score == exhaustive.hits[i].score);
    }
    CHECK(pruned.expanded.size() == (form == 0 ? 1u : 2u));
    found_ += wanted.size();
  }

  [[nodiscard]] std::size_t found() const { return found_; }

 private:
  // Few letters, so that words are alike.
  std::string new_word() {
    std::string word;
    for (std::uint32_t left = 3 + dice_.below(4); left > 0; --left) {
      word += "abcd"[dice_.below(4)];
    }
    return word;
  }
  const std::string& any_word() {
    return vocabulary_[dice_.below(static_cast<std::uint32_t>(vocabulary_.size()))];
  }

  Pattern random_pattern() {
    const std::string word = dice_.one_in(3) ? new_word() : any_word();
    const auto place = [&](const std::string& text) {
      return dice_.below(static_cast<std::uint32_t>(text.size()) + 1);
    };
    switch (dice_.below(3)) {
      case 0: {  // three letters in a row, and wildcards on their sides
        static constexpr const char* kBefore[] = {"*", "?", "", "?*a", "b*"};
        static constexpr const char* kBehind[] = {"?a", "*b", "?*c", "*d*", "?b*"};
        std::string pattern = std::string(kBefore[dice_.below(5)]) + word.substr(0, 3);
        pattern += kBehind[dice_.below(5)];
        for (std::size_t at = 0; at + 1 < pattern.size(); ++at) {  // no two in a row
          if (pattern.substr(at, 2) == "?*") pattern.erase(at, 1);
        }
        return {pattern, [pattern](const std::string& w) { return matches_wildcard(pattern, w); }};
      }
      case 1: {
        std::string near = word;
        near.insert(place(near), 1, "abcd"[dice_.below(4)]);
        const std::size_t edits = 1 + dice_.below(2);
        return {near + '~' + std::to_string(edits),
                [near, edits](const std::string& w) { return distance(near, w) <= edits; }};
      }
      default: {
        std::string regex = word;
        static constexpr const char* kParts[] = {".*", "[ab]+", "(c|da)?", ".", "b{1,2}"};
        regex.replace(place(regex), dice_.below(3), kParts[dice_.below(5)]);
        const std::regex own(regex);
        return {'/' + regex + '/',
                [own](const std::string& w) { return std::regex_match(w, own); }};
      }
    }
  }

  const Row& row_;
  Dice dice_;
  testing::TemporaryFolder folder_;
  std::vector<std::string> vocabulary_;
  std::map<std::string, std::set<std::string>> words_;  // by id
  std::optional<Index> index_;
  std::size_t found_ = 0;
};

TEST_CASE("patterns find the articles with a word that they stand for") {
  const std::uint64_t rounds = testing::number_of("NEWSIDX_QUERIES", 80);
  for (Row row : kRows) {
    row.seed += testing::number_of("NEWSIDX_SEED", 0);
    CAPTURE(row.seed);
    Corpus corpus(row);
    for (std::uint64_t round = 0; round < rounds; ++round) corpus.check_random_query();
    CHECK(corpus.found() > 0);
  }
}

}  // namespace
}  // namespace newsidx

// "Did you mean" by the count: words of an index with one random slip, of which so many are to be
// corrected. On the articles of the project, or on an index of one's own:
//
//   NEWSIDX_TYPO_INDEX=INDEX NEWSIDX_TYPO_ARTICLES=20 typos_test     500 words of six letters that
//                                                                    20 articles have
#include <doctest/doctest.h>
#include <newsidx/newsidx.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "support/random_news.h"
#include "support/temporary_folder.h"

namespace newsidx {
namespace {

using testing::Dice;

std::string with_slip(const std::string& word, Dice& dice) {
  const auto letters = static_cast<std::uint32_t>(word.size());
  const auto letter = [&] { return static_cast<char>('a' + dice.below(26)); };
  std::string typed = word;
  switch (dice.below(4)) {
    case 0: typed.insert(dice.below(letters + 1), 1, letter()); break;
    case 1: typed.erase(dice.below(letters), 1); break;
    case 2: typed[dice.below(letters)] = letter(); break;
    default: {
      const std::uint32_t at = dice.below(letters - 1);
      std::swap(typed[at], typed[at + 1]);
    }
  }
  return typed;
}

TEST_CASE("most words with one slip are corrected to what they were") {
  testing::TemporaryFolder folder;
  const char* const given = std::getenv("NEWSIDX_TYPO_INDEX");
  const char* const least = std::getenv("NEWSIDX_TYPO_ARTICLES");
  const std::uint64_t least_articles = least == nullptr ? 3 : std::strtoull(least, nullptr, 10);
  std::string path = given == nullptr ? folder.file("index") : given;
  if (given == nullptr) {
    BuildOptions options;
    options.index_path = path;
    REQUIRE(build({NEWSIDX_SOURCE_DIR "/corpus"}, options));
  }
  const Index index = Index::open(path).value();
  constexpr auto kAll = std::numeric_limits<std::uint32_t>::max();
  std::set<std::string> words;
  std::vector<std::string> candidates;
  const std::vector<SuggestedWord> all = index.suggest("", kAll).value();
  for (const SuggestedWord& word : all) {
    words.insert(word.word);
    const bool is_plain =
        std::ranges::all_of(word.word, [](char c) { return c >= 'a' && c <= 'z'; });
    if (word.word.size() == 6 && is_plain && word.occurrences >= least_articles) {
      candidates.push_back(word.word);
    }
  }
  const char* const seed = std::getenv("NEWSIDX_SEED");
  Dice dice(seed == nullptr ? 5 : std::strtoull(seed, nullptr, 10));
  const std::size_t wanted = given == nullptr ? 100 : 500;
  std::size_t tried = 0, right = 0;
  for (std::size_t round = 0; tried < wanted && round < 40 * wanted; ++round) {
    const std::string& word = candidates[dice.below(static_cast<std::uint32_t>(candidates.size()))];
    const std::string typed = with_slip(word, dice);
    if (words.contains(typed) || index.count(typed).value() > 0) continue;
    if (index.count(word).value() < least_articles) continue;
    ++tried;
    const std::string suggested = index.search(typed, {.limit = 0}).value().suggestion;
    right += suggested == word ? 1u : 0u;
    const bool is_shown = given != nullptr && suggested != word;
    if (is_shown) MESSAGE(word, " typed as ", typed, ": ", suggested);
  }
  MESSAGE(right, " of ", tried, " are right");
  CHECK(tried == wanted);
  CHECK(right * 10 >= tried * 9);
}

}  // namespace
}  // namespace newsidx

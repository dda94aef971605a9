#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "analysis/token_run_cache.h"
#include "analysis/word_table.h"

using namespace newsidx::analysis;

namespace {

TokenRunCache::Key key_of(const std::string& piece, std::uint8_t context = 0) {
  return TokenRunCache::key_of(piece, 0, piece.size(), context);
}

}  // namespace

TEST_CASE("a key depends on the piece and its context, not on what stands around it") {
  for (std::size_t size = 1; size <= TokenRunCache::kMaxRunBytes; ++size) {
    CAPTURE(size);
    const std::string piece(size, 'a');
    const auto alone = key_of(piece);
    const auto within = TokenRunCache::key_of("xy" + piece + std::string(40, 'z'), 2, 2 + size, 0);
    CHECK(alone.low == within.low);
    CHECK(alone.high == within.high);
    CHECK(alone.hash == within.hash);
    CHECK(alone.hash != key_of(piece, 1).hash);
  }
}

TEST_CASE("the cache gives back what was put in, and nothing else") {
  const std::uint64_t kSeed = 11;
  CAPTURE(kSeed);
  std::mt19937_64 random(kSeed);
  for (const std::size_t max_entries : {std::size_t{10}, std::size_t{100000}}) {
    CAPTURE(max_entries);
    TokenRunCache cache(max_entries);
    WordTable words;
    std::map<std::pair<std::string, int>, std::uint32_t> inserted;
    std::size_t found = 0, wrong = 0;
    for (std::uint32_t round = 0; round < 20000; ++round) {
      const std::size_t kSizes[] = {1, 2, 7, 8, 9, 15, 16, 17, 24, 63, 64};
      std::string piece(kSizes[random() % std::size(kSizes)], 'a');
      for (char& byte : piece) byte = static_cast<char>('a' + random() % 2);
      const auto context = static_cast<std::uint8_t>(random() % 2);
      const auto key = key_of(piece, context);
      if (const auto* entry = cache.find(key, piece, 0)) {
        ++found;
        const auto known = inserted.find({piece, context});
        const std::uint32_t word =
            entry->is_lone_word() ? entry->lone_word() : cache.tokens(*entry)[1].word;
        if (known == inserted.end() || known->second != word) ++wrong;
        continue;
      }
      const std::string word = std::to_string(round);
      const CachedToken token{.word = words.intern(word, word, TermKind::word), .end = key.size};
      const std::vector<CachedToken> tokens(round % 2 == 0 ? 1 : 2, token);
      cache.insert(key, piece, tokens, 1, words);
      inserted[{piece, context}] = token.word;
    }
    CHECK(wrong == 0);
    CHECK(found > (max_entries == 10 ? 100 : 5000));
  }
}

TEST_CASE("a piece without words is remembered, too") {
  TokenRunCache cache;
  cache.insert(key_of("..."), "...", {}, 0, WordTable());
  const auto* entry = cache.find(key_of("..."), "...", 0);
  REQUIRE(entry != nullptr);
  CHECK(cache.tokens(*entry).empty());
}

TEST_CASE("words are numbered as they come") {
  WordTable table(3);
  CHECK(table.intern("attack", "attacks", TermKind::word) == 0);
  CHECK(table.intern("attack", "attack", TermKind::word) == 1);
  CHECK(table.intern("attack", "attack", TermKind::caps) == 2);
  CHECK(table.intern("attack", "attacks", TermKind::word) == 0);
  CHECK(table.intern("", "attackattacks", TermKind::word) == Token::kNoWord);  // full
  CHECK(table.intern("attack", "attack", TermKind::caps) == 2);
  CHECK(table[0].term() == "attack");
  CHECK(table[0].surface() == "attacks");
  CHECK(table[2].kind == TermKind::caps);
}

TEST_CASE("many words keep their numbers") {
  WordTable table;
  const auto word = [](std::uint32_t number) { return "word" + std::to_string(number); };
  for (std::uint32_t number = 0; number < 50000; ++number) {
    REQUIRE(table.intern(word(number), word(number), TermKind::word) == number);
  }
  for (std::uint32_t number = 0; number < 50000; ++number) {
    REQUIRE(table.intern(word(number), word(number), TermKind::word) == number);
    REQUIRE(table[number].term() == word(number));
  }
}

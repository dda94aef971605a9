// tests/support/random_news.h
//
// Random articles over a skewed vocabulary, and random queries of every shape over the same words.
// The same seed gives the same ones on every machine.
#pragma once

#include <newsidx/article.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "query/syntax/syntax_tree.h"

namespace newsidx::testing {

/// Random choices that do not depend on the standard library's distributions.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  /// A number from 0 to `count` - 1.
  std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>(engine_() % count); }
  bool one_in(std::uint32_t count) { return below(count) == 0; }
  /// From 0 to 1.
  double fraction() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

 private:
  std::mt19937_64 engine_;
};

class RandomNews {
 public:
  /// @param vocabulary  distinct words, the first ones the most frequent
  /// @param is_written  compounds, capitals, possessives and numbers as in real text
  RandomNews(std::uint64_t seed, std::uint32_t vocabulary, bool is_written)
      : dice_(seed), vocabulary_(vocabulary), is_written_(is_written) {}

  /// The next article; `number` decides the regular patterns (a word in every seventh article,
  /// ...).
  Article article(std::uint32_t number);
  std::vector<Article> articles(std::uint32_t first, std::uint32_t count);

  /// A query tree of up to `depth` levels of groups.
  query::SyntaxNode query(unsigned depth);

  Dice& dice() { return dice_; }

 private:
  std::string word();
  std::string written_word();
  std::string chinese();
  std::string text(std::uint32_t words);
  query::SyntaxNode leaf();

  Dice dice_;
  std::uint32_t vocabulary_;
  bool is_written_;
};

/// The tree as the text of a query.
[[nodiscard]] std::string query_text(const query::SyntaxNode& node);

}  // namespace newsidx::testing

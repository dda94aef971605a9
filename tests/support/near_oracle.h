// tests/support/near_oracle.h
//
// The oracle of nearness: articles as words with the numbers of their sentences and paragraphs,
// known since they were made up, and random queries that are answered by trying all choices of
// words. Knows nothing of the engine: no tokens, no positions with gaps, no parser.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "support/random_news.h"

namespace newsidx::testing {

/// One of a few words that are their own stems; some begin with the same letters.
[[nodiscard]] std::string near_word(Dice& dice);

class NearDocument {
 public:
  struct Word {
    std::string text;
    unsigned sentence;
    unsigned paragraph;  // 1 is the title, 2 the first of the body
  };

  void begin_paragraph() { ++paragraph_; }
  void begin_sentence() { ++sentence_; }
  void add(const std::string& word) { words_.push_back({word, sentence_, paragraph_}); }

  /// A word of another document; hidden, it stands there and is none that is asked for.
  void add_as(const Word& word, bool is_shown) {
    words_.push_back(word);
    if (!is_shown) words_.back().text.clear();
  }

  [[nodiscard]] const std::vector<Word>& words() const { return words_; }
  [[nodiscard]] bool has(const std::string& word) const;

 private:
  unsigned sentence_ = 0, paragraph_ = 0;
  std::vector<Word> words_;
};

/// Words [begin, end) of a document.
struct NearPlace {
  std::size_t begin = 0, end = 0;
  bool is_sparse = false;  // words near each other
  friend auto operator<=>(const NearPlace&, const NearPlace&) = default;
};

class NearQuery {
 public:
  [[nodiscard]] static NearQuery random(Dice& dice);

  /// As typed, in brackets where it has to be.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// The words that it scores with, joined by AND.
  [[nodiscard]] const std::string& scored() const { return scored_; }
  [[nodiscard]] bool matches(const NearDocument& document) const {
    return !operand_->places(document).empty();
  }

  /// A part of a query.
  class Operand {
   public:
    virtual ~Operand() = default;
    [[nodiscard]] virtual std::vector<NearPlace> places(const NearDocument& document) const = 0;
    std::string text, scored;
  };

 private:
  std::string text_, scored_;
  std::shared_ptr<const Operand> operand_;
};

}  // namespace newsidx::testing

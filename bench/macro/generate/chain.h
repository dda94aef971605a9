// bench/macro/generate/chain.h
//
// A second-order Markov chain over the words of a text stream, drawn by position: the state is the
// position of the word that was written last; the next one follows some other place where the same
// two words (or the same one word) stand. Places are looked for among the story's neighbours first,
// then the topic's, then everywhere, so that the words of an article belong together.
//
// Between the orders it backs off as Witten and Bell (1991) do: after a word seen n times with t
// different successors, with probability .8 t / (n + t) any word of the story follows.
#pragma once

#include <cstdint>
#include <vector>

#include "model.h"
#include "random.h"

namespace newsidx::bench::generate {

/// A range of articles, or of the positions that are theirs.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

class Chain {
 public:
  /// @param word_of  the word, regardless of case, of each surface
  Chain(const TextStream& stream, const std::vector<std::uint32_t>& word_of);

  /// @return the position of the next token, which may be the end of an article
  std::uint32_t next(std::uint32_t position, Range story, Range topic, Random& random) const;

  /// The positions of some articles.
  Range positions(Range articles) const {
    return {stream_.starts[articles.begin], stream_.starts[articles.end]};
  }

 private:
  void order_by_word(std::uint32_t words);
  void order_by_pair();
  void set_escapes();

  std::uint32_t word_at(std::uint32_t position) const { return word_of_[stream_.tokens[position]]; }
  std::uint32_t any_word(Range positions, Random& random) const;

  const TextStream& stream_;
  const std::vector<std::uint32_t>& word_of_;
  std::vector<std::uint32_t> by_word_;     // positions, by their word
  std::vector<std::uint32_t> word_start_;  // of each word in by_word_
  std::vector<std::uint32_t> by_pair_;     // positions, by their word and the one before
  std::vector<std::uint32_t> pair_start_;  // of each pair in by_pair_
  std::vector<std::uint32_t> pair_of_;     // of each position
  std::vector<std::uint32_t> word_slot_;   // of each position in by_word_
  std::vector<std::uint32_t> pair_slot_;   // of each position in by_pair_
  std::vector<std::uint16_t> escape_;      // by word: share of 65,536 that any word follows
};

}  // namespace newsidx::bench::generate

// search/phrase/phrase_lists.h
//
// Which lists of a segment a phrase of plain words reads: those of its words, and those of its
// pairs of neighbours where the segment has them. A phrase that is a pair reads that list alone.
#pragma once

#include <newsidx/result.h>

#include <memory>
#include <optional>
#include <vector>

#include "query/operator/phrase.h"
#include "segment/segment_reader.h"

namespace newsidx::search {

struct PhraseLists {
  using List = std::shared_ptr<const segment::PostingList>;

  std::vector<List> words;  ///< of the distinct words
  /// By position in the phrase: the word, as an index into `words`.
  std::vector<std::size_t> word_at;
  std::vector<bool> in_pair;  ///< of `words`: a pair has it, so documents of all pairs do
  std::vector<List> pairs;    ///< distinct: no document has the phrase without them
  /// The phrase is the one pair: the documents of its list are the phrase's, and so are their
  /// frequencies. Then no word is opened.
  bool is_pair = false;
};

/// @param with_pairs  whether to look for pairs at all
/// @return nothing when the segment cannot have the phrase
[[nodiscard]] Result<std::optional<PhraseLists>> open_phrase(const segment::SegmentReader& segment,
                                                             const query::PhraseNode& phrase,
                                                             bool with_pairs);

/// Every position of the phrase is one word.
[[nodiscard]] bool has_words_alone(const query::PhraseNode& phrase);

/// The phrase is of two words that have pairs in the segment: its list is all there is to
/// read.
[[nodiscard]] bool is_pair(const segment::SegmentReader& segment, const query::PhraseNode& node);

}  // namespace newsidx::search

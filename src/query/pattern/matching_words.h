// query/pattern/matching_words.h
//
// The words of a segment that a pattern stands for, in order.
//
// Cost: the words between which the pattern's prefix lies are walked, some ns each; words that
//       share a beginning with which none matches are passed over together.
#pragma once

#include <newsidx/result.h>

#include <memory>
#include <string_view>

#include "base/cancellation.h"
#include "query/pattern/word_matcher.h"
#include "segment/dictionary_reader.h"

namespace newsidx::query {

/// Looks a pattern up in one segment after the other. Threads: one.
class MatchingWords {
 public:
  /// @param pattern  folded(). @errors parse
  [[nodiscard]] static Result<MatchingWords> of(const WordPattern& pattern);

  /// What all of the words begin with.
  [[nodiscard]] std::string prefix() const { return own_->prefix(); }

  /// Calls `visit` for the words from `from` on that match, ascending, with their terms, until it
  /// returns false, or the call is cancelled. As DictionaryReader::visit_surfaces().
  /// @errors corruption, io
  [[nodiscard]] Status visit(const segment::DictionaryReader& dictionary, std::string_view from,
                             const CancellationToken& cancellation,
                             const segment::DictionaryReader::SurfaceVisitor& visit);

 private:
  MatchingWords(std::unique_ptr<WordMatcher> own, std::unique_ptr<WordMatcher> others)
      : own_(std::move(own)), others_(std::move(others)) {}

  std::unique_ptr<WordMatcher> own_;     // of words that are their own terms
  std::unique_ptr<WordMatcher> others_;  // of field surface
};

}  // namespace newsidx::query

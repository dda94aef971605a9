// search/near/near_matcher.h
//
// Where the places of a plan are in a document (query/operator/near.h), the documents in ascending
// order. A place is a stretch of positions; of words that stand near each other, from the first to
// the last of them.
//
//   words of a phrase   PositionsCursor, or phrase_matcher.h where it may be loose
//   any of several      all of them
//   near                two places with at most so many words between their ends, or in one
//                       sentence or paragraph. They do not overlap; but a place of words near each
//                       other may have the other place between its words
//   NOT near            places of the first to which none of the second is near, nor overlaps it
//
// "1 is side by side": empty positions between paragraphs are not counted.
//
// Source: the matching of Lucene's intervals, without its minimal ones: all places count, for a
// longer one may be nearer to a third.
// Cost: near, the pairs of places within the distance; the caller asks for one where it can.
// Memory: the places of a document, bounded by NearContext::kMostPlaces and the words of its text.
#pragma once

#include <newsidx/result.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "query/operator/near.h"
#include "search/near/text_parts.h"
#include "search/operator/cursor_factory.h"

namespace newsidx::search {

struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;   ///< behind it
  bool is_sparse = false;  ///< words near each other, with others between
  friend auto operator<=>(const Stretch&, const Stretch&) = default;
};

/// What the matchers of a cursor share; must outlive them.
struct NearContext {
  /// Words near each other in words near each other may have more places than a text has words: so
  /// many are kept of a document, 50 MB, more are an error.
  static constexpr std::size_t kMostPlaces = std::size_t{1} << 22;

  TextParts parts;
  PacedCancellation* pace = nullptr;  ///< when it is over, what was found is not to be believed
  std::size_t places = 0;             ///< of words near each other, in the document
  bool has_too_many = false;          ///< ends all, as `pace` does

  [[nodiscard]] bool is_over_after(std::uint64_t work) const noexcept {
    return has_too_many || (pace != nullptr && pace->ends_after(work));
  }
};

class NearMatcher {
 public:
  virtual ~NearMatcher() = default;
  /// Appends the places in a document, ascending and distinct.
  /// @param only_one  one is enough, where there are any
  /// REQUIRES documents that do not fall; context.parts stands on it
  virtual void append(std::uint32_t doc, bool only_one, std::vector<Stretch>& out) = 0;
  [[nodiscard]] virtual Status status() const = 0;
};

using NearMatcherPtr = std::unique_ptr<NearMatcher>;

/// @param context  must outlive the matcher
/// @return nullptr when no document of the segment has a place
/// @errors cancelled, corruption, io
[[nodiscard]] Result<NearMatcherPtr> make_near_matcher(const query::Places& places,
                                                       const CursorFactory& factory,
                                                       NearContext& context);

}  // namespace newsidx::search

// search/near/phrase_matcher.h
//
// Places of a word or a phrase in a part of the text, the words of the phrase perhaps not in a row:
//
//   "a * b"   so many words between them, whatever they are
//   "a b"~n   Lucene's slop: each word may be moved, and all moves together are at most n. Of words
//             that should stand at offsets o from the begin of the phrase and stand at positions
//             p, it is max(p - o) - min(p - o). So a word between costs 1, and two words in the
//             other order 2. A word that is asked for twice is there twice.
//
// All words of a phrase stand in one paragraph, whatever the distance. A compound that covers
// several positions shifts what follows, as in a phrase in a row.
//
// Unlike Lucene's, which goes forwards only and misses some places where a word occurs twice in the
// phrase, this finds a document whenever there is such a choice of positions.
// Source: Lucene's SloppyPhraseMatcher, for what slop means.
// Cost: for each position of a word, a search in the positions of the others.
#pragma once

#include <newsidx/result.h>

#include "search/near/near_matcher.h"

namespace newsidx::search {

/// As make_near_matcher().
[[nodiscard]] Result<NearMatcherPtr> make_phrase_matcher(const query::PhrasePlaces& phrase,
                                                         const CursorFactory& factory,
                                                         NearContext& context);

}  // namespace newsidx::search

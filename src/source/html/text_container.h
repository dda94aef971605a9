// source/html/text_container.h
//
// The element of a page that holds the text of its article.
//
// Each paragraph of prose counts for the elements around it, the nearer the more; the element with
// the most is widened where its surroundings have much more prose that is no list of teasers, and
// narrowed to what is named as the text.
//
// Threads: one page, one thread.   Cost: linear in the blocks times the depth (bounded).
// Sources: the scores of Readability (arc90 2009; Mozilla's readability.js), the named bodies of
//          trafilatura (Barbaresi, ACL 2021).
#pragma once

#include <cstdint>

#include "source/html/page_blocks.h"

namespace newsidx::source {

/// Blocks within it that are in no piece of the text are marked.
/// @return the node; 0, the root, where there is no prose
[[nodiscard]] std::uint32_t find_text_container(PageBlocks& page);

}  // namespace newsidx::source

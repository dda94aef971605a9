// source/html/page_asides.h
//
// Marks the blocks of a page that are around its article or between its paragraphs.
//
// Threads: one page, one thread.   Cost: linear in the nodes.
#pragma once

#include <cstdint>

#include "source/html/page_blocks.h"

namespace newsidx::source {

/// Elements whose names say that they are no text: navigation, related, sharing, comments, consent,
/// captions. Where most of a page's prose is in one the name means something else
/// ("with-sidebar"), and it stays.
/// @param is_lenient  only comments and what is hidden
void mark_named_asides(PageBlocks& page, bool is_lenient);

/// Within the text: groups that are mostly links, and cards, which are a linked headline with its
/// paragraph. (The conditional cleaning of Readability.)
void mark_link_lists(PageBlocks& page, std::uint32_t container);

/// Within the text: a picture with a line or two is a picture with its caption.
void mark_captions(PageBlocks& page, std::uint32_t container);

}  // namespace newsidx::source

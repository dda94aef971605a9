// source/page/boilerplate.h
//
// Takes away what stands around an article on its page, and finds the page's date on the way:
//
//   link list      two or more neighbouring lines "text - Month D, YYYY"
//   teaser block   a heading ("More from World"), then teasers: headline, one paragraph that is cut
//                  off ("...") or followed by "Read more" or a date; or headlines alone
//   teasers        two or more neighbouring ones with "Read more", also without a heading
//   boilerplate    "Advertisement", "Share", "Tag: ...", lines without a word
//   date lines     "Last update: ..."; a bare date near the top
//
// In doubt a line stays: a link too many in the text costs less than a paragraph too few.
//
// Cost: each line is looked at by itself once; the passes over the lines are linear.
#pragma once

#include <newsidx/article.h>

#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "source/page/page_lines.h"

namespace newsidx::source {

struct PageContent {
  std::vector<PageLine> lines;  ///< title and text, in their order
  std::optional<Timestamp> published;
};

/// @param lines  of one article with its surroundings
/// @param stop   once it is asked for, what is returned is of no use
[[nodiscard]] PageContent strip_boilerplate(std::span<const PageLine> lines,
                                            const std::stop_token& stop = {});

}  // namespace newsidx::source

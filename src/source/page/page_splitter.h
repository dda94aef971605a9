// source/page/page_splitter.h
//
// A page of text -> its articles.
//
// A page is one article, or a list of them (a tag page), each under a bullet:
//
//   Tag: InternationalNews          <- label: dropped
//
//     • Title                       <- a bullet alone, what follows stands further in
//
//       {Lead}                      <- braces are markup: taken off
//
//       Text
//       {{Sub-head}}                <- stays a line of the body
//
// The lead is the first line of the body. `source` and `lang` are not known, dates seldom.
//
// Cost: linear in the page, whatever it holds; 24 bytes a line, and as many for lines of text.
#pragma once

#include <newsidx/article.h>

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace newsidx::source {

struct PageArticle {
  Article article;                ///< without id
  std::uint64_t line_number = 0;  ///< where it begins, from 1
};

/// @param page  well-formed UTF-8; its blanks are squeezed in place
/// @param stop  asked every line or so
/// @return in the order of the page; empty when the page holds no text, and once `stop` was asked
[[nodiscard]] std::vector<PageArticle> split_page(std::string& page,
                                                  const std::stop_token& stop = {});

}  // namespace newsidx::source

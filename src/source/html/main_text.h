// source/html/main_text.h
//
// The text of an article out of its page.
//
// Threads: a pure function.   Cost: linear in the nodes times the depth of the blocks (bounded).
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "source/html/html_tree.h"

namespace newsidx::source {

struct MainText {
  std::vector<std::string> paragraphs;
  std::vector<std::string> near_title;  ///< short lines by the headline, where dates stand
  bool is_beside = false;               ///< it stands where the headline says that no article is
  bool is_list = false;  ///< it looks like linked headlines with a paragraph each: a section's page
};

/// What is known of the article from elsewhere on its page; "" where nothing is.
struct ArticleHints {
  std::string title;        ///< it is not repeated in the text
  std::string description;  ///< where it stands above the text it is the lead
  std::string body;         ///< articleBody of JSON-LD
};

[[nodiscard]] MainText main_text(const HtmlTree& tree, const ArticleHints& hints,
                                 const std::stop_token& stop = {});

}  // namespace newsidx::source

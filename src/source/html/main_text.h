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
};

/// @param title  of the article, where it is known: it is not repeated in the text
[[nodiscard]] MainText main_text(const HtmlTree& tree, std::string_view title,
                                 const std::stop_token& stop = {});

}  // namespace newsidx::source

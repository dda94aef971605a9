// source/html/script_text.h
//
// The text of an article that stands only in the data of a page's scripts, from which a browser
// would make the page: "__NEXT_DATA__", "self.__next_f.push([1,"<p>...")", "window.state = {...}".
//
// No script is understood: their string literals are read as JSON writes them. The longest one that
// is HTML is a text; so are all those in prose of one name ("text": "...", "text": "..."), in their
// order. The longer of the two is returned.
//
// Threads: a pure function.   Cost: linear in the scripts; literals within literals to a depth
// of 2.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "source/html/html_tree.h"

namespace newsidx::source {

struct ScriptText {
  std::string html;                     ///< of the longest literal that is HTML
  std::vector<std::string> paragraphs;  ///< of literals of one name; empty where `html` is longer
};

[[nodiscard]] ScriptText script_text(const HtmlTree& tree, const std::stop_token& stop = {});

}  // namespace newsidx::source

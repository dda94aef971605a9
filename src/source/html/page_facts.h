// source/html/page_facts.h
//
// What a page says of itself beside its text: meta elements, links, headings, microdata, dates.
// Values are as written, blanks squeezed; what they mean is told elsewhere.
//
// Threads: a pure function.   Cost: linear.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "source/html/html_tree.h"
#include "source/html/linked_data.h"

namespace newsidx::source {

struct PageTime {
  std::string text;  ///< `datetime`, else what is read
  std::uint32_t node = 0;
  bool is_published = false;  ///< it says so: pubdate, itemprop, class
  bool is_modified = false;
  bool is_beside = false;  ///< beside the article: in navigation, comments, related stories
};

struct PageFacts {
  std::vector<std::pair<std::string, std::string>> metas;       ///< name in small letters, content
  std::vector<std::pair<std::string, std::string>> items;       ///< microdata: itemprop, value
  std::vector<std::pair<std::uint32_t, std::string>> headings;  ///< <h1>: node, text
  std::vector<PageTime> times;
  std::vector<std::string_view> scripts;  ///< JSON-LD
  std::string title;                      ///< <title>
  std::string canonical;                  ///< <link rel=canonical>
  std::string language;                   ///< <html lang>
  std::string base;                       ///< <base href>
  LinkedData linked;

  /// The first content of a meta element of that name; "" when there is none.
  [[nodiscard]] std::string_view meta(std::string_view name) const;
  [[nodiscard]] std::string_view item(std::string_view name) const;
};

[[nodiscard]] PageFacts page_facts(const HtmlTree& tree, std::string_view url,
                                   const std::stop_token& stop = {});

}  // namespace newsidx::source

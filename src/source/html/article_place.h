// source/html/article_place.h
//
// Which elements of a page are beside its article: in navigation, a footer, comments, related
// stories, another article. What stands there says nothing of the article.
//
// An element around the headline, or around half of the page, is never beside it, whatever its
// name says.
//
// Threads: one page, one thread.   Cost: linear in the nodes over all calls.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "source/html/html_tree.h"

namespace newsidx::source {

class ArticlePlace {
 public:
  /// @param headings  nodes that may be the headline, in the order of the page
  ArticlePlace(const HtmlTree& tree, std::vector<std::uint32_t> headings)
      : tree_(tree), nodes_(tree.nodes()), headings_(std::move(headings)) {}

  [[nodiscard]] bool is_beside(std::uint32_t node);

 private:
  [[nodiscard]] bool begins_aside(std::uint32_t node) const;
  [[nodiscard]] bool has_heading(std::uint32_t node) const;

  const HtmlTree& tree_;
  std::span<const HtmlNode> nodes_;
  std::vector<std::uint32_t> headings_;
  std::unordered_map<std::uint32_t, bool> known_;  // elements: are they beside it?
};

}  // namespace newsidx::source

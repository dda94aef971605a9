// source/html/html_tree.h
//
// A page of HTML as its elements and texts, in the order of the page. Forgiving as browsers are:
// what is left open is closed where HTML5 closes it (the common part of its "tree construction":
// paragraphs, list items, cells, links); content of a table that stands outside of its cells stays
// where it is written, and formatting is not opened again in the next block.
//
//   0 root [0,6)   1 div [1,6)   2 p [2,4)   3 "Two"   4 p [4,6)   5 "paragraphs"
//
// Invariants: a node's descendants are those from the one after it up to `end`: no pointers, no
//             recursion. Text is UTF-8 with its entities resolved.
//             The tree borrows the page, which must outlive it.
// Measured on 304 pages of news: the same text as libgumbo's on all of them, at 60 times its speed
// (libxml2: on 301, at 4 times).
// Threads: immutable when made.   Cost: linear, about 1 GB/s; 40 bytes a node, 24 an attribute.
#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "source/html/html_tag.h"

namespace newsidx::source {

struct HtmlNode {
  std::string_view text;  ///< of a text node, and of an element that is raw (<script>, <title>)
  std::uint32_t end = 0;  ///< past the last descendant
  std::uint32_t parent = 0;
  std::uint32_t first_attribute = 0;
  std::uint8_t attribute_count = 0;
  Tag tag = Tag::text;
};

struct HtmlLimits {
  std::size_t max_nodes = 1'000'000;
  std::size_t max_depth = 512;  ///< what is nested deeper is not nested
};

class HtmlTree {
 public:
  /// @param html  well-formed UTF-8
  /// @param stop  once it is asked for, the tree ends there
  explicit HtmlTree(std::string_view html, const HtmlLimits& limits = {},
                    const std::stop_token& stop = {});

  /// The first is the root.
  [[nodiscard]] std::span<const HtmlNode> nodes() const { return nodes_; }
  /// "" where there is none.
  [[nodiscard]] std::string_view attribute(const HtmlNode& node, Attribute name) const;
  [[nodiscard]] bool has_attribute(const HtmlNode& node, Attribute name) const;
  /// The limit of nodes was reached: the rest of the page is missing.
  [[nodiscard]] bool is_cut() const { return is_cut_; }
  /// "a tag", "a comment", "<script>": where the page ends, of one that was cut off; "" of others.
  [[nodiscard]] std::string_view ends_within() const { return ends_within_; }
  /// All text of a node, its blanks squeezed.
  [[nodiscard]] std::string text_of(std::uint32_t node) const;

 private:
  friend class HtmlTreeBuilder;
  struct Value {
    Attribute name = Attribute::id;
    std::string_view text;
  };
  std::vector<HtmlNode> nodes_;
  std::vector<Value> values_;
  std::deque<std::string> decoded_;  // texts that had entities
  bool is_cut_ = false;
  std::string_view ends_within_;  // a literal
};

/// Appends a text, its blanks squeezed to one; soft hyphens and signs of no width are left out.
void append_squeezed(std::string& out, std::string_view text);

}  // namespace newsidx::source

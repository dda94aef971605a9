// source/html/text_blocks.h
//
// The visible text of a page as blocks: what stands between two borders of block elements or two
// line breaks, with what is known of it without knowing its words.
//
// Threads: a pure function.   Cost: linear.
// Source: shallow features of blocks as in Kohlschütter, Fankhauser, Nejdl: Boilerplate detection
//         using shallow text features (WSDM 2010); length is told in characters, since Chinese and
//         Japanese have no blanks.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "source/html/html_tree.h"

namespace newsidx::source {

struct TextBlock {
  std::string text;                 ///< one line, or several of a <br> or <pre>
  std::uint32_t node = 0;           ///< the nearest block element around it
  std::uint32_t first = 0;          ///< its first text node
  std::uint32_t last = 0;           ///< its last one
  std::uint32_t weight = 0;         ///< length [letters; one that is a syllable or more is 2]
  std::uint32_t link_weight = 0;    ///< of it within links
  std::uint32_t strong_weight = 0;  ///< within <b>, <strong>, <em>, <i>
  std::uint32_t comma_count = 0;    ///< commas and stops within
  bool ends_sentence = false;       ///< as sentence_text.h tells it
  bool begins_with_link = false;    ///< and that is more than a name
  Tag tag = Tag::text;              ///< of `node`; of the heading or list item around it

  [[nodiscard]] double link_density() const {
    return weight == 0 ? 0 : static_cast<double>(link_weight) / weight;
  }
};

/// @param is_left_out  by node: true for those whose subtree has no text of the page
[[nodiscard]] std::vector<TextBlock> text_blocks(const HtmlTree& tree,
                                                 const std::vector<bool>& is_left_out,
                                                 const std::stop_token& stop = {});

/// Of Han, kana, Hangul and Ethiopic 2, of others 1.
[[nodiscard]] std::uint32_t letter_weight(char32_t c);

/// The length of a text, as in TextBlock::weight.
[[nodiscard]] std::uint32_t text_weight(std::string_view text);

}  // namespace newsidx::source

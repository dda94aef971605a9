// source/html/page_blocks.h
//
// The blocks of a page with what is known of them, and sums of it over any element: how much text
// is in there, how much of it prose, how much links. Blocks that are found to be no text of the
// article are marked, and count no more.
//
// Invariants: sums are right after update().
// Threads: one page, one thread.
// Cost: linear to make and to update; a sum O(1); 5 bytes a node and about 200 a block.
#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "source/html/element_role.h"
#include "source/html/html_tree.h"
#include "source/html/text_blocks.h"

namespace newsidx::source {

/// Of the blocks in an element that are not marked.
struct BlockSums {
  std::uint64_t weight = 0;  ///< [letters]
  std::uint64_t links = 0;   ///< of them in links
  std::uint64_t prose = 0;   ///< of them in blocks of prose
  std::uint32_t blocks = 0;
  std::uint32_t link_blocks = 0;  ///< more than half links
  std::uint32_t prose_blocks = 0;
  std::uint32_t linked_headings = 0;  ///< a headline that is a link is that of another article
};

/// What of a page is taken for prose.
enum class Prose : std::uint8_t {
  sentences,  ///< what is long, or has a sentence in it
  lines,      ///< what is as long as a sentence
};

class PageBlocks {
 public:
  /// @param title  of the article, where known
  PageBlocks(const HtmlTree& tree, std::string_view title, Prose prose,
             const std::stop_token& stop);

  [[nodiscard]] const HtmlTree& tree() const { return tree_; }
  [[nodiscard]] std::span<const HtmlNode> nodes() const { return tree_.nodes(); }
  [[nodiscard]] std::span<const TextBlock> blocks() const { return blocks_; }
  [[nodiscard]] Role role(std::uint32_t node) const { return roles_[node]; }

  /// Hardly any links, no heading, and no line of the publisher.
  [[nodiscard]] bool is_prose(std::size_t block) const { return facts_[block].is_prose; }
  [[nodiscard]] bool is_title(std::size_t block) const { return facts_[block].is_title; }
  [[nodiscard]] bool is_aside(std::size_t block) const { return facts_[block].is_aside; }

  /// The blocks of an element.
  [[nodiscard]] std::size_t begin_of(std::uint32_t node) const { return first_block_[node]; }
  [[nodiscard]] std::size_t end_of(std::uint32_t node) const {
    return first_block_[nodes()[node].end];
  }

  void mark_aside(std::size_t begin_block, std::size_t end_block);
  void mark_aside(std::uint32_t node) { mark_aside(begin_of(node), end_of(node)); }
  /// But for lines of the publisher.
  void clear_marks();
  void update();
  [[nodiscard]] BlockSums sums(std::uint32_t node) const;

  /// The nearest element around a block that groups paragraphs: no <p>, heading, item or cell.
  [[nodiscard]] std::uint32_t group_of(std::size_t block) const;

 private:
  struct Facts {
    bool is_prose = false;
    bool is_title = false;
    bool is_aside = false;
    bool is_legal = false;  // a line of the publisher
    bool is_linked_heading = false;
  };
  void find_roles();
  void find_facts(std::string_view title);
  [[nodiscard]] bool is_linked_heading(const TextBlock& block) const;

  const HtmlTree& tree_;
  Prose prose_;
  std::vector<Role> roles_;                 // by node
  std::vector<std::uint32_t> first_block_;  // by node: how many blocks are before it
  std::vector<TextBlock> blocks_;
  std::vector<Facts> facts_;     // by block
  std::vector<BlockSums> sums_;  // by block: of all before it
};

/// Groups paragraphs: a block element, but no <p>, heading, item or cell.
[[nodiscard]] bool is_group(Tag tag);

}  // namespace newsidx::source

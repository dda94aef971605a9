#include "source/html/page_blocks.h"

#include <algorithm>
#include <array>

#include "source/html/page_title.h"
#include "source/html/sentence_text.h"

namespace newsidx::source {
namespace {

// Letters of a paragraph that counts as prose by its length alone, and of one that ends as prose.
constexpr std::uint32_t kLongText = 140;
constexpr std::uint32_t kSentence = 40;
constexpr double kMaxLinks = 0.33;
constexpr std::size_t kLegalBytes = 400;
constexpr int kHeadingLevels = 3;  // between a block and the heading around it

// "© 2024 Example", "All rights reserved": of the site, not of the article.
bool is_legal(std::string_view text) {
  if (text.size() >= kLegalBytes) return false;
  constexpr std::array<std::string_view, 3> kStarts = {"©", "Copyright ", "(c) "};
  constexpr std::array<std::string_view, 5> kSigns = {"All rights reserved", "All Rights Reserved",
                                                      "Alle Rechte vorbehalten", "無断転載",
                                                      "무단전재"};
  return std::ranges::any_of(kStarts, [text](auto sign) { return text.starts_with(sign); }) ||
         std::ranges::any_of(kSigns, [text](auto sign) { return text.find(sign) != text.npos; });
}

bool is_teased(std::string_view text) {
  return text.ends_with("…") || text.ends_with("...") || text.ends_with("[…]") ||
         text.ends_with("[...]") || !ends_as_sentence(text);
}

bool is_prose_block(const TextBlock& block, Prose prose) {
  if (block.link_density() > kMaxLinks || is_heading(block.tag)) return false;
  // An item of a list of other articles: its headline, then its first words, cut off.
  if (block.tag == Tag::li && block.begins_with_link && is_teased(block.text)) return false;
  if (block.weight < kSentence) return false;
  return block.weight >= kLongText || block.ends_sentence || prose == Prose::lines ||
         holds_sentence(block.text, kSentence);
}

BlockSums sums_of(const TextBlock& block, bool is_prose, bool is_linked_heading) {
  BlockSums sums;
  sums.weight = block.weight;
  sums.links = block.link_weight;
  sums.blocks = 1;
  sums.link_blocks = block.link_density() > 0.5 ? 1 : 0;
  sums.prose = is_prose ? block.weight : 0;
  sums.prose_blocks = is_prose ? 1 : 0;
  sums.linked_headings = is_linked_heading ? 1 : 0;
  return sums;
}

BlockSums operator+(const BlockSums& a, const BlockSums& b) {
  return {a.weight + b.weight,
          a.links + b.links,
          a.prose + b.prose,
          a.blocks + b.blocks,
          a.link_blocks + b.link_blocks,
          a.prose_blocks + b.prose_blocks,
          a.linked_headings + b.linked_headings};
}

BlockSums operator-(const BlockSums& a, const BlockSums& b) {
  return {a.weight - b.weight,
          a.links - b.links,
          a.prose - b.prose,
          a.blocks - b.blocks,
          a.link_blocks - b.link_blocks,
          a.prose_blocks - b.prose_blocks,
          a.linked_headings - b.linked_headings};
}

}  // namespace

bool is_group(Tag tag) {
  return traits_of(tag).is_block && tag != Tag::p && !is_heading(tag) && tag != Tag::li &&
         tag != Tag::td && tag != Tag::tr && tag != Tag::th;
}

PageBlocks::PageBlocks(const HtmlTree& tree, std::string_view title, Prose prose,
                       const std::stop_token& stop)
    : tree_(tree), prose_(prose) {
  std::vector<bool> is_left_out(nodes().size());
  for (std::size_t i = 0; i < nodes().size(); ++i) is_left_out[i] = is_never_text(nodes()[i].tag);
  blocks_ = text_blocks(tree, is_left_out, stop);
  find_roles();
  first_block_.assign(nodes().size() + 1, 0);
  for (const TextBlock& block : blocks_) ++first_block_[block.first + 1];
  for (std::size_t i = 1; i < first_block_.size(); ++i) first_block_[i] += first_block_[i - 1];
  find_facts(title);
  clear_marks();
}

void PageBlocks::find_roles() {
  roles_.resize(nodes().size());
  for (std::size_t i = 1; i < nodes().size(); ++i) {
    const HtmlNode& node = nodes()[i];
    if (node.tag == Tag::text || node.tag == Tag::html || node.tag == Tag::body) continue;
    roles_[i] = role_of(tree_, node);
  }
}

void PageBlocks::find_facts(std::string_view title) {
  const std::string key = title_key(title);
  facts_.resize(blocks_.size());
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const TextBlock& block = blocks_[i];
    facts_[i].is_legal = is_legal(block.text);
    facts_[i].is_prose = !facts_[i].is_legal && is_prose_block(block, prose_);
    facts_[i].is_linked_heading = is_linked_heading(block);
    facts_[i].is_title =
        block.tag == Tag::h1 ||
        (!key.empty() && block.text.size() < title.size() * 2 + 40 && title_key(block.text) == key);
  }
}

bool PageBlocks::is_linked_heading(const TextBlock& block) const {
  if (block.link_density() < 0.9) return false;
  std::uint32_t node = block.node;
  for (int level = 0; level < kHeadingLevels && node != 0; ++level) {
    if (is_heading(nodes()[node].tag)) return true;
    node = nodes()[node].parent;
  }
  return false;
}

void PageBlocks::mark_aside(std::size_t begin_block, std::size_t end_block) {
  for (std::size_t i = begin_block; i < end_block; ++i) facts_[i].is_aside = true;
}

void PageBlocks::clear_marks() {
  for (Facts& facts : facts_) facts.is_aside = facts.is_legal;
  update();
}

void PageBlocks::update() {
  sums_.resize(blocks_.size() + 1);
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const Facts& facts = facts_[i];
    sums_[i + 1] = facts.is_aside
                       ? sums_[i]
                       : sums_[i] + sums_of(blocks_[i], facts.is_prose, facts.is_linked_heading);
  }
}

BlockSums PageBlocks::sums(std::uint32_t node) const {
  return sums_[end_of(node)] - sums_[begin_of(node)];
}

std::uint32_t PageBlocks::group_of(std::size_t block) const {
  std::uint32_t node = blocks_[block].node;
  while (node != 0 && !is_group(nodes()[node].tag)) node = nodes()[node].parent;
  return node;
}

}  // namespace newsidx::source

#include "source/html/main_text.h"

#include <algorithm>

#include "source/html/element_role.h"
#include "source/html/text_blocks.h"

namespace newsidx::source {
namespace {

// Letters of a paragraph that counts as prose by its length alone, and of one that ends as prose.
constexpr std::uint32_t kLongText = 140;
constexpr std::uint32_t kSentence = 40;
constexpr double kMaxLinks = 0.33;

bool is_prose(const TextBlock& block) {
  if (block.link_density() > kMaxLinks) return false;
  return block.weight >= kLongText || (block.weight >= kSentence && block.ends_sentence);
}

class Extractor {
 public:
  Extractor(const HtmlTree& tree, std::string_view title, const std::stop_token& stop)
      : tree_(tree), nodes_(tree.nodes()), title_(title), stop_(stop) {}

  MainText run() {
    find_roles();
    std::vector<bool> left_out(nodes_.size());
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      left_out[i] = is_never_text(nodes_[i].tag) || roles_[i] == Role::hidden;
    }
    blocks_ = text_blocks(tree_, left_out, stop_);
    find_asides();
    find_container();
    return collect();
  }

 private:
  void find_roles() {
    roles_.resize(nodes_.size());
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const HtmlNode& node = nodes_[i];
      if (node.tag == Tag::text || node.tag == Tag::html || node.tag == Tag::body) continue;
      roles_[i] = role_of(tree_, node);
    }
  }

  [[nodiscard]] bool is_bad(Role role) const { return role != Role::none && role != Role::body; }

  // Prose by node, as sums over the blocks before it.
  void sum_prose() {
    prose_before_.assign(nodes_.size() + 1, 0);
    for (const TextBlock& block : blocks_) {
      if (is_prose(block) && !is_aside_[block.first])
        prose_before_[block.first + 1] += block.weight;
    }
    for (std::size_t i = 1; i <= nodes_.size(); ++i) prose_before_[i] += prose_before_[i - 1];
  }
  [[nodiscard]] std::uint64_t prose_of(std::uint32_t node) const {
    return prose_before_[nodes_[node].end] - prose_before_[node];
  }

  // A subtree with a bad role is left out, unless most of the page's prose is in it: then the word
  // names something else ("with-sidebar").
  void find_asides() {
    is_aside_.assign(nodes_.size(), false);
    sum_prose();
    const std::uint64_t all = prose_of(0);
    for (std::uint32_t i = 1; i < nodes_.size();) {
      if (!is_bad(roles_[i])) {
        ++i;
        continue;
      }
      const std::uint64_t prose = prose_of(i);
      const std::uint64_t share = roles_[i] == Role::comments ? 95 : 50;
      if (prose > 0 && prose * 100 >= all * share) {
        ++i;
        continue;
      }
      for (std::uint32_t k = i; k < nodes_[i].end; ++k) is_aside_[k] = true;
      i = nodes_[i].end;
    }
    sum_prose();
  }

  // Each paragraph counts for the blocks around it, the nearer the more.
  void find_container() {
    std::vector<double> scores(nodes_.size(), 0);
    for (const TextBlock& block : blocks_) {
      if (!is_prose(block) || is_aside_[block.first]) continue;
      double share = block.weight * (1 - block.link_density());
      std::uint32_t node = block.node;
      if (nodes_[node].tag == Tag::p || nodes_[node].tag == Tag::li) node = nodes_[node].parent;
      for (int level = 0; level < 6; ++level) {
        scores[node] += share;
        if (node == 0) break;
        share *= level == 0 ? 0.7 : 0.7;
        node = nodes_[node].parent;
      }
    }
    const auto best = std::ranges::max_element(scores);
    container_ = static_cast<std::uint32_t>(best - scores.begin());
    // Wider where much more prose is there.
    for (std::uint32_t node = container_; node != 0;) {
      node = nodes_[node].parent;
      if (prose_of(node) * 10 >= prose_of(container_) * 12) container_ = node;
    }
  }

  MainText collect() {
    MainText out;
    struct Candidate {
      const TextBlock* block;
      bool keep;
    };
    std::vector<Candidate> list;
    for (const TextBlock& block : blocks_) {
      if (block.first < container_ || block.first >= nodes_[container_].end) continue;
      if (is_aside_[block.first]) continue;
      if (block.text == title_) continue;
      list.push_back({&block, is_prose(block)});
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list[i].keep) continue;
      const TextBlock& block = *list[i].block;
      const bool prose_before = i > 0 && (list[i - 1].keep);
      bool prose_after = i + 1 < list.size() && is_prose(*list[i + 1].block);
      if (block.link_density() > 0.5) continue;
      if (is_heading(block.tag)) {
        list[i].keep = prose_after;
      } else if (block.ends_sentence) {
        list[i].keep = prose_before || prose_after;
      } else {
        list[i].keep = prose_before && prose_after;
      }
    }
    for (const Candidate& c : list) {
      if (c.keep) out.paragraphs.push_back(c.block->text);
    }
    return out;
  }

  const HtmlTree& tree_;
  std::span<const HtmlNode> nodes_;
  std::string_view title_;
  const std::stop_token& stop_;
  std::vector<Role> roles_;
  std::vector<TextBlock> blocks_;
  std::vector<bool> is_aside_;
  std::vector<std::uint64_t> prose_before_;
  std::uint32_t container_ = 0;
};

}  // namespace

MainText main_text(const HtmlTree& tree, std::string_view title, const std::stop_token& stop) {
  return Extractor(tree, title, stop).run();
}

}  // namespace newsidx::source

#include "source/html/text_container.h"

#include <algorithm>
#include <vector>

namespace newsidx::source {
namespace {

constexpr int kLevels = 6;                   // of elements that a paragraph counts for
constexpr double kDecay = 0.7;               // from one to the next
constexpr std::uint64_t kTitledProse = 250;  // letters of an article that goes before others

class ContainerFinder {
 public:
  explicit ContainerFinder(PageBlocks& page) : page_(page), nodes_(page.nodes()) {}

  std::uint32_t run() {
    score();
    container_ = best_of(0);
    prefer_titled();
    find_articles();
    widen();
    narrow();
    return container_;
  }

 private:
  void score() {
    scores_.assign(nodes_.size(), 0);
    for (std::size_t i = 0; i < page_.blocks().size(); ++i) {
      if (!page_.is_prose(i) || page_.is_aside(i)) continue;
      const TextBlock& block = page_.blocks()[i];
      double share = block.weight * (1 - block.link_density());
      std::uint32_t node = block.node;
      if (nodes_[node].tag == Tag::p || nodes_[node].tag == Tag::li) node = nodes_[node].parent;
      for (int level = 0; level < kLevels; ++level) {
        scores_[node] += share;
        // An article is whole: what is beside it is another one.
        if (node == 0 || nodes_[node].tag == Tag::article) break;
        share *= kDecay;
        node = nodes_[node].parent;
      }
    }
  }

  // Of the nodes in one, itself among them.
  [[nodiscard]] std::uint32_t best_of(std::uint32_t node) const {
    const auto begin = scores_.begin() + node;
    const auto best = std::max_element(begin, scores_.begin() + nodes_[node].end);
    return static_cast<std::uint32_t>(best - scores_.begin());
  }

  // Of several articles on a page the one that has the headline goes before those below it.
  void prefer_titled() {
    std::size_t heading = 0;
    const std::size_t count = page_.blocks().size();
    while (heading < count &&
           !(page_.is_title(heading) && is_heading(page_.blocks()[heading].tag))) {
      ++heading;
    }
    if (heading == count) return;
    std::uint32_t article = 0;
    for (std::uint32_t node = page_.blocks()[heading].node; node != 0; node = nodes_[node].parent) {
      if (nodes_[node].tag == Tag::article) article = node;
    }
    const bool is_inside = container_ >= article && container_ < nodes_[article].end;
    if (article == 0 || is_inside || page_.sums(article).prose < kTitledProse) return;
    container_ = best_of(article);
  }

  void widen() {
    for (std::uint32_t node = container_; node != 0;) {
      node = nodes_[node].parent;
      const BlockSums inner = page_.sums(container_);
      const BlockSums outer = page_.sums(node);
      const std::uint64_t more = outer.prose - inner.prose;
      const std::uint64_t more_weight = outer.weight - inner.weight;
      const std::uint64_t more_links = outer.links - inner.links;
      const bool is_much = more * 100 >= inner.prose * 15;
      const bool is_text = more_links * 4 <= more_weight && more * 2 >= more_weight;
      if (is_much && is_text && !adds_others(node)) container_ = node;
    }
  }

  // The nearest article around each node.
  void find_articles() {
    articles_.assign(nodes_.size(), 0);
    for (std::uint32_t i = 1; i < nodes_.size(); ++i) {
      articles_[i] = nodes_[i].tag == Tag::article ? i : articles_[nodes_[i].parent];
    }
  }

  // Is what a wider node adds of other articles, or headlines with a paragraph each?
  [[nodiscard]] bool adds_others(std::uint32_t node) const {
    std::uint64_t prose = 0, others = 0;
    const std::size_t inner_begin = page_.begin_of(container_),
                      inner_end = page_.end_of(container_);
    for (std::size_t i = page_.begin_of(node); i < page_.end_of(node); ++i) {
      const bool is_inner = i >= inner_begin && i < inner_end;
      if (is_inner || page_.is_aside(i) || !page_.is_prose(i)) continue;
      const TextBlock& block = page_.blocks()[i];
      prose += block.weight;
      const bool has_headline =
          i > 0 && !page_.is_prose(i - 1) && page_.blocks()[i - 1].link_density() > 0.5;
      const std::uint32_t article = articles_[block.first];
      const bool is_of_other = article != articles_[container_] && article > node;
      if (has_headline || is_of_other) others += block.weight;
    }
    return others * 2 > prose;
  }

  // Half of the prose must be in what is named as the text. It may come in pieces of one name.
  void narrow() {
    std::vector<std::uint32_t> named;
    for (std::uint32_t i = container_ + 1; i < nodes_[container_].end; ++i) {
      if (page_.role(i) == Role::body && page_.sums(i).blocks > 0) named.push_back(i);
    }
    const auto prose_of = [this](std::uint32_t node) { return page_.sums(node).prose; };
    const auto best = std::ranges::max_element(named, {}, prose_of);
    if (best == named.end()) return;
    const auto name_of = [this](std::uint32_t node) {
      return page_.tree().attribute(nodes_[node], Attribute::class_);
    };
    std::vector<std::uint32_t> pieces;
    std::uint64_t prose = 0;
    for (const std::uint32_t i : named) {
      if (name_of(i) != name_of(*best)) continue;
      if (!pieces.empty() && i < nodes_[pieces.back()].end) continue;
      pieces.push_back(i);
      prose += prose_of(i);
    }
    if (prose * 2 <= prose_of(container_)) return;
    if (pieces.size() == 1) {
      container_ = pieces.front();
      return;
    }
    keep_only(pieces);
  }

  void keep_only(const std::vector<std::uint32_t>& pieces) {
    std::size_t at = page_.begin_of(container_);
    for (const std::uint32_t piece : pieces) {
      page_.mark_aside(at, page_.begin_of(piece));
      at = page_.end_of(piece);
    }
    page_.mark_aside(at, page_.end_of(container_));
    page_.update();
  }

  PageBlocks& page_;
  std::span<const HtmlNode> nodes_;
  std::vector<double> scores_;
  std::vector<std::uint32_t> articles_;
  std::uint32_t container_ = 0;
};

}  // namespace

std::uint32_t find_text_container(PageBlocks& page) { return ContainerFinder(page).run(); }

}  // namespace newsidx::source

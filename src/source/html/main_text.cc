#include "source/html/main_text.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "source/html/element_role.h"
#include "source/html/page_title.h"
#include "source/html/script_text.h"
#include "source/html/text_blocks.h"
#include "source/html/text_index.h"
#include "source/html_text.h"
#include "source/page_vocabulary.h"

namespace newsidx::source {
namespace {

// Letters of a paragraph that counts as prose by its length alone, and of one that ends as prose.
constexpr std::uint32_t kLongText = 140;
constexpr std::uint32_t kSentence = 40;
constexpr double kMaxLinks = 0.33;
constexpr std::size_t kNearTitle = 12;      // lines
constexpr std::uint32_t kCaption = 250;     // letters of a picture's caption, and of its credit
constexpr std::uint32_t kLittleText = 250;  // letters of a text that may be the wrong one

// "© 2024 Example", "All rights reserved": of the site, not of the article.
bool is_legal(std::string_view text) {
  constexpr std::array<std::string_view, 8> kSigns = {"©",
                                                      "Copyright",
                                                      "copyright",
                                                      "All rights reserved",
                                                      "All Rights Reserved",
                                                      "Alle Rechte vorbehalten",
                                                      "無断転載",
                                                      "무단전재"};
  return text.size() < 400 && std::ranges::any_of(kSigns, [text](std::string_view sign) {
           return text.find(sign) != std::string_view::npos;
         });
}

bool is_prose(const TextBlock& block) {
  if (is_legal(block.text)) return false;
  if (block.link_density() > kMaxLinks || is_heading(block.tag)) return false;
  return block.weight >= kLongText || (block.weight >= kSentence && block.ends_sentence);
}

struct Sums {
  std::uint64_t weight = 0;
  std::uint64_t links = 0;
  std::uint64_t prose = 0;
  std::uint32_t blocks = 0;
  std::uint32_t link_blocks = 0;
  std::uint32_t prose_blocks = 0;
  std::uint32_t linked_headings = 0;
};

class Extractor {
 public:
  Extractor(const HtmlTree& tree, const ArticleHints& hints, const std::stop_token& stop)
      : tree_(tree),
        nodes_(tree.nodes()),
        hints_(hints),
        stop_(stop),
        title_key_(title_key(hints.title)) {}

  MainText run() {
    find_roles();
    std::vector<bool> left_out(nodes_.size());
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      left_out[i] = is_never_text(nodes_[i].tag);
    }
    blocks_ = text_blocks(tree_, left_out, stop_);
    MainText out = extract();
    find_near_title(out);
    if (weight_of(out) < kLittleText) {
      is_lenient_ = true;
      MainText other = extract();
      if (weight_of(other) > weight_of(out) * 2) out = std::move(other);
    }
    use_linked_body(out);
    if (!is_inner_ && weight_of(out) < kLittleText) use_scripts(out);
    return out;
  }

 private:
  MainText extract() {
    find_asides();
    find_container();
    drop_link_lists();
    drop_captions();
    return collect();
  }

  // Short lines with a digit from a little above the headline to the first paragraph below it.
  void find_near_title(MainText& out) const {
    std::size_t heading = blocks_.size();
    for (std::size_t i = 0; i < blocks_.size() && heading == blocks_.size(); ++i) {
      if (is_title(blocks_[i])) heading = i;
    }
    if (heading == blocks_.size()) return;
    const auto take = [&out](const TextBlock& block) {
      if (block.weight > 80 || out.near_title.size() >= kNearTitle) return;
      if (block.text.find_first_of("0123456789") != std::string::npos) {
        out.near_title.push_back(block.text);
      }
    };
    std::size_t prose = 0;
    for (std::size_t i = heading + 1; i < blocks_.size() && i < heading + 20 && prose < 2; ++i) {
      take(blocks_[i]);
      prose += is_prose(blocks_[i]) ? 1U : 0U;
    }
    for (std::size_t i = heading; i-- > 0 && i + 5 > heading;) take(blocks_[i]);
  }

  static std::uint32_t weight_of(const MainText& text) {
    std::uint32_t weight = 0;
    for (const std::string& paragraph : text.paragraphs) weight += text_weight(paragraph);
    return weight;
  }

  // A headline that is a link is that of another article.
  [[nodiscard]] bool is_linked_heading(const TextBlock& block) const {
    if (block.link_density() < 0.9) return false;
    std::uint32_t node = block.node;
    for (int level = 0; level < 3 && node != 0; ++level) {
      if (is_heading(nodes_[node].tag)) return true;
      node = nodes_[node].parent;
    }
    return false;
  }

  void find_roles() {
    roles_.resize(nodes_.size());
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const HtmlNode& node = nodes_[i];
      if (node.tag == Tag::text || node.tag == Tag::html || node.tag == Tag::body) continue;
      roles_[i] = role_of(tree_, node);
    }
  }

  [[nodiscard]] bool is_bad(Role role) const {
    if (is_lenient_) return role == Role::comments || role == Role::hidden;
    return role != Role::none && role != Role::body;
  }

  void sum() {
    sums_.assign(nodes_.size() + 1, {});
    for (const TextBlock& block : blocks_) {
      if (is_aside_[block.first]) continue;
      Sums& s = sums_[block.first + 1];
      s.weight += block.weight;
      s.links += block.link_weight;
      ++s.blocks;
      if (block.link_density() > 0.5) ++s.link_blocks;
      if (is_linked_heading(block)) ++s.linked_headings;
      if (is_prose(block)) {
        s.prose += block.weight;
        ++s.prose_blocks;
      }
    }
    for (std::size_t i = 1; i <= nodes_.size(); ++i) {
      sums_[i].weight += sums_[i - 1].weight;
      sums_[i].links += sums_[i - 1].links;
      sums_[i].prose += sums_[i - 1].prose;
      sums_[i].blocks += sums_[i - 1].blocks;
      sums_[i].link_blocks += sums_[i - 1].link_blocks;
      sums_[i].prose_blocks += sums_[i - 1].prose_blocks;
      sums_[i].linked_headings += sums_[i - 1].linked_headings;
    }
  }
  [[nodiscard]] Sums of(std::uint32_t node) const {
    const Sums& end = sums_[nodes_[node].end];
    const Sums& begin = sums_[node];
    return {end.weight - begin.weight,
            end.links - begin.links,
            end.prose - begin.prose,
            end.blocks - begin.blocks,
            end.link_blocks - begin.link_blocks,
            end.prose_blocks - begin.prose_blocks,
            end.linked_headings - begin.linked_headings};
  }

  void mark_aside(std::uint32_t node) {
    for (std::uint32_t k = node; k < nodes_[node].end; ++k) is_aside_[k] = true;
  }

  // A subtree with a bad role is left out, unless most of the page's prose is in it: then the word
  // names something else ("with-sidebar").
  void find_asides() {
    is_aside_.assign(nodes_.size(), false);
    sum();
    const std::uint64_t all = of(0).prose;
    for (std::uint32_t i = 1; i < nodes_.size();) {
      if (!is_bad(roles_[i])) {
        ++i;
        continue;
      }
      const std::uint64_t prose = of(i).prose;
      const bool is_strong = roles_[i] == Role::comments || roles_[i] == Role::notice;
      const std::uint64_t share = is_strong ? 95 : 75;
      if (prose > 0 && prose * 100 >= all * share) {
        ++i;
        continue;
      }
      mark_aside(i);
      i = nodes_[i].end;
    }
    sum();
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
        // An article is whole: what is beside it is another one.
        if (node == 0 || nodes_[node].tag == Tag::article) break;
        share *= 0.7;
        node = nodes_[node].parent;
      }
    }
    container_ = best_of(scores, 0);
    prefer_titled(scores);
    widen();
    narrow();
  }

  [[nodiscard]] std::uint32_t best_of(const std::vector<double>& scores, std::uint32_t node) const {
    const auto begin = scores.begin() + node;
    const auto best = std::max_element(begin, scores.begin() + nodes_[node].end);
    return static_cast<std::uint32_t>(best - scores.begin());
  }

  // Of several articles on a page the one that has the headline goes before those below it.
  void prefer_titled(const std::vector<double>& scores) {
    const TextBlock* heading = nullptr;
    for (const TextBlock& block : blocks_) {
      if (is_heading(block.tag) && is_title(block)) {
        heading = &block;
        break;
      }
    }
    if (heading == nullptr) return;
    std::uint32_t article = 0;
    for (std::uint32_t node = heading->node; node != 0; node = nodes_[node].parent) {
      if (nodes_[node].tag == Tag::article) article = node;
    }
    const bool is_inside = container_ >= article && container_ < nodes_[article].end;
    if (article == 0 || is_inside || of(article).prose < kLittleText) return;
    container_ = best_of(scores, article);
  }

  // Wider where much more prose is there that is no list of teasers.
  void widen() {
    for (std::uint32_t node = container_; node != 0;) {
      node = nodes_[node].parent;
      const Sums inner = of(container_);
      const Sums outer = of(node);
      const std::uint64_t more = outer.prose - inner.prose;
      if (more * 100 < inner.prose * 15) continue;
      const std::uint64_t more_links = outer.links - inner.links;
      const std::uint64_t more_weight = outer.weight - inner.weight;
      if (more_links * 4 > more_weight) continue;
      if (more * 2 < more_weight) continue;
      if (is_teasers(node)) continue;
      container_ = node;
    }
  }

  // To what is named the text, where half of the prose is in it. It may come in pieces of one name.
  void narrow() {
    std::vector<std::uint32_t> named;
    for (std::uint32_t i = container_ + 1; i < nodes_[container_].end; ++i) {
      if (roles_[i] == Role::body && !is_aside_[i]) named.push_back(i);
    }
    const auto by_prose = [this](std::uint32_t node) { return of(node).prose; };
    const auto best = std::ranges::max_element(named, {}, by_prose);
    if (best == named.end()) return;
    const std::string_view name = tree_.attribute(nodes_[*best], Attribute::class_);
    std::vector<std::uint32_t> pieces;
    std::uint64_t prose = 0;
    for (const std::uint32_t i : named) {
      if (i != *best && tree_.attribute(nodes_[i], Attribute::class_) != name) continue;
      if (!pieces.empty() && i < nodes_[pieces.back()].end) continue;
      pieces.push_back(i);
      prose += of(i).prose;
    }
    if (prose * 2 <= of(container_).prose) return;
    if (pieces.size() == 1) {
      container_ = pieces.front();
      return;
    }
    std::uint32_t at = container_ + 1;
    for (const std::uint32_t piece : pieces) {
      for (; at < piece; ++at) is_aside_[at] = true;
      at = nodes_[piece].end;
    }
    for (; at < nodes_[container_].end; ++at) is_aside_[at] = true;
  }

  // Does what a wider node adds look like headlines with a paragraph each?
  [[nodiscard]] bool is_teasers(std::uint32_t node) const {
    std::uint64_t prose = 0, teased = 0;
    for (std::size_t i = 1; i < blocks_.size(); ++i) {
      const TextBlock& block = blocks_[i];
      if (block.first < node || block.first >= nodes_[node].end || is_aside_[block.first]) continue;
      if (block.first >= container_ && block.first < nodes_[container_].end) continue;
      if (!is_prose(block)) continue;
      prose += block.weight;
      if (!is_prose(blocks_[i - 1]) && blocks_[i - 1].link_density() > 0.5) teased += block.weight;
    }
    return teased * 2 > prose;
  }

  [[nodiscard]] bool is_group(Tag tag) const {
    return traits_of(tag).is_block && tag != Tag::p && !is_heading(tag) && tag != Tag::li &&
           tag != Tag::td && tag != Tag::tr && tag != Tag::th;
  }

  void drop_link_lists() {
    const Sums all = of(container_);
    for (std::uint32_t i = container_ + 1; i < nodes_[container_].end;) {
      if (nodes_[i].tag == Tag::text || is_aside_[i] || !is_group(nodes_[i].tag)) {
        ++i;
        continue;
      }
      const Sums s = of(i);
      const bool is_most = s.prose * 3 > all.prose;
      const bool is_links = s.links * 2 > s.weight;
      const bool is_teasers =
          s.links * 5 > s.weight && s.link_blocks >= s.prose_blocks && s.link_blocks > 0;
      const bool is_card = s.linked_headings > 0 && s.linked_headings * 2 >= s.prose_blocks;
      if (s.weight > 0 && !is_most && (is_links || is_teasers || is_card)) {
        mark_aside(i);
        i = nodes_[i].end;
        continue;
      }
      ++i;
    }
  }

  // A picture with one line of text is a picture with its caption.
  void drop_captions() {
    std::vector<std::uint32_t> images(nodes_.size() + 1, 0);
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const Tag tag = nodes_[i].tag;
      images[i + 1] = images[i] + (tag == Tag::img || tag == Tag::video || tag == Tag::iframe);
    }
    const Sums all = of(container_);
    for (std::uint32_t i = container_ + 1; i < nodes_[container_].end;) {
      const bool has_image = images[nodes_[i].end] > images[i];
      const Sums s = has_image && is_group(nodes_[i].tag) ? of(i) : Sums{};
      if (s.blocks > 0 && s.blocks <= 2 && s.weight < kCaption && s.weight * 4 < all.weight) {
        mark_aside(i);
        i = nodes_[i].end;
        continue;
      }
      ++i;
    }
  }

  [[nodiscard]] std::uint32_t group_of(const TextBlock& block) const {
    std::uint32_t node = block.node;
    while (node != 0 && !is_group(nodes_[node].tag)) node = nodes_[node].parent;
    return node;
  }

  bool is_title(const TextBlock& block) const {
    return block.tag == Tag::h1 || (!title_key_.empty() && title_key(block.text) == title_key_);
  }

  struct Candidate {
    const TextBlock* block;
    bool keep;
  };

  // Where JSON-LD has the whole text, paragraphs that are not in it are of something else.
  void check_by_body(std::vector<Candidate>& list) const {
    if (hints_.body.empty()) return;
    const TextIndex index(is_html(hints_.body) ? html_text(hints_.body) : hints_.body);
    std::uint64_t found = 0, kept = 0;
    std::vector<bool> is_in(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (!list[i].keep) continue;
      is_in[i] = index.contains(list[i].block->text);
      kept += list[i].block->weight;
      if (is_in[i]) found += list[i].block->weight;
    }
    if (found * 100 < kept * 75 || found * 100 < text_weight(hints_.body) * 75) return;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list[i].keep && !is_in[i] && is_prose(*list[i].block)) list[i].keep = false;
    }
  }

  MainText collect() {
    MainText out;
    std::vector<Candidate> list;
    std::unordered_set<std::uint32_t> prose_groups;
    std::unordered_set<std::string_view> seen;
    for (const TextBlock& block : blocks_) {
      if (block.first < container_ || block.first >= nodes_[container_].end) continue;
      if (is_aside_[block.first] || is_title(block)) continue;
      if (block.weight < 100 && is_boilerplate(block.text)) continue;
      if (block.weight > 25 && !seen.insert(block.text).second) continue;
      list.push_back({&block, is_prose(block)});
      if (is_prose(block)) prose_groups.insert(group_of(block));
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list[i].keep) continue;
      const TextBlock& block = *list[i].block;
      if (block.link_density() > 0.5 || is_heading(block.tag)) continue;
      const bool prose_before = i > 0 && (list[i - 1].keep);
      const bool prose_after = i + 1 < list.size() && is_prose(*list[i + 1].block);
      std::uint32_t group = group_of(block);
      bool is_beside = prose_groups.contains(group);
      for (int level = 0; level < 2 && group != 0 && !is_beside; ++level) {
        const Tag tag = nodes_[group].tag;
        if (tag != Tag::ul && tag != Tag::ol && tag != Tag::dl && tag != Tag::table &&
            tag != Tag::tbody && tag != Tag::blockquote) {
          break;
        }
        group = nodes_[group].parent;
        is_beside = prose_groups.contains(group);
      }
      list[i].keep = is_beside || (block.ends_sentence ? prose_before || prose_after
                                                       : prose_before && prose_after);
    }
    // Above the first paragraph stand names and dates.
    for (Candidate& candidate : list) {
      if (is_prose(*candidate.block)) break;
      if (!candidate.block->ends_sentence) candidate.keep = false;
    }
    // A heading stays with what follows it.
    bool next_is_kept = false;
    for (std::size_t i = list.size(); i-- > 0;) {
      const TextBlock& block = *list[i].block;
      if (is_heading(block.tag) && block.link_density() <= 0.5) {
        list[i].keep = next_is_kept;
        continue;
      }
      next_is_kept = list[i].keep;
    }
    check_by_body(list);
    for (const Candidate& c : list) {
      if (c.keep) out.paragraphs.push_back(c.block->text);
    }
    add_lead(out, list.empty() ? 0 : list.front().block->first);
    return out;
  }

  // The description of the page, where it stands above the text.
  void add_lead(MainText& out, std::uint32_t begin) {
    const std::string key = title_key(hints_.description).substr(0, 80);
    if (key.size() < 30 || out.paragraphs.empty()) return;
    for (const std::string& paragraph : out.paragraphs) {
      if (title_key(paragraph).starts_with(key)) return;
    }
    for (const TextBlock& block : blocks_) {
      if (block.first >= begin) return;
      if (block.link_density() > 0.5 || is_title(block)) continue;
      if (!title_key(block.text).starts_with(key)) continue;
      out.paragraphs.insert(out.paragraphs.begin(), block.text);
      return;
    }
  }

  void use_linked_body(MainText& out) {
    const std::string body = is_html(hints_.body) ? html_text(hints_.body) : hints_.body;
    const std::uint32_t weight = text_weight(body);
    if (weight < 300) return;
    if (weight_of(out) * 2 >= weight) return;
    out.paragraphs.clear();
    std::string_view rest = body;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string line;
      append_squeezed(line, rest.substr(0, end));
      while (!line.empty() && line.back() == ' ') line.pop_back();
      if (!line.empty()) out.paragraphs.push_back(std::move(line));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  void use_scripts(MainText& out) const {
    ScriptText text = script_text(tree_, stop_);
    MainText other;
    if (!text.html.empty()) {
      const HtmlTree inner(text.html, {}, stop_);
      ArticleHints hints;
      hints.title = hints_.title;
      // Scripts in it are not read again.
      Extractor extractor(inner, hints, stop_);
      extractor.is_inner_ = true;
      other = extractor.run();
    } else {
      other.paragraphs = std::move(text.paragraphs);
    }
    const std::uint32_t weight = weight_of(other);
    if (weight < kLittleText || weight < weight_of(out) * 2) return;
    out.paragraphs = std::move(other.paragraphs);
  }

  const HtmlTree& tree_;
  std::span<const HtmlNode> nodes_;
  const ArticleHints& hints_;
  const std::stop_token& stop_;
  std::string title_key_;
  std::vector<Role> roles_;
  std::vector<TextBlock> blocks_;
  std::vector<bool> is_aside_;
  std::vector<Sums> sums_;
  std::uint32_t container_ = 0;
  bool is_inner_ = false;    // the page is a text within a script
  bool is_lenient_ = false;  // words of classes count for little
};

}  // namespace

MainText main_text(const HtmlTree& tree, const ArticleHints& hints, const std::stop_token& stop) {
  return Extractor(tree, hints, stop).run();
}

}  // namespace newsidx::source

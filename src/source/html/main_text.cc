#include "source/html/main_text.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "source/html/article_place.h"
#include "source/html/html_text.h"
#include "source/html/page_asides.h"
#include "source/html/page_blocks.h"
#include "source/html/page_title.h"
#include "source/html/script_text.h"
#include "source/html/text_container.h"
#include "source/html/text_index.h"
#include "source/page/boilerplate_phrases.h"

namespace newsidx::source {
namespace {

constexpr std::uint32_t kLittleText = 250;   // letters of a text that may be the wrong one
constexpr std::uint32_t kLinkedBody = 300;   // letters of one that is given elsewhere
constexpr std::uint32_t kBoilerplate = 100;  // letters of a line that may be a set phrase
constexpr std::uint32_t kRepeated = 120;     // letters of a line that is not said twice
constexpr std::size_t kNearTitle = 12;       // lines
constexpr std::size_t kLeadKey = 80;         // bytes of a lead that tell it
constexpr std::uint32_t kListHeadings = 5;   // linked ones, of a page that is a list
constexpr double kLinks = 0.5;               // density of links of a line that is no text

std::uint32_t weight_of(const std::vector<std::string>& paragraphs) {
  std::uint32_t weight = 0;
  for (const std::string& paragraph : paragraphs) weight += text_weight(paragraph);
  return weight;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line;
    append_squeezed(line, text.substr(0, end));
    while (!line.empty() && line.back() == ' ') line.pop_back();
    if (!line.empty()) lines.push_back(std::move(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Which blocks of the container are the text.
class BlockChooser {
 public:
  BlockChooser(const PageBlocks& page, std::uint32_t container) : page_(page) {
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = page.begin_of(container); i < page.end_of(container); ++i) {
      const TextBlock& block = page.blocks()[i];
      if (page.is_aside(i) || page.is_title(i)) continue;
      if (block.weight < kBoilerplate && is_boilerplate(block.text)) continue;
      if (block.weight > kRepeated && !seen.insert(block.text).second) continue;
      candidates_.push_back({i, page.is_prose(i)});
      if (page.is_prose(i)) prose_groups_.insert(page.group_of(i));
    }
  }

  void choose() {
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (!candidates_[i].is_kept) candidates_[i].is_kept = is_by_prose(i);
    }
    drop_names_above();
    keep_headings();
  }

  // Where JSON-LD has the whole text, paragraphs that are not in it are of something else.
  void check_by(std::string_view body) {
    if (body.empty()) return;
    const TextIndex index(body);
    std::uint64_t found = 0, kept = 0;
    std::vector<bool> is_in(candidates_.size());
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (!candidates_[i].is_kept) continue;
      is_in[i] = index.contains(block(i).text);
      kept += block(i).weight;
      if (is_in[i]) found += block(i).weight;
    }
    if (found * 4 < kept * 3 || found * 4 < text_weight(body) * 3) return;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (!is_in[i] && page_.is_prose(candidates_[i].block)) candidates_[i].is_kept = false;
    }
  }

  /// A node of the first paragraph; 0 where there is none.
  [[nodiscard]] std::uint32_t begin() const {
    const auto first = std::ranges::find_if(candidates_, &Candidate::is_kept);
    return first == candidates_.end() ? 0 : page_.blocks()[first->block].first;
  }

  [[nodiscard]] std::vector<std::string> paragraphs() const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (candidates_[i].is_kept) out.push_back(block(i).text);
    }
    return out;
  }

 private:
  struct Candidate {
    std::size_t block = 0;
    bool is_kept = false;
  };

  [[nodiscard]] const TextBlock& block(std::size_t i) const {
    return page_.blocks()[candidates_[i].block];
  }

  // A line that is no prose itself, in a group with prose or between two paragraphs.
  [[nodiscard]] bool is_by_prose(std::size_t i) const {
    if (block(i).link_density() > kLinks || is_heading(block(i).tag)) return false;
    if (is_in_prose_group(candidates_[i].block)) return true;
    const bool is_after = i > 0 && candidates_[i - 1].is_kept;
    const bool is_before = i + 1 < candidates_.size() && page_.is_prose(candidates_[i + 1].block);
    return block(i).ends_sentence ? is_after || is_before : is_after && is_before;
  }

  // Also a list or table in such a group.
  [[nodiscard]] bool is_in_prose_group(std::size_t number) const {
    std::uint32_t group = page_.group_of(number);
    for (int level = 0; level < 3; ++level) {
      if (prose_groups_.contains(group)) return true;
      const Tag tag = page_.nodes()[group].tag;
      const bool is_part = tag == Tag::ul || tag == Tag::ol || tag == Tag::dl ||
                           tag == Tag::table || tag == Tag::tbody || tag == Tag::blockquote;
      if (group == 0 || !is_part) return false;
      group = page_.nodes()[group].parent;
    }
    return false;
  }

  // Above the first paragraph stand names and dates.
  void drop_names_above() {
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (page_.is_prose(candidates_[i].block)) return;
      if (!block(i).ends_sentence) candidates_[i].is_kept = false;
    }
  }

  // A heading stays with what follows it.
  void keep_headings() {
    bool is_next_kept = false;
    for (std::size_t i = candidates_.size(); i-- > 0;) {
      if (is_heading(block(i).tag) && block(i).link_density() <= kLinks) {
        candidates_[i].is_kept = is_next_kept;
      } else {
        is_next_kept = candidates_[i].is_kept;
      }
    }
  }

  const PageBlocks& page_;
  std::vector<Candidate> candidates_;
  std::unordered_set<std::uint32_t> prose_groups_;
};

// The description of the page, where it stands as a line above the text.
void add_lead(const PageBlocks& page, std::uint32_t container, std::string_view description,
              std::vector<std::string>& paragraphs) {
  const std::string key = title_key(description).substr(0, kLeadKey);
  if (key.size() < 30 || paragraphs.empty()) return;
  for (const std::string& paragraph : paragraphs) {
    if (title_key(paragraph).starts_with(key)) return;
  }
  for (std::size_t i = 0; i < page.end_of(container); ++i) {
    const TextBlock& block = page.blocks()[i];
    if (block.text == paragraphs.front()) return;
    if (block.link_density() > kLinks || page.is_title(i)) continue;
    if (!title_key(block.text).starts_with(key)) continue;
    paragraphs.insert(paragraphs.begin(), block.text);
    return;
  }
}

// The block of the headline; as many as there are where it is none of them.
std::size_t title_block(const PageBlocks& page) {
  std::size_t title = 0;
  while (title < page.blocks().size() && !page.is_title(title)) ++title;
  return title;
}

bool is_list(const BlockSums& sums) {
  return sums.linked_headings >= kListHeadings && sums.linked_headings * 4 >= sums.prose_blocks * 3;
}

MainText extract(PageBlocks& page, const ArticleHints& hints, std::string_view body,
                 bool is_lenient) {
  MainText out;
  mark_named_asides(page, is_lenient);
  const std::uint32_t container = find_text_container(page);
  out.is_list = is_list(page.sums(container));
  mark_link_lists(page, container);
  mark_captions(page, container);
  BlockChooser chooser(page, container);
  chooser.choose();
  chooser.check_by(body);
  out.paragraphs = chooser.paragraphs();
  if (const std::size_t title = title_block(page); title < page.blocks().size()) {
    ArticlePlace place(page.tree(), {page.blocks()[title].first});
    out.is_beside = place.is_beside(chooser.begin());
  }
  add_lead(page, container, hints.description, out.paragraphs);
  return out;
}

// Short lines with a digit from a little above the headline to the first paragraphs below it.
std::vector<std::string> lines_near_title(const PageBlocks& page) {
  const auto blocks = page.blocks();
  std::vector<std::string> lines;
  const std::size_t title = title_block(page);
  if (title == blocks.size()) return lines;
  ArticlePlace place(page.tree(), {blocks[title].first});
  const auto take = [&lines, &place](const TextBlock& block) {
    const bool has_digit = block.text.find_first_of("0123456789") != std::string::npos;
    if (block.weight > 80 || !has_digit || lines.size() == kNearTitle) return;
    if (!place.is_beside(block.first)) lines.push_back(block.text);
  };
  std::size_t prose_count = 0;
  for (std::size_t i = title + 1; i < std::min(blocks.size(), title + 20); ++i) {
    if (prose_count == 2) break;
    take(blocks[i]);
    if (page.is_prose(i)) ++prose_count;
  }
  for (std::size_t i = title; i > 0 && i + 4 > title; --i) take(blocks[i - 1]);
  return lines;
}

MainText text_of_page(const HtmlTree& tree, const ArticleHints& hints, Prose prose,
                      const std::stop_token& stop) {
  PageBlocks page(tree, hints.title, prose, stop);
  const std::string body = is_html(hints.body) ? html_text(hints.body) : hints.body;
  MainText out = extract(page, hints, body, false);
  out.near_title = lines_near_title(page);
  // Where nearly nothing is left, words of classes may have been taken too seriously.
  if (weight_of(out.paragraphs) < kLittleText) {
    MainText other = extract(page, hints, body, true);
    if (weight_of(other.paragraphs) > weight_of(out.paragraphs) * 2) {
      out.paragraphs = std::move(other.paragraphs);
      out.is_list = other.is_list;
    }
  }
  const std::uint32_t body_weight = text_weight(body);
  if (body_weight >= kLinkedBody && weight_of(out.paragraphs) * 2 < body_weight) {
    out.paragraphs = lines_of(body);
    out.is_list = false;
  }
  return out;
}

std::vector<std::string> text_of_scripts(const HtmlTree& tree, const ArticleHints& hints,
                                         const std::stop_token& stop) {
  const ScriptText text = script_text(tree, stop);
  if (text.html.empty()) {
    std::vector<std::string> lines;
    for (const std::string& paragraph : text.paragraphs) {
      std::ranges::move(lines_of(paragraph), std::back_inserter(lines));
    }
    return lines;
  }
  ArticleHints inner;
  inner.title = hints.title;
  return text_of_page(HtmlTree(text.html, {}, stop), inner, Prose::sentences, stop).paragraphs;
}

}  // namespace

MainText main_text(const HtmlTree& tree, const ArticleHints& hints, const std::stop_token& stop) {
  MainText out = text_of_page(tree, hints, Prose::sentences, stop);
  const std::uint32_t weight = weight_of(out.paragraphs);
  if (stop.stop_requested() || weight >= kLittleText) return out;
  std::vector<std::string> other = text_of_scripts(tree, hints, stop);
  const std::uint32_t weight_in_scripts = weight_of(other);
  if (weight_in_scripts >= kLittleText && weight_in_scripts >= weight * 2) {
    out.paragraphs = std::move(other);
    return out;
  }
  // Some write without full stops. What little has some may be what stands below.
  MainText lines = text_of_page(tree, hints, Prose::lines, stop);
  const bool is_other = out.is_beside && !lines.is_beside && !lines.paragraphs.empty();
  return is_other || weight_of(lines.paragraphs) > weight * 2 ? lines : out;
}

}  // namespace newsidx::source

#include "source/html/page_facts.h"

#include <algorithm>

#include "base/utf8.h"
#include "source/html/article_place.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxFacts = 2000;  // of one kind
constexpr std::size_t kMaxValueBytes = 8192;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return out;
}

std::string squeezed(std::string_view text) {
  std::string out;
  append_squeezed(out, text.substr(0, utf8_floor(text, std::min(text.size(), kMaxValueBytes))));
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool has_word(std::string_view words, std::string_view word) {
  const std::string all = lower(words.substr(0, 256));
  return all.find(word) != std::string::npos;
}

class FactCollector {
 public:
  explicit FactCollector(const HtmlTree& tree) : tree_(tree), nodes_(tree.nodes()) {}

  PageFacts run(const std::stop_token& stop) {
    for (std::uint32_t i = 1; i < nodes_.size(); ++i) {
      if ((i & 1023) == 0 && stop.stop_requested()) break;
      const HtmlNode& node = nodes_[i];
      if (node.tag == Tag::text) continue;
      switch (node.tag) {
        case Tag::meta: take_meta(node); break;
        case Tag::link: take_link(node); break;
        case Tag::script: take_script(node); break;
        case Tag::title: take_title(node); break;
        case Tag::h1: take_heading(i); break;
        case Tag::time: take_time(i); break;
        case Tag::html: facts_.language = get(node, Attribute::lang); break;
        case Tag::base: facts_.base = get(node, Attribute::href); break;
        default: break;
      }
      if (node.attribute_count > 0) take_item(i);
    }
    find_places();
    return std::move(facts_);
  }

 private:
  // What dates stand beside the article, now that its headline is known.
  void find_places() {
    std::vector<std::uint32_t> headings;
    for (const auto& heading : facts_.headings) headings.push_back(heading.first);
    ArticlePlace place(tree_, std::move(headings));
    for (PageTime& time : facts_.times) time.is_beside = place.is_beside(time.node);
    for (const auto& [node, key, value] : dated_items_) {
      if (!place.is_beside(node)) facts_.items.emplace_back(key, value);
    }
  }

  [[nodiscard]] std::string get(const HtmlNode& node, Attribute name) const {
    return squeezed(tree_.attribute(node, name));
  }
  [[nodiscard]] std::string text_of(std::uint32_t i) const {
    // Of a heading or time around half of the page only the first part is needed.
    const std::uint32_t end = std::min(nodes_[i].end, i + 200);
    std::string out;
    for (std::uint32_t k = i + 1; k < end && out.size() < kMaxValueBytes; ++k) {
      if (nodes_[k].tag == Tag::text) append_squeezed(out, nodes_[k].text);
      if (nodes_[k].tag == Tag::br || traits_of(nodes_[k].tag).is_block) append_squeezed(out, " ");
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
  }

  void take_meta(const HtmlNode& node) {
    if (facts_.metas.size() >= kMaxFacts) return;
    std::string content = get(node, Attribute::content);
    if (content.empty()) return;
    for (const Attribute key : {Attribute::property, Attribute::name, Attribute::http_equiv}) {
      const std::string_view name = tree_.attribute(node, key);
      if (name.empty() || name.size() > 100) continue;
      facts_.metas.emplace_back(lower(squeezed(name)), content);
    }
  }

  void take_link(const HtmlNode& node) {
    if (lower(get(node, Attribute::rel)) == "canonical" && facts_.canonical.empty()) {
      facts_.canonical = get(node, Attribute::href);
    }
  }

  void take_script(const HtmlNode& node) {
    if (facts_.scripts.size() >= kMaxFacts || node.text.empty()) return;
    if (has_word(tree_.attribute(node, Attribute::type), "ld+json")) {
      facts_.scripts.push_back(node.text);
    }
  }

  // The first that is not within a picture of vectors.
  void take_title(const HtmlNode& node) {
    if (!facts_.title.empty() || nodes_[node.parent].tag == Tag::svg) return;
    facts_.title = squeezed(node.text);
  }

  void take_heading(std::uint32_t i) {
    if (facts_.headings.size() >= 50) return;
    std::string text = text_of(i);
    if (!text.empty()) facts_.headings.emplace_back(i, std::move(text));
  }

  void take_time(std::uint32_t i) {
    const HtmlNode& node = nodes_[i];
    if (facts_.times.size() >= kMaxFacts) return;
    PageTime time;
    time.text = get(node, Attribute::datetime);
    if (time.text.empty()) time.text = get(node, Attribute::content);
    if (time.text.empty()) time.text = text_of(i);
    time.node = i;
    for (const Attribute name :
         {Attribute::itemprop, Attribute::class_, Attribute::data_testid, Attribute::id}) {
      const std::string_view words = tree_.attribute(node, name);
      time.is_modified = time.is_modified || has_word(words, "modif") || has_word(words, "update");
      time.is_published = time.is_published || has_word(words, "publish") ||
                          has_word(words, "pubdate") || has_word(words, "created");
    }
    time.is_published = time.is_published || tree_.has_attribute(node, Attribute::pubdate);
    if (!time.text.empty()) facts_.times.push_back(std::move(time));
  }

  void take_item(std::uint32_t i) {
    const HtmlNode& node = nodes_[i];
    const std::string_view name = tree_.attribute(node, Attribute::itemprop);
    if (name.empty() || name.size() > 100 || facts_.items.size() + dated_items_.size() >= kMaxFacts)
      return;
    const std::string key = lower(squeezed(name));
    if (key == "articlebody" || key == "image" || key == "mainentity") return;
    std::string value = get(node, Attribute::content);
    if (value.empty()) value = get(node, Attribute::datetime);
    if (value.empty()) value = text_of(i);
    if (value.empty()) return;
    if (key.starts_with("date")) {
      dated_items_.push_back({i, key, std::move(value)});
    } else {
      facts_.items.emplace_back(key, std::move(value));
    }
  }

  struct DatedItem {
    std::uint32_t node = 0;
    std::string key, value;
  };

  const HtmlTree& tree_;
  std::span<const HtmlNode> nodes_;
  std::vector<DatedItem> dated_items_;
  PageFacts facts_;
};

std::string_view find(const std::vector<std::pair<std::string, std::string>>& list,
                      std::string_view name) {
  const auto found = std::ranges::find(list, name, &std::pair<std::string, std::string>::first);
  return found == list.end() ? std::string_view{} : std::string_view(found->second);
}

}  // namespace

std::string_view PageFacts::meta(std::string_view name) const { return find(metas, name); }
std::string_view PageFacts::item(std::string_view name) const { return find(items, name); }

PageFacts page_facts(const HtmlTree& tree, std::string_view url, const std::stop_token& stop) {
  PageFacts facts = FactCollector(tree).run(stop);
  if (!facts.canonical.empty()) url = facts.canonical;
  facts.linked = read_linked_data(facts.scripts, url, stop);
  return facts;
}

}  // namespace newsidx::source

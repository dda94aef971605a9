#include "source/html/html_tree_builder.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "source/html/entity_text.h"

namespace newsidx::source {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

constexpr std::size_t kLongestName = 32;  // of those that are known

// A name in small letters; one that is longer than any known one is cut.
struct Name {
  std::array<char, kLongestName> letters{};
  std::size_t size = 0;
  void push(char c) {
    if (size < letters.size()) letters[size++] = lower(c);
  }
  [[nodiscard]] std::string_view view() const { return {letters.data(), size}; }
};

}  // namespace

// Tokens and tree in one pass.
class HtmlTreeBuilder {
 public:
  HtmlTreeBuilder(HtmlTree& tree, std::string_view html, const HtmlLimits& limits)
      : tree_(tree), html_(html), limits_(limits) {
    is_xml_ = html_.substr(0, 512).find("<?xml") != std::string_view::npos;
    tree_.nodes_.reserve(html.size() / 32 + 16);
    add_node(Tag::root, {});
    open_.push_back(0);
    ++open_count_[index(Tag::root)];
  }

  void run(const std::stop_token& stop) {
    std::size_t step = 0;
    while (at_ < html_.size()) {
      if ((++step & 1023) == 0 && stop.stop_requested()) break;
      if (tree_.nodes_.size() >= limits_.max_nodes) {
        tree_.is_cut_ = true;
        break;
      }
      const std::size_t begin = at_;
      std::size_t next = html_.find('<', at_);
      while (next != std::string_view::npos && !begins_markup(next))
        next = html_.find('<', next + 1);
      if (next == std::string_view::npos) next = html_.size();
      if (next > begin) add_text(html_.substr(begin, next - begin));
      at_ = next;
      if (at_ < html_.size()) take_markup();
    }
    if (html_.ends_with('<')) end_within("a tag", html_.size());
    while (!open_.empty()) pop();
  }

 private:
  static std::size_t index(Tag tag) { return static_cast<std::size_t>(tag); }
  [[nodiscard]] bool begins_markup(std::size_t at) const {
    if (at + 1 >= html_.size()) return false;
    const char c = html_[at + 1];
    return is_letter(c) || c == '/' || c == '!' || c == '?';
  }

  std::string_view resolved(std::string_view text) {
    if (std::memchr(text.data(), '&', text.size()) == nullptr) return text;
    return tree_.decoded_.emplace_back(resolve_entities(text));
  }

  std::uint32_t add_node(Tag tag, std::string_view text) {
    HtmlNode node;
    node.tag = tag;
    node.text = text;
    node.parent = open_.empty() ? 0 : open_.back();
    node.first_attribute = static_cast<std::uint32_t>(tree_.values_.size());
    tree_.nodes_.push_back(node);
    const auto number = static_cast<std::uint32_t>(tree_.nodes_.size() - 1);
    tree_.nodes_.back().end = number + 1;
    return number;
  }

  void add_text(std::string_view text) {
    add_node(Tag::text, text.empty() ? text : resolved(text));
  }

  [[nodiscard]] Tag top() const { return tree_.nodes_[open_.back()].tag; }

  void pop() {
    HtmlNode& node = tree_.nodes_[open_.back()];
    node.end = static_cast<std::uint32_t>(tree_.nodes_.size());
    --open_count_[index(node.tag)];
    open_.pop_back();
  }

  void pop_to(std::size_t depth) {
    while (open_.size() > depth) pop();
  }

  // The place in the stack of the innermost open `tag`, 0 where there is none that an end tag may
  // reach; inline elements do not reach through blocks.
  [[nodiscard]] std::size_t find_open(Tag tag, bool through_blocks, bool through_scopes) const {
    if (open_count_[index(tag)] == 0) return 0;
    for (std::size_t depth = open_.size(); depth-- > 1;) {
      const Tag open = tree_.nodes_[open_[depth]].tag;
      if (open == tag) return depth;
      const TagTraits& traits = traits_of(open);
      if (traits.is_scope && !through_scopes) return 0;
      if (traits.is_block && !through_blocks) return 0;
    }
    return 0;
  }

  void close(Tag tag) {
    if (const std::size_t depth = find_open(tag, true, false)) pop_to(depth);
  }

  // Closes one of `tags` where it is nearer than any of `walls`.
  void close_item(std::initializer_list<Tag> tags, std::initializer_list<Tag> walls) {
    std::size_t count = 0;
    for (const Tag tag : tags) count += open_count_[index(tag)];
    for (std::size_t depth = open_.size(); count > 0 && depth-- > 1;) {
      const Tag open = tree_.nodes_[open_[depth]].tag;
      if (std::ranges::find(tags, open) != tags.end()) return pop_to(depth);
      if (std::ranges::find(walls, open) != walls.end()) return;
    }
  }

  void close_before(Tag tag) {
    using enum Tag;
    if (traits_of(tag).ends_paragraph) close(p);
    switch (tag) {
      case li: close_item({li}, {ul, ol, menu, table, td, th}); break;
      case dt:
      case dd: close_item({dt, dd}, {dl, table, td, th}); break;
      case td:
      case th: close_item({td, th}, {tr, table}); break;
      case tr: close_item({tr}, {table}); break;
      case tbody:
      case thead:
      case tfoot: close_item({tbody, thead, tfoot, caption}, {table}); break;
      case option:
      case optgroup: close_item({option}, {select, datalist}); break;
      case a: close_item({a}, {table, td, th}); break;
      case body: close_item({head}, {}); break;
      default: break;
    }
    if (tag >= h1 && tag <= h6 && is_heading(top())) pop();
  }

  void take_markup() {
    const char c = html_[at_ + 1];
    if (c == '!') return skip_declaration();
    if (c == '?') return skip_past('>');
    if (c == '/') return take_end_tag();
    take_start_tag();
  }

  // Of a tag, or a declaration.
  void skip_past(char sign) {
    const std::size_t end = html_.find(sign, at_);
    if (end == std::string_view::npos) end_within("a tag", at_);
    at_ = end == std::string_view::npos ? html_.size() : end + 1;
  }

  // What began at `begin` has no end. Where the end of the page comes behind it, it was forgotten.
  void end_within(std::string_view what, std::size_t begin) {
    constexpr std::size_t kEndBytes = 4096;
    const std::size_t from = std::max(begin, html_.size() - std::min(html_.size(), kEndBytes));
    for (const std::string_view end : {"</html>", "</body>", "</HTML>", "</BODY>"}) {
      if (html_.find(end, from) != std::string_view::npos) return;
    }
    tree_.ends_within_ = what;
  }

  void skip_declaration() {
    const std::string_view rest = html_.substr(at_);
    if (rest.starts_with("<!-->")) {
      at_ += 5;
    } else if (rest.starts_with("<!--")) {
      const std::size_t end = html_.find("-->", at_ + 4);
      if (end == std::string_view::npos) end_within("a comment", at_);
      at_ = end == std::string_view::npos ? html_.size() : end + 3;
    } else if (rest.starts_with("<![CDATA[")) {
      const std::size_t end = html_.find("]]>", at_);
      const std::size_t begin = at_ + 9;
      if (end != std::string_view::npos && is_xml_)
        add_node(Tag::text, html_.substr(begin, end - begin));
      at_ = end == std::string_view::npos ? html_.size() : end + 3;
    } else {
      skip_past('>');
    }
  }

  Name take_name() {
    Name name;
    while (at_ < html_.size() && !is_blank(html_[at_]) && html_[at_] != '>' && html_[at_] != '/' &&
           html_[at_] != '=') {
      name.push(html_[at_++]);
    }
    return name;
  }

  void take_end_tag() {
    at_ += 2;
    const Name name = take_name();
    const Tag tag = tag_of(name.view());
    if (tag == Tag::body || tag == Tag::html) {
      at_ = std::min(html_.find('>', at_), html_.size() - 1) + 1;  // nothing is missing behind it
    } else {
      skip_past('>');
    }
    if (name.size == 0) return;
    if (deep_count_ > 0 && !traits_of(tag).is_void) {
      --deep_count_;
      return;
    }
    if (tag == Tag::br) {
      add_node(Tag::br, {});
      return;
    }
    // Some pages end their body early, and go on.
    if (tag == Tag::body || tag == Tag::html || traits_of(tag).is_void) return;
    const bool is_block = traits_of(tag).is_block;
    if (is_heading(tag) && is_heading(top())) return pop();
    if (const std::size_t depth = find_open(tag, is_block, tag == Tag::table)) pop_to(depth);
  }

  void take_start_tag() {
    ++at_;
    const Name name = take_name();
    const Tag tag = tag_of(name.view());
    if (tag == Tag::html && open_count_[index(tag)] > 0) return skip_attributes();
    if (tag == Tag::body && open_count_[index(tag)] > 0) return skip_attributes();
    close_before(tag);
    const std::uint32_t node = add_node(tag, {});
    const bool ends_itself = take_attributes(node);
    const TagTraits& traits = traits_of(tag);
    if (traits.is_void) return;
    const bool is_foreign = open_count_[index(Tag::svg)] > 0 || open_count_[index(Tag::math)] > 0;
    if (ends_itself && (is_xml_ || is_foreign || tag == Tag::svg)) return;
    if (traits.is_raw && !is_foreign) return take_raw(node, name.view());
    if (open_.size() >= limits_.max_depth) {
      ++deep_count_;
      return;
    }
    open_.push_back(node);
    ++open_count_[index(tag)];
  }

  void skip_attributes() {
    const std::uint32_t scratch = add_node(Tag::other, {});
    static_cast<void>(take_attributes(scratch));
  }

  // @return true for one that ends with "/>"
  bool take_attributes(std::uint32_t number) {
    bool slash = false;
    while (at_ < html_.size()) {
      const char c = html_[at_];
      if (c == '>') {
        ++at_;
        return slash;
      }
      if (is_blank(c) || c == '/') {
        slash = c == '/';
        ++at_;
        continue;
      }
      slash = false;
      take_attribute(tree_.nodes_[number]);
    }
    end_within("a tag", at_);
    return slash;
  }

  void take_attribute(HtmlNode& node) {
    Name name;
    if (html_[at_] == '=') name.push(html_[at_++]);
    while (at_ < html_.size() && !is_blank(html_[at_]) && html_[at_] != '>' && html_[at_] != '/' &&
           html_[at_] != '=') {
      name.push(html_[at_++]);
    }
    while (at_ < html_.size() && is_blank(html_[at_])) ++at_;
    std::string_view value;
    if (at_ < html_.size() && html_[at_] == '=') value = take_value();
    const auto attribute = attribute_of(name.view());
    if (!attribute || node.attribute_count == 255) return;
    tree_.values_.push_back({*attribute, value.empty() ? value : resolved(value)});
    ++node.attribute_count;
  }

  std::string_view take_value() {
    ++at_;
    while (at_ < html_.size() && is_blank(html_[at_])) ++at_;
    if (at_ == html_.size()) return {};
    const char quote = html_[at_];
    if (quote == '"' || quote == '\'') {
      const std::size_t begin = at_ + 1;
      std::size_t end = html_.find(quote, begin);
      if (end == std::string_view::npos) end = html_.size();
      at_ = std::min(end + 1, html_.size());
      return html_.substr(begin, end - begin);
    }
    const std::size_t begin = at_;
    while (at_ < html_.size() && !is_blank(html_[at_]) && html_[at_] != '>') ++at_;
    return html_.substr(begin, at_ - begin);
  }

  // The text up to the element's own end tag; that of one without is the rest of the page, for a
  // script or style, and nothing for others.
  void take_raw(std::uint32_t node, std::string_view name) {
    const Tag raw = tree_.nodes_[node].tag;
    if (has_no_end_[index(raw)]) return;
    const std::size_t begin = at_;
    for (std::size_t at = at_; (at = html_.find("</", at)) != std::string_view::npos; at += 2) {
      const std::string_view rest = html_.substr(at + 2, name.size());
      if (rest.size() < name.size()) break;
      if (!std::ranges::equal(rest, name, {}, lower)) continue;
      const std::string_view text = html_.substr(begin, at - begin);
      const bool has_entities = raw == Tag::title || raw == Tag::textarea;
      tree_.nodes_[node].text = has_entities && !text.empty() ? resolved(text) : text;
      at_ = at;
      skip_past('>');
      return;
    }
    has_no_end_[index(raw)] = true;
    if (raw != Tag::script && raw != Tag::style) return;
    end_within(raw == Tag::script ? "<script>" : "<style>", begin);
    at_ = html_.size();
  }

  HtmlTree& tree_;
  std::string_view html_;
  const HtmlLimits& limits_;
  std::size_t at_ = 0;
  bool is_xml_ = false;
  std::vector<std::uint32_t> open_;
  std::array<std::uint32_t, kTagCount> open_count_{};
  std::array<bool, kTagCount> has_no_end_{};  // raw elements: the rest of the page was searched
  std::size_t deep_count_ = 0;                // open elements beyond the depth
};

void build_html_tree(HtmlTree& tree, std::string_view html, const HtmlLimits& limits,
                     const std::stop_token& stop) {
  HtmlTreeBuilder(tree, html, limits).run(stop);
}

}  // namespace newsidx::source

#include "source/html/text_blocks.h"

#include "base/utf8.h"
#include "source/html/sentence_text.h"

namespace newsidx::source {
namespace {

bool is_wide(char32_t c) {
  return (c >= 0x1200 && c <= 0x139f) || (c >= 0x3040 && c <= 0x30ff) ||
         (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7af) ||
         (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

struct Length {
  std::uint32_t weight = 0;
  std::uint32_t comma_count = 0;
};

Length length_of(std::string_view text) {
  Length length;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    at += point.size;
    const char32_t c = point.value;
    if (c <= ' ') continue;
    length.weight += letter_weight(c);
    const bool is_comma = c == ',' || c == 0x3001 || c == 0xff0c || c == 0x3002 || c == 0x60c ||
                          c == 0x964 || c == ';';
    const bool is_stop = c == '.' && (at >= text.size() || text[at] == ' ');
    if (is_comma || is_stop) ++length.comma_count;
  }
  return length;
}

constexpr std::uint32_t kHeadline = 25;  // letters of a link that is a headline

bool is_strong(Tag tag) {
  return tag == Tag::b || tag == Tag::strong || tag == Tag::em || tag == Tag::i;
}

class BlockCollector {
 public:
  BlockCollector(const HtmlTree& tree, const std::vector<bool>& is_left_out)
      : nodes_(tree.nodes()), is_left_out_(is_left_out) {}

  std::vector<TextBlock> run(const std::stop_token& stop) {
    for (std::uint32_t i = 0; i < nodes_.size();) {
      if ((i & 1023) == 0 && stop.stop_requested()) break;
      while (!open_.empty() && nodes_[open_.back()].end <= i) leave();
      if (is_left_out_[i]) {
        if (traits_of(nodes_[i].tag).is_block) flush();
        i = nodes_[i].end;
        continue;
      }
      enter(i);
      ++i;
    }
    flush();
    return std::move(blocks_);
  }

 private:
  void enter(std::uint32_t i) {
    const HtmlNode& node = nodes_[i];
    if (node.tag == Tag::text) return add_text(i);
    if (node.tag == Tag::br) return add_break();
    if (node.end == i + 1) {
      if (traits_of(node.tag).is_block) flush();
      return;
    }
    if (traits_of(node.tag).is_block) flush();
    open_.push_back(i);
    if (node.tag == Tag::a) ++link_depth_;
    if (is_strong(node.tag)) ++strong_depth_;
    if (traits_of(node.tag).is_block) containers_.push_back(i);
  }

  void leave() {
    const Tag tag = nodes_[open_.back()].tag;
    open_.pop_back();
    if (tag == Tag::a) --link_depth_;
    if (is_strong(tag)) --strong_depth_;
    if (!traits_of(tag).is_block) return;
    flush();
    containers_.pop_back();
  }

  void add_break() {
    if (block_.text.empty()) return;
    while (!block_.text.empty() && block_.text.back() == ' ') block_.text.pop_back();
    if (block_.text.back() == '\n') return flush();
    block_.text.push_back('\n');
  }

  void add_text(std::uint32_t i) {
    const std::size_t before = block_.text.size();
    append_squeezed(block_.text, nodes_[i].text);
    if (block_.text.size() == before) return;
    const Length length = length_of(std::string_view(block_.text).substr(before));
    if (length.weight == 0) return;
    if (block_.weight == 0) {
      block_.first = i;
      block_.begins_with_link = link_depth_ > 0 && length.weight >= kHeadline;
    }
    block_.last = i;
    block_.weight += length.weight;
    block_.comma_count += length.comma_count;
    if (link_depth_ > 0) block_.link_weight += length.weight;
    if (strong_depth_ > 0) block_.strong_weight += length.weight;
  }

  void flush() {
    std::string& text = block_.text;
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.pop_back();
    if (block_.weight > 0) {
      block_.node = containers_.empty() ? 0 : containers_.back();
      block_.tag = nodes_[block_.node].tag;
      block_.ends_sentence = ends_as_sentence(text);
      blocks_.push_back(std::move(block_));
    }
    block_ = {};
  }

  std::span<const HtmlNode> nodes_;
  const std::vector<bool>& is_left_out_;
  std::vector<std::uint32_t> open_;
  std::vector<std::uint32_t> containers_;
  std::uint32_t link_depth_ = 0;
  std::uint32_t strong_depth_ = 0;
  TextBlock block_;
  std::vector<TextBlock> blocks_;
};

}  // namespace

std::vector<TextBlock> text_blocks(const HtmlTree& tree, const std::vector<bool>& is_left_out,
                                   const std::stop_token& stop) {
  return BlockCollector(tree, is_left_out).run(stop);
}

std::uint32_t letter_weight(char32_t c) { return is_wide(c) ? 2 : 1; }

std::uint32_t text_weight(std::string_view text) { return length_of(text).weight; }

}  // namespace newsidx::source

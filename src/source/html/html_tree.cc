#include "source/html/html_tree.h"

#include "source/html/html_tree_builder.h"

namespace newsidx::source {

HtmlTree::HtmlTree(std::string_view html, const HtmlLimits& limits, const std::stop_token& stop) {
  build_html_tree(*this, html, limits, stop);
}

std::string_view HtmlTree::attribute(const HtmlNode& node, Attribute name) const {
  for (std::size_t i = 0; i < node.attribute_count; ++i) {
    const Value& value = values_[node.first_attribute + i];
    if (value.name == name) return value.text;
  }
  return {};
}

bool HtmlTree::has_attribute(const HtmlNode& node, Attribute name) const {
  for (std::size_t i = 0; i < node.attribute_count; ++i) {
    if (values_[node.first_attribute + i].name == name) return true;
  }
  return false;
}

std::string HtmlTree::text_of(std::uint32_t number) const {
  std::string out;
  const HtmlNode& node = nodes_[number];
  append_squeezed(out, node.text);
  for (std::uint32_t i = number + 1; i < node.end; ++i) {
    if (nodes_[i].tag == Tag::text) append_squeezed(out, nodes_[i].text);
    if (traits_of(nodes_[i].tag).is_block || nodes_[i].tag == Tag::br) append_squeezed(out, " ");
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

void append_squeezed(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const auto byte = static_cast<unsigned char>(c);
    bool blank = byte <= ' ' || byte == 0x7f;
    std::size_t size = 1;
    if (byte >= 0xc2) {
      const std::string_view rest = text.substr(at);
      if (rest.starts_with("\xc2\xa0")) {
        blank = true;
        size = 2;
      } else if (rest.starts_with("\xc2\xad")) {
        at += 2;
        continue;
      } else if (rest.starts_with("\xe2\x80\x8b") || rest.starts_with("\xef\xbb\xbf") ||
                 rest.starts_with("\xe2\x80\x8e") || rest.starts_with("\xe2\x80\x8f")) {
        at += 3;
        continue;
      } else if (rest.starts_with("\xe2\x80\xa8") || rest.starts_with("\xe2\x80\xa9")) {
        blank = true;
        size = 3;
      }
    }
    if (blank) {
      if (!out.empty() && out.back() != ' ' && out.back() != '\n') out.push_back(' ');
    } else {
      out.append(text, at, size);
    }
    at += size;
  }
}

}  // namespace newsidx::source

#include "source/markdown/markdown_text.h"

#include <cmark.h>

#include <algorithm>
#include <memory>

#include "source/html/html_text.h"

namespace newsidx::source {
namespace {

using Node = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;
using Iterator = std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)>;

std::string_view literal_of(cmark_node* node) {
  const char* const text = cmark_node_get_literal(node);
  return text == nullptr ? std::string_view() : std::string_view(text);
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out.push_back(c);
    }
  }
}

// "{% include x %}", "{{< figure >}}", "{{% note %}}" on one line.
std::string without_shortcodes(std::string_view markdown) {
  std::string out;
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t open = std::min(markdown.find('{', at), markdown.size());
    out += markdown.substr(at, open - at);
    at = open;
    if (at == markdown.size()) break;
    const std::string_view rest = markdown.substr(at);
    const std::string_view close = rest.starts_with("{%")    ? "%}"
                                   : rest.starts_with("{{<") ? ">}}"
                                   : rest.starts_with("{{%") ? "%}}"
                                                             : "";
    constexpr std::size_t kLongest = 1024;
    const std::string_view line = rest.substr(0, std::min(rest.find('\n'), kLongest));
    const std::size_t end = close.empty() ? std::string_view::npos : line.find(close, 2);
    if (end == std::string_view::npos) {
      out.push_back(markdown[at++]);
    } else {
      at += end + close.size();
      const bool is_between_blanks =
          out.ends_with(' ') && at < markdown.size() && markdown[at] == ' ';
      if (is_between_blanks) ++at;
    }
  }
  return out;
}

class Renderer {
 public:
  explicit Renderer(MarkdownText& result) : result_(result) {}

  void render(cmark_node* document) {
    const Iterator iterator(cmark_iter_new(document), cmark_iter_free);
    for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get())) {
      take(cmark_iter_get_node(iterator.get()), event == CMARK_EVENT_ENTER);
    }
    end_block();
  }

 private:
  void take(cmark_node* node, bool is_enter) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_IMAGE) pictures_ += is_enter ? 1 : -1;
    if (pictures_ > 0) return;
    switch (type) {
      case CMARK_NODE_TEXT:
      case CMARK_NODE_CODE: add(literal_of(node)); break;
      case CMARK_NODE_SOFTBREAK: add(" "); break;
      case CMARK_NODE_LINEBREAK: add_break(); break;
      case CMARK_NODE_HTML_INLINE:
        html_ += literal_of(node);
        has_html_ = true;
        break;
      case CMARK_NODE_CODE_BLOCK:
        end_block();
        text_ = literal_of(node);
        end_block();
        break;
      case CMARK_NODE_HTML_BLOCK:
        end_block();
        html_ = literal_of(node);
        has_html_ = true;
        end_block();
        break;
      case CMARK_NODE_HEADING:
        end_block();
        in_heading_ = is_enter;
        break;
      case CMARK_NODE_ITEM:
        end_block();
        is_tight_ = is_enter && cmark_node_get_list_tight(cmark_node_parent(node)) != 0 &&
                    cmark_node_previous(node) != nullptr;
        break;
      case CMARK_NODE_PARAGRAPH:
      case CMARK_NODE_LIST:
      case CMARK_NODE_BLOCK_QUOTE: end_block(); break;
      default: break;
    }
  }

  void add(std::string_view text) {
    text_ += text;
    append_escaped(html_, text);
  }

  void add_break() {
    text_ += '\n';
    html_ += "<br>";
  }

  void end_block() {
    std::string block = has_html_ ? html_text("<div>" + html_ + "</div>") : text_;
    text_.clear();
    html_.clear();
    has_html_ = false;
    while (!block.empty() && (block.back() == '\n' || block.back() == ' ')) block.pop_back();
    if (block.find_first_not_of(" \n\t") == std::string::npos) return;
    if (in_heading_ && result_.heading.empty() && result_.text.empty()) {
      result_.heading = block;
      return;
    }
    if (!result_.text.empty()) result_.text += is_tight_ ? "\n" : "\n\n";
    result_.text += block;
    is_tight_ = false;
  }

  MarkdownText& result_;
  std::string text_;  // of the block at hand
  std::string html_;  // the same with its HTML, text escaped
  bool has_html_ = false;
  bool in_heading_ = false;
  bool is_tight_ = false;  // the block at hand is an item of a list without blank lines
  int pictures_ = 0;
};

// Where the next piece ends: at a blank line, if there is one.
std::size_t piece_end(std::string_view markdown) {
  if (markdown.size() <= MarkdownText::kPieceBytes) return markdown.size();
  const std::string_view piece = markdown.substr(0, MarkdownText::kPieceBytes);
  for (const std::string_view border : {"\n\n", "\n", " "}) {
    const std::size_t found = piece.rfind(border);
    if (found != std::string_view::npos && found > 0) return found + border.size();
  }
  return piece.size();
}

}  // namespace

MarkdownText markdown_text(std::string_view markdown) {
  MarkdownText result;
  const std::string text = without_shortcodes(markdown);
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t size = piece_end(rest);
    const Node document(cmark_parse_document(rest.data(), size, CMARK_OPT_VALIDATE_UTF8),
                        cmark_node_free);
    Renderer(result).render(document.get());
    rest.remove_prefix(size);
  }
  return result;
}

}  // namespace newsidx::source

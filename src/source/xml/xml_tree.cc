#include "source/xml/xml_tree.h"

#include <expat.h>

#include <climits>
#include <memory>

#include "base/blanks.h"
#include "source/xml/xml_repair.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxDeclarations = 128;

// What expat tells, as a tree.
class TreeBuilder {
 public:
  TreeBuilder(XML_Parser parser, XmlTree& tree, const std::stop_token& stop)
      : parser_(parser), tree_(tree), stop_(stop) {
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
  }

  void close_all() {
    while (!open_.empty()) close();
  }
  [[nodiscard]] bool is_too_large() const { return is_too_large_; }

 private:
  struct Declaration {
    std::string prefix;
    XmlVocabulary vocabulary;
    std::size_t depth;
  };

  static void XMLCALL on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    static_cast<TreeBuilder*>(self)->start(name, attributes);
  }
  static void XMLCALL on_end(void* self, const XML_Char*) {
    static_cast<TreeBuilder*>(self)->close();
  }
  static void XMLCALL on_text(void* self, const XML_Char* text, int size) {
    static_cast<TreeBuilder*>(self)->add_text({text, static_cast<std::size_t>(size)});
  }
  // Its declarations could make text without measure; the second look leaves it out.
  static void XMLCALL on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*,
                                 int) {
    XML_StopParser(static_cast<TreeBuilder*>(self)->parser_, XML_FALSE);
  }

  bool is_full() {
    is_too_large_ = tree_.nodes.size() >= XmlTree::kMaxNodes;
    const bool is_over =
        is_too_large_ || open_.size() >= XmlTree::kMaxDepth || stop_.stop_requested();
    if (is_over) XML_StopParser(parser_, XML_FALSE);
    return is_over;
  }

  void start(std::string_view name, const XML_Char** attributes) {
    if (is_full()) return;
    XmlNode node;
    for (; *attributes != nullptr; attributes += 2) {
      const std::string_view key = attributes[0], value = attributes[1];
      if (key == "xmlns" || key.starts_with("xmlns:")) {
        declare(key.substr(std::min<std::size_t>(6, key.size())), value);
      } else {
        node.attributes.emplace_back(key, value);
      }
    }
    const std::size_t colon = name.find(':');
    const bool has_prefix = colon != std::string_view::npos && colon + 1 < name.size();
    node.vocabulary = vocabulary_of(has_prefix ? name.substr(0, colon) : "");
    node.name = has_prefix ? name.substr(colon + 1) : name;
    node.parent = open_.empty() ? 0 : open_.back();
    open_.push_back(static_cast<std::uint32_t>(tree_.nodes.size()));
    tree_.nodes.push_back(std::move(node));
  }

  void declare(std::string_view prefix, std::string_view uri) {
    if (declarations_.size() >= kMaxDeclarations) return;
    declarations_.push_back({std::string(prefix), vocabulary_of_namespace(uri), open_.size() + 1});
  }

  [[nodiscard]] XmlVocabulary vocabulary_of(std::string_view prefix) const {
    for (auto at = declarations_.rbegin(); at != declarations_.rend(); ++at) {
      if (at->prefix == prefix) return at->vocabulary;
    }
    return vocabulary_of_prefix(prefix);
  }

  void close() {
    if (open_.empty()) return;
    tree_.nodes[open_.back()].end = static_cast<std::uint32_t>(tree_.nodes.size());
    while (!declarations_.empty() && declarations_.back().depth >= open_.size()) {
      declarations_.pop_back();
    }
    open_.pop_back();
  }

  void add_text(std::string_view text) {
    if (open_.empty()) return;
    auto& nodes = tree_.nodes;
    if (nodes.back().is_text() && nodes.back().parent == open_.back()) {
      nodes.back().text += text;
      return;
    }
    if (is_full()) return;
    XmlNode node;
    node.text = text;
    node.parent = open_.back();
    node.end = static_cast<std::uint32_t>(nodes.size() + 1);
    nodes.push_back(std::move(node));
  }

  XML_Parser parser_;
  XmlTree& tree_;
  const std::stop_token& stop_;
  std::vector<std::uint32_t> open_;
  std::vector<Declaration> declarations_;
  bool is_too_large_ = false;
};

// @return whether it was well-formed; else `tree` has the error, and what stands in front of it
Result<bool> parse_once(std::string_view xml, XmlTree& tree, const std::stop_token& stop) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate("UTF-8"), XML_ParserFree);
  if (!parser) return fail(ErrorCode::limit, "no memory for a parser of XML");
  TreeBuilder builder(parser.get(), tree, stop);
  const bool is_sound =
      XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE) == XML_STATUS_OK;
  builder.close_all();
  if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped");
  if (builder.is_too_large()) return fail(ErrorCode::limit, "more than 262,144 elements");
  if (!is_sound) {
    tree.error = XML_ErrorString(XML_GetErrorCode(parser.get()));
    tree.error_line = XML_GetCurrentLineNumber(parser.get());
  }
  return is_sound;
}

}  // namespace

std::string_view XmlNode::attribute(std::string_view attribute_name) const {
  for (const auto& [key, value] : attributes) {
    if (key == attribute_name) return value;
  }
  return {};
}

std::vector<std::uint32_t> XmlTree::children(std::uint32_t node) const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t at = node + 1; at < nodes[node].end; at = nodes[at].end) {
    if (!nodes[at].is_text()) found.push_back(at);
  }
  return found;
}

std::uint32_t XmlTree::find(std::uint32_t node, std::string_view name) const {
  for (std::uint32_t at = node + 1; at < nodes[node].end; ++at) {
    if (nodes[at].name == name) return at;
  }
  return 0;
}

std::vector<std::uint32_t> XmlTree::find_all(std::uint32_t node, std::string_view name) const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t at = node + 1; at < nodes[node].end;) {
    const bool is_it = nodes[at].name == name;
    if (is_it) found.push_back(at);
    at = is_it ? nodes[at].end : at + 1;
  }
  return found;
}

std::string XmlTree::text(std::uint32_t node) const {
  std::string text = nodes[node].text;
  for (std::uint32_t at = node + 1; at < nodes[node].end; ++at) text += nodes[at].text;
  return text;
}

std::string XmlTree::line(std::uint32_t node) const { return one_line(text(node)); }

std::string XmlTree::inherited(std::uint32_t node, std::string_view attribute_name) const {
  while (true) {
    const std::string_view value = nodes[node].attribute(attribute_name);
    if (!value.empty() || node == 0) return std::string(value);
    node = nodes[node].parent;
  }
}

Result<XmlTree> parse_xml_tree(std::string_view xml, const std::stop_token& stop) {
  if (xml.size() > INT_MAX / 2) return fail(ErrorCode::limit, "too long");
  XmlTree tree;
  auto is_sound = parse_once(xml, tree, stop);
  if (!is_sound) return fail(std::move(is_sound).error());
  if (*is_sound) return tree;
  XmlTree repaired;
  repaired.was_repaired = true;
  is_sound = parse_once(repaired_xml(xml, XmlTree::kMaxDepth - 1), repaired, stop);
  if (!is_sound) return fail(std::move(is_sound).error());
  if (repaired.nodes.empty()) {
    return fail(ErrorCode::parse,
                "not XML: line " + std::to_string(tree.error_line) + ": " + tree.error);
  }
  return repaired;
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    if (!is_ascii_blank(c)) {
      line.push_back(c);
    } else if (!line.empty() && line.back() != ' ') {
      line.push_back(' ');
    }
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

}  // namespace newsidx::source

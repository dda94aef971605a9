#include "source/xml/xml_text.h"

#include <algorithm>
#include <array>

#include "source/html/html_text.h"
#include "source/xml/article_draft.h"

namespace newsidx::source {
namespace {

struct Rule {
  std::string_view name;
  std::string_view html;  // "": left out with all in it
};

// Elements whose text stands apart, and what html_text.h calls them. All others are marks within a
// line (of HTML "b", of NITF "person").
constexpr std::array<Rule, 46> kRules = {
    {{"address", "p"},      {"article", "p"},   {"blockquote", "p"}, {"block", "p"},
     {"bq", "p"},           {"br", "br"},       {"caption", "p"},    {"credit", "p"},
     {"dd", "li"},          {"div", "div"},     {"dl", "p"},         {"dt", "li"},
     {"figure", "p"},       {"fn", "p"},        {"h1", "p"},         {"h2", "p"},
     {"h3", "p"},           {"h4", "p"},        {"h5", "p"},         {"h6", "p"},
     {"hl1", "p"},          {"hl2", "p"},       {"hr", "hr"},        {"li", "li"},
     {"note", "p"},         {"ol", "ol"},       {"p", "p"},          {"P", "p"},
     {"para", "p"},         {"paragraph", "p"}, {"pre", "p"},        {"section", "p"},
     {"table", "p"},        {"td", "td"},       {"th", "td"},        {"tr", "tr"},
     {"ul", "ul"},          {"script", ""},     {"style", ""},       {"media", ""},
     {"figcaption", ""},    {"object", ""},     {"iframe", ""},      {"head", ""},
     {"media-caption", ""}, {"noscript", ""}}};

const Rule* rule_of(const XmlNode& node) {
  const auto* const rule = std::ranges::find(kRules, node.name, &Rule::name);
  return rule == kRules.end() ? nullptr : rule;
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

// The element as HTML of few kinds of elements. Ends are left out where the next start says it.
void append_html(const XmlTree& tree, std::uint32_t node, std::string& out) {
  struct End {
    std::uint32_t at;
    std::string_view html;
  };
  std::vector<End> ends;
  for (std::uint32_t at = node + 1; at < tree.nodes[node].end;) {
    while (!ends.empty() && ends.back().at <= at) {
      out.append("</").append(ends.back().html).append(">");
      ends.pop_back();
    }
    const XmlNode& here = tree.nodes[at];
    if (here.is_text()) {
      append_escaped(out, here.text);
      ++at;
      continue;
    }
    const Rule* const rule = rule_of(here);
    if (rule != nullptr && rule->html.empty()) {
      at = here.end;
      continue;
    }
    if (rule != nullptr) {
      out.append("<").append(rule->html).append(">");
      ends.push_back({here.end, rule->html});
    }
    ++at;
  }
  for (; !ends.empty(); ends.pop_back()) out.append("</").append(ends.back().html).append(">");
}

bool has_elements(const XmlTree& tree, std::uint32_t node) {
  for (std::uint32_t at = node + 1; at < tree.nodes[node].end; ++at) {
    if (!tree.nodes[at].is_text()) return true;
  }
  return false;
}

}  // namespace

std::string rich_text(const XmlTree& tree, std::uint32_t node) {
  if (!has_elements(tree, node)) return field_text(tree.text(node));
  std::string html = "<div>";
  append_html(tree, node, html);
  return html_text(html + "</div>");
}

std::string rich_text(const XmlTree& tree, const std::vector<std::uint32_t>& nodes) {
  std::string all;
  for (const std::uint32_t node : nodes) {
    const std::string text = rich_text(tree, node);
    if (!all.empty() && !text.empty()) all += "\n\n";
    all += text;
  }
  return all;
}

}  // namespace newsidx::source

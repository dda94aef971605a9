#include "source/html/script_text.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "base/utf8.h"
#include "source/html/html_text.h"
#include "source/html/sentence_text.h"
#include "source/html/text_blocks.h"

namespace newsidx::source {
namespace {

constexpr std::uint32_t kParagraph = 80;  // letters of a literal that is prose
constexpr std::size_t kMinInner = 400;    // bytes of a literal that may hold others
constexpr int kMaxDepth = 2;
constexpr std::size_t kMaxNameBytes = 40;

int hex_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The code unit of four hexadecimal digits at `at`, or -1.
int unit_at(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return -1;
  int unit = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const int digit = hex_of(text[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

// "\u003cp\u003e", "\"", "\n" resolved; halves of surrogate pairs become U+FFFD.
std::string unescaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      out.push_back(text[at]);
      continue;
    }
    const char c = text[++at];
    if (c != 'u') {
      out.push_back(c == 'n' || c == 'r' ? '\n' : c == 't' ? ' ' : c);
      continue;
    }
    const int unit = unit_at(text, at + 1);
    if (unit < 0) continue;
    at += 4;
    auto point = static_cast<char32_t>(unit);
    const bool is_pair = text.substr(at + 1, 2) == "\\u";
    const int low = is_pair ? unit_at(text, at + 3) : -1;
    if (unit >= 0xd800 && unit < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
      point = 0x10000 + (static_cast<char32_t>(unit - 0xd800) << 10) +
              static_cast<char32_t>(low - 0xdc00);
      at += 6;
    } else if (unit >= 0xd800 && unit < 0xe000) {
      point = 0xfffd;
    }
    append_utf8(out, point);
  }
  return out;
}

bool has_paragraphs(std::string_view text) {
  return text.find("<p") != std::string_view::npos || text.find("<br") != std::string_view::npos ||
         text.find("</p") != std::string_view::npos;
}

// Code and data have other signs than prose.
bool is_prose_text(std::string_view text) {
  if (text.starts_with("http") || text.starts_with('{') || text.starts_with('[')) return false;
  const auto count = std::ranges::count_if(text, [](char c) {
    return c == '{' || c == '}' || c == ';' || c == '=' || c == '\\' || c == '_' || c == '/';
  });
  if (static_cast<std::size_t>(count) * 40 > text.size()) return false;
  return text_weight(text) >= kParagraph && (ends_as_sentence(text) || text.size() > 400);
}

struct Group {
  std::vector<std::string> texts;
  std::uint64_t weight = 0;
};

class LiteralScan {
 public:
  explicit LiteralScan(const std::stop_token& stop) : stop_(stop) {}

  void scan(std::string_view script, int depth) {
    std::string_view name;
    for (std::size_t at = 0; (at = script.find('"', at)) != std::string_view::npos;) {
      if (stop_.stop_requested()) return;
      const std::size_t end = end_of(script, at + 1);
      if (end == std::string_view::npos) return;
      const std::string_view literal = script.substr(at + 1, end - at - 1);
      at = end + 1;
      const std::size_t next = script.find_first_not_of(" \t\r\n", at);
      if (next != std::string_view::npos && script[next] == ':') {
        name = literal.substr(0, kMaxNameBytes);
        continue;
      }
      if (literal.size() >= kParagraph / 2) take(name, literal, depth);
    }
  }

  ScriptText result() {
    ScriptText out;
    const Group* best = nullptr;
    for (const auto& [name, group] : groups_) {
      if (best == nullptr || group.weight > best->weight) best = &group;
    }
    if (best != nullptr && best->weight > html_weight_) {
      out.paragraphs = best->texts;
    } else {
      out.html = std::move(html_);
    }
    return out;
  }

 private:
  static std::size_t end_of(std::string_view script, std::size_t at) {
    for (; (at = script.find_first_of("\"\\", at)) != std::string_view::npos; at += 2) {
      if (script[at] == '"') return at;
    }
    return std::string_view::npos;
  }

  void take(std::string_view name, std::string_view literal, int depth) {
    std::string text = unescaped(literal);
    if (has_paragraphs(text)) {
      const std::uint32_t weight = text_weight(html_text(text));
      const bool is_data = text.starts_with('{') || text.starts_with('[');
      if (!is_data && weight > html_weight_) {
        html_weight_ = weight;
        html_ = text;
      }
    } else if (is_prose_text(text) && seen_.insert(text).second) {
      Group& group = groups_[std::string(name)];
      group.weight += text_weight(text);
      group.texts.push_back(text);
    }
    if (depth < kMaxDepth && text.size() >= kMinInner && text.find("\":") != std::string::npos) {
      scan(text, depth + 1);
    }
  }

  const std::stop_token& stop_;
  std::map<std::string, Group> groups_;
  std::unordered_set<std::string> seen_;
  std::string html_;
  std::uint64_t html_weight_ = 0;
};

}  // namespace

ScriptText script_text(const HtmlTree& tree, const std::stop_token& stop) {
  LiteralScan scan(stop);
  for (const HtmlNode& node : tree.nodes()) {
    if (node.tag == Tag::script) scan.scan(node.text, 0);
  }
  return scan.result();
}

}  // namespace newsidx::source

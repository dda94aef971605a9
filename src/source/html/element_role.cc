#include "source/html/element_role.h"

#include <algorithm>
#include <array>
#include <string>

#include "source/html/role_words.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kLongestWord = 40;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return is_capital(c) ? static_cast<char>(c | 0x20) : c; }

// The first of its words that says something; comments before all others.
Role role_of_words(std::string_view text) {
  Role role = Role::none;
  std::string word;
  const auto take = [&] {
    const Role of_word = role_of_word(word);
    word.clear();
    if (of_word == Role::none) return;
    if (role == Role::none || of_word == Role::comments) role = of_word;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool begins = is_capital(c) && at > 0 && !is_capital(text[at - 1]);
    if (!is_letter(c) || begins) take();
    if (is_letter(c) && word.size() < kLongestWord) word.push_back(lower(c));
  }
  take();
  return role;
}

Role role_of_names(std::string_view names) {
  Role role = Role::none;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\r\n"), names.size());
    const std::string_view name = names.substr(0, end);
    const Role of_name = is_state_class(name) ? Role::none : role_of_words(name);
    if (role == Role::none || of_name == Role::comments) role = of_name;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return role;
}

bool is_body_name(std::string_view name) {
  std::string letters;
  for (const char c : name) {
    if ((is_letter(c) || is_digit(c)) && letters.size() < kLongestWord) letters.push_back(lower(c));
  }
  return names_body(letters);
}

bool has_body_name(std::string_view names) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\r\n"), names.size());
    if (is_body_name(names.substr(0, end))) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

bool has_hidden_class(std::string_view names) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\r\n"), names.size());
    if (is_hiding_class(names.substr(0, end))) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

bool is_hidden(const HtmlTree& tree, const HtmlNode& node) {
  if (tree.has_attribute(node, Attribute::hidden)) return true;
  if (tree.attribute(node, Attribute::aria_hidden) == "true") return true;
  if (has_hidden_class(tree.attribute(node, Attribute::class_).substr(0, 512))) return true;
  std::string style;
  for (const char c : tree.attribute(node, Attribute::style).substr(0, 1024)) {
    if (c != ' ') style.push_back(lower(c));
  }
  return style.find("display:none") != std::string::npos ||
         style.find("visibility:hidden") != std::string::npos;
}

Role role_of_tag(Tag tag) {
  switch (tag) {
    case Tag::aside:
    case Tag::nav:
    case Tag::footer:
    case Tag::form: return Role::aside;
    case Tag::figure: return Role::about;
    case Tag::dialog: return Role::notice;
    default: return Role::none;
  }
}

}  // namespace

bool is_never_text(Tag tag) {
  using enum Tag;
  switch (tag) {
    case script:
    case style:
    case noscript:
    case template_:
    case svg:
    case math:
    case iframe:
    case button:
    case select:
    case input:
    case textarea:
    case datalist:
    case figcaption:
    case picture:
    case video:
    case audio:
    case canvas:
    case object:
    case embed:
    case head:
    case title:
    case menu:
    case noembed:
    case noframes:
    case map:
    case rt:
    case rp: return true;
    default: return false;
  }
}

Role role_of(const HtmlTree& tree, const HtmlNode& node) {
  const Role of_tag = role_of_tag(node.tag);
  if (node.attribute_count == 0) return of_tag;
  // Paragraphs that are hidden one by one are shown to subscribers.
  if (node.tag != Tag::p && is_hidden(tree, node)) return Role::hidden;
  if (tree.attribute(node, Attribute::itemprop).find("articleBody") != std::string_view::npos) {
    return Role::body;
  }
  constexpr std::array<Attribute, 5> kNames = {Attribute::class_, Attribute::id,
                                               Attribute::data_testid, Attribute::data_component,
                                               Attribute::role};
  for (const Attribute name : kNames) {
    if (has_body_name(tree.attribute(node, name).substr(0, 512))) return Role::body;
  }
  for (const Attribute name : kNames) {
    const Role role = role_of_names(tree.attribute(node, name).substr(0, 512));
    if (role != Role::none) return role;
  }
  return of_tag;
}

}  // namespace newsidx::source

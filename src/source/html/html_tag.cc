#include "source/html/html_tag.h"

#include <array>
#include <initializer_list>

namespace newsidx::source {
namespace {

// clang-format off
constexpr std::array<std::string_view, kTagCount> kTagNames = {
  "", "", "", "a", "abbr", "address", "area", "article", "aside", "audio", "b", "base",
  "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite", "code", "col",
  "colgroup", "datalist", "dd", "del", "details", "dialog", "div", "dl", "dt", "em", "embed",
  "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2",
  "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img", "input",
  "ins", "label", "legend", "li", "link", "main", "map", "mark", "math", "menu", "meta", "nav",
  "noembed", "noframes", "noscript", "object", "ol", "optgroup", "option", "p", "param", "picture",
  "pre", "q", "rp", "rt", "ruby", "s", "script", "search", "section", "select", "small", "source",
  "span", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template",
  "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track", "u", "ul", "video", "wbr",
  "xmp"};

constexpr std::array<std::string_view, 25> kAttributeNames = {
  "id", "class", "role", "style", "hidden", "aria-hidden", "aria-label", "content", "name",
  "property", "itemprop", "itemtype", "itemscope", "datetime", "href", "rel", "lang", "type",
  "charset", "http-equiv", "data-testid", "data-component", "pubdate", "title", "src"};
// clang-format on

// Open addressing; a slot holds an index + 1.
constexpr std::size_t kSlots = 512;
using Table = std::array<std::uint8_t, kSlots>;

constexpr std::size_t slot_of(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char c : name) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619U;
  return (hash ^ hash >> 15) % kSlots;
}

template <std::size_t N>
constexpr Table table_of(const std::array<std::string_view, N>& names) {
  Table table{};
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i].empty()) continue;
    std::size_t slot = slot_of(names[i]);
    while (table[slot] != 0) slot = (slot + 1) % kSlots;
    table[slot] = static_cast<std::uint8_t>(i + 1);
  }
  return table;
}

constexpr Table kTags = table_of(kTagNames);
constexpr Table kAttributes = table_of(kAttributeNames);

template <std::size_t N>
std::size_t find(const Table& table, const std::array<std::string_view, N>& names,
                 std::string_view name) {
  for (std::size_t slot = slot_of(name); table[slot] != 0; slot = (slot + 1) % kSlots) {
    if (names[table[slot] - 1U] == name) return table[slot] - 1U;
  }
  return N;
}

constexpr void set(std::array<TagTraits, kTagCount>& traits, bool TagTraits::*member,
                   std::initializer_list<Tag> tags) {
  for (const Tag tag : tags) traits[static_cast<std::size_t>(tag)].*member = true;
}

constexpr std::array<TagTraits, kTagCount> make_traits() {
  using enum Tag;
  std::array<TagTraits, kTagCount> t{};
  set(t, &TagTraits::is_void,
      {area, base, br, col, embed, hr, img, input, link, meta, param, Tag::source, track, wbr,
       frame});
  set(t, &TagTraits::is_raw, {script, style, title, textarea, xmp, iframe, noembed, noframes});
  set(t, &TagTraits::ends_paragraph,
      {address,    article, aside,  blockquote, center, details, dialog, div, dl,  fieldset,
       figcaption, figure,  footer, form,       h1,     h2,      h3,     h4,  h5,  h6,
       header,     hgroup,  hr,     main,       menu,   nav,     ol,     p,   pre, search,
       section,    summary, ul,     table,      xmp,    li,      dd,     dt});
  set(t, &TagTraits::is_block,
      {root,     address, article,  aside,      blockquote, body,   center,  details,  dialog,
       div,      dl,      fieldset, figcaption, figure,     footer, form,    h1,       h2,
       h3,       h4,      h5,       h6,         head,       header, hgroup,  hr,       html,
       main,     menu,    nav,      ol,         p,          pre,    search,  section,  summary,
       ul,       table,   xmp,      li,         dd,         dt,     caption, tbody,    thead,
       tfoot,    tr,      td,       th,         iframe,     legend, option,  optgroup, select,
       textarea, title,   noscript, button,     frameset,   video,  audio,   object});
  set(t, &TagTraits::is_scope,
      {root, html, table, td, th, caption, template_, object, button, svg, math});
  return t;
}

constexpr auto kTraits = make_traits();

}  // namespace

Tag tag_of(std::string_view name) {
  const std::size_t index = find(kTags, kTagNames, name);
  return index < kTagCount ? static_cast<Tag>(index) : Tag::other;
}

std::optional<Attribute> attribute_of(std::string_view name) {
  const std::size_t index = find(kAttributes, kAttributeNames, name);
  if (index == kAttributeNames.size()) return std::nullopt;
  return static_cast<Attribute>(index);
}

const TagTraits& traits_of(Tag tag) { return kTraits[static_cast<std::size_t>(tag)]; }

}  // namespace newsidx::source

// source/html/html_tag.h
//
// The elements and attributes of HTML that matter to who reads a page for its text. All others are
// `Tag::other` and are not kept.
//
// Threads: pure functions.   Cost: one look into a hash table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace newsidx::source {

// clang-format off
enum class Tag : std::uint8_t {
  text, root, other, a, abbr, address, area, article, aside, audio, b, base, blockquote, body, br,
  button, canvas, caption, center, cite, code, col, colgroup, datalist, dd, del, details, dialog,
  div, dl, dt, em, embed, fieldset, figcaption, figure, font, footer, form, frame, frameset, h1, h2,
  h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe, img, input, ins, label, legend, li,
  link, main, map, mark, math, menu, meta, nav, noembed, noframes, noscript, object, ol, optgroup,
  option, p, param, picture, pre, q, rp, rt, ruby, s, script, search, section, select, small,
  source, span, strong, style, sub, summary, sup, svg, table, tbody, td, template_, textarea, tfoot,
  th, thead, time, title, tr, track, u, ul, video, wbr, xmp,
};

enum class Attribute : std::uint8_t {
  id, class_, role, style, hidden, aria_hidden, aria_label, content, name, property, itemprop,
  itemtype, itemscope, datetime, href, rel, lang, type, charset, http_equiv, data_testid,
  data_component, pubdate, title, src,
};
// clang-format on

inline constexpr std::size_t kTagCount = static_cast<std::size_t>(Tag::xmp) + 1;

/// @param name  in small letters
[[nodiscard]] Tag tag_of(std::string_view name);
[[nodiscard]] std::optional<Attribute> attribute_of(std::string_view name);

/// How an element is parsed and what it does to the lines of its text.
struct TagTraits {
  bool is_void = false;         ///< has no content and no end tag
  bool is_raw = false;          ///< nothing but its own end tag is markup within
  bool is_block = false;        ///< its text is on lines of its own
  bool ends_paragraph = false;  ///< its start tag is the end of an open <p>
  bool is_scope = false;        ///< an end tag of another element does not reach through it
};
[[nodiscard]] const TagTraits& traits_of(Tag tag);

[[nodiscard]] constexpr bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

}  // namespace newsidx::source

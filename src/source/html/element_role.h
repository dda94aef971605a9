// source/html/element_role.h
//
// What an element of a page is for, as its tag and the words of its class, id and role say: the
// vocabulary that all publishers share. No word is of one paper.
//
// Threads: pure functions.   Cost: linear in the attributes.
#pragma once

#include <cstdint>
#include <string_view>

#include "source/html/html_tree.h"

namespace newsidx::source {

enum class Role : std::uint8_t {
  none,
  body,      ///< named as the text of the article
  aside,     ///< around the article: related, sharing, promotion, navigation
  comments,  ///< what readers say
  notice,    ///< consent, subscription, log-in
  about,     ///< about the article: author, date, tags, caption
  hidden,    ///< not shown
};

[[nodiscard]] Role role_of(const HtmlTree& tree, const HtmlNode& node);

/// Elements that never have text of an article: scripts, buttons, captions, what is drawn.
[[nodiscard]] bool is_never_text(Tag tag);

}  // namespace newsidx::source

// source/xml/xml_text.h
//
// What a reader sees of an element that holds markup: XHTML, the body of NITF, or HTML in a feed.
//
// Threads: pure functions.   Cost: linear.
#pragma once

#include <string>

#include "source/xml/xml_tree.h"

namespace newsidx::source {

/// Paragraphs as html_text.h keeps them apart. Text without any elements in it is read as HTML
/// where it looks like that. Pictures, their captions, scripts and the like are left out.
[[nodiscard]] std::string rich_text(const XmlTree& tree, std::uint32_t node);

/// Several of them, a blank line between two.
[[nodiscard]] std::string rich_text(const XmlTree& tree, const std::vector<std::uint32_t>& nodes);

}  // namespace newsidx::source

// source/html/html_tree_builder.h
//
// Makes the nodes of a page: one pass from its first byte to its last, tokens and tree together.
//
// Invariants: as of HtmlTree. Elements that are open are a stack of bounded depth; how many there
//             are of each tag is counted, so that an end tag without a start costs nothing.
// Threads: one page, one thread.   Cost: linear, whatever the page holds.
// Source: HTML Standard, sections 13.2.5 (tokenization) and 13.2.6 (tree construction); left out
// are
//         the adoption agency, foster parents and the reconstruction of formatting elements.
#pragma once

#include <stop_token>
#include <string_view>

#include "source/html/html_tree.h"

namespace newsidx::source {

/// Fills an empty tree.
void build_html_tree(HtmlTree& tree, std::string_view html, const HtmlLimits& limits,
                     const std::stop_token& stop);

}  // namespace newsidx::source

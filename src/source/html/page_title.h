// source/html/page_title.h
//
// The headline of a page's article, of the five places that name it: JSON-LD, og:title, the first
// <h1>, twitter:title and <title>. None is right everywhere, so what several agree on wins; the
// name of the site and of a section behind it are taken off first.
//
// Threads: a pure function.   Cost: linear.
#pragma once

#include <string>
#include <string_view>

#include "source/html/page_facts.h"

namespace newsidx::source {

/// @param url  of the page, where known: its host names the site
/// @return "" when the page has none
[[nodiscard]] std::string page_title(const PageFacts& facts, std::string_view url);

/// The letters and digits of a title in small letters: what two forms of it have in common. Letters
/// beyond ASCII stay as they are.
[[nodiscard]] std::string title_key(std::string_view title);

}  // namespace newsidx::source

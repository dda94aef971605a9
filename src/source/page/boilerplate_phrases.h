// source/page/boilerplate_phrases.h
//
// The set phrases of news pages that are not part of any article. A phrase counts only when it
// is a whole line (or begins a short one): within a sentence the same words are text.
#pragma once

#include <string_view>

namespace newsidx::source {

/// A line that never holds news: "Advertisement", "Share", "Back to top", "Read more: ...".
[[nodiscard]] bool is_boilerplate(std::string_view line);

/// "Read more", "Continue reading »": ends a teaser.
[[nodiscard]] bool is_read_more(std::string_view line);

/// The heading of a list of other articles: "In depth coverage", "More from World".
[[nodiscard]] bool is_teaser_heading(std::string_view line);

/// Files the page under something: "Tag: Syria", "Filed under: World".
[[nodiscard]] bool is_filing_label(std::string_view line);

/// Names a section of the paper, as stands above a headline: "World Media", "Home > News > Asia".
[[nodiscard]] bool is_section_label(std::string_view line);

/// Says who wrote the text: "By Ada Byron", "Von Ada Byron und Bea Byron".
[[nodiscard]] bool is_byline(std::string_view line);

/// Has a function word (the, was, have, ...): English prose cannot do without, headlines do.
[[nodiscard]] bool has_function_word(std::string_view line);

/// A word of at least four letters stands in both lines.
[[nodiscard]] bool share_a_word(std::string_view line, std::string_view other);

}  // namespace newsidx::source

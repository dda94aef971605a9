// source/office/pdf_text.h
//
// The text that pdftotext makes of a PDF, page by page and line by line -> paragraphs.
//
// Words that were parted at the end of a line are joined, and so are the lines of a paragraph, over
// the end of a page too. A line that ends well before the next word would not have fitted ends its
// paragraph: a headline, mostly. Heads and feet of pages, which say the same on most of them, and
// page numbers are left out.
//
// Threads: a pure function.   Cost: linear, and a sort of the heads and feet.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsidx::source {

/// @param text  UTF-8; pages end in a form feed, paragraphs are apart by empty lines
[[nodiscard]] std::vector<std::string> pdf_paragraphs(std::string_view text);

}  // namespace newsidx::source

// source/markdown/markdown_text.h
//
// What a reader sees of a text in Markdown (CommonMark, by cmark): paragraphs apart by a blank
// line, items of a list by a newline; of links and code the text, of pictures nothing. HTML in it
// is read as HTML. Marks of site generators ("{% include x %}", "{{< figure >}}") are left out.
//
// Threads: a pure function.   Cost: linear as cmark is; what is longer than kPieceBytes is read in
// pieces, so that what cmark 0.30.2 does in quadratic time stays short.
#pragma once

#include <string>
#include <string_view>

namespace newsidx::source {

struct MarkdownText {
  static constexpr std::size_t kPieceBytes = 64 << 10;

  std::string heading;  ///< the first one, where no text stands in front of it
  std::string text;     ///< all that follows; what stands in front of a later heading too
};

/// @param markdown  UTF-8, without front matter
[[nodiscard]] MarkdownText markdown_text(std::string_view markdown);

}  // namespace newsidx::source

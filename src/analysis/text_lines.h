// analysis/text_lines.h
//
// The lines of a text, and where a phrase cannot run on from one to the next. A blank line and an
// item of a list end phrases. A single newline may be the end of a paragraph or be there because
// the line was full: it ends phrases behind the end of a sentence, and elsewhere unless a small
// letter follows or the text is hard-wrapped. All of these begin a paragraph, but a newline behind
// a sentence of a hard-wrapped text, which begins a sentence.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "analysis/boundary.h"
#include "analysis/span.h"

namespace newsidx::analysis {

/// The text with a newline for each other character that ends a line: vertical tab, form feed, a
/// carriage return alone, U+0085, U+2028; for U+2029, which ends a paragraph, a blank line. Offsets
/// stay. Nearly all texts have none and are given back as they are.
/// @param buffer  for the others; outlives what is returned
[[nodiscard]] std::string_view with_newlines(std::string_view text, std::string& buffer);

class TextLines {
 public:
  /// @param text  as with_newlines() gives it. Cost: looks at the first 64 newlines of the text.
  explicit TextLines(std::string_view text);

  struct Line {
    Span bytes;                        ///< without the newline; holds newlines that cut a word only
    Boundary begins = Boundary::none;  ///< if any, no phrase runs from before into this line
  };
  /// @return false at the end of the text
  [[nodiscard]] bool next(Line& line);

 private:
  [[nodiscard]] std::size_t line_end(std::size_t begin) const;
  [[nodiscard]] Boundary boundary_behind(std::size_t newline) const;

  std::string_view text_;
  std::size_t at_ = 0;
  bool is_hard_wrapped_ = false;
};

}  // namespace newsidx::analysis

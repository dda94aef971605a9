// cli/render/terminal_text.h
//
// Text laid out for a terminal: columns counted, lines wrapped, matches marked, and made harmless.
//
// Article text comes from anywhere. An escape sequence in it could retitle the window, type
// commands or hide what it says, so no control character of a text reaches the terminal: it is
// shown as a picture of itself (ESC as ␛), and overrides of the writing direction are dropped.
#pragma once

#include <newsidx/answer.h>
#include <newsidx/text.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::cli {

/// Columns of a text as it would be printed.
[[nodiscard]] std::size_t column_count(std::string_view text);

/// What is printed of a character.
struct Shown {
  char32_t code_point = 0;
  std::string text;  ///< UTF-8; empty: nothing
  std::size_t columns = 1;
};
/// A character of a text from anywhere: itself, or what does no harm in its place.
/// @param next  display_char(text, at)
[[nodiscard]] Shown shown(std::string_view text, std::size_t at, const DisplayChar& next);

enum class TextRole : std::uint8_t { plain, title, meta, match };

/// A piece of text with its looks, to be wrapped to a width.
class Paragraph {
 public:
  explicit Paragraph(bool color) : color_(color) {}

  /// Adds text; `marks` are bytes of `text`. Line breaks become blanks.
  Paragraph& add(std::string_view text, TextRole role = TextRole::plain,
                 const std::vector<Mark>& marks = {});

  /// What is added from here on leads there, on terminals that have links (OSC 8); "": nowhere.
  /// What is no address of the web or of a file is none.
  Paragraph& link_to(std::string_view address);

  struct Line {
    std::string text;         ///< with colours and links, each line by itself
    std::size_t columns = 0;  ///< that it takes
  };
  /// Wraps at blanks, or between wide characters; a longer word is cut. Without text: no line.
  [[nodiscard]] std::vector<Line> lines(std::size_t width) const;

  /// The lines, each with its indentation and a line break.
  [[nodiscard]] std::string to_string(std::size_t width, std::size_t indentation = 0) const;

  [[nodiscard]] bool empty() const noexcept { return glyphs_.empty(); }

 private:
  struct Glyph {
    char32_t code_point;
    std::uint8_t size;  // bytes, of
    std::uint8_t columns;
    TextRole role;
    bool is_link;
    std::size_t begin;  // where it is in bytes_
  };
  /// What is shown of the character at byte `at`. @return the character's bytes
  std::size_t add_glyph(std::string_view text, std::size_t at, TextRole role);
  [[nodiscard]] bool can_break_before(std::size_t glyph) const;
  [[nodiscard]] Line make_line(std::size_t begin, std::size_t end) const;

  bool color_;
  bool in_link_ = false;
  std::string link_;  // as it is sent; of all that is one
  std::vector<Glyph> glyphs_;
  std::string bytes_;  // as shown
};

}  // namespace newsidx::cli

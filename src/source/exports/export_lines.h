// source/exports/export_lines.h
//
// Text as exports lay it out: blocks of lines with blank lines between them, and lines that begin
// with the name of a field.
//
// Threads: pure functions.   Cost: linear.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::source {

enum class ExportRole : std::uint8_t {
  none,
  title,
  author,
  section,
  length,
  lead,
  dateline,
  body,
  language,
  load_date,
  source,
  date,
  tags,
  id,
  url,
  ignored
};

/// Without blanks at its ends.
[[nodiscard]] std::string_view trimmed_line(std::string_view line);

/// What a line that begins with the name of a field says: "BYLINE: Ann", "Länge: 12 Wörter".
struct ExportField {
  ExportRole role = ExportRole::none;  ///< none: it begins with no known name
  std::string_view value;
};
[[nodiscard]] ExportField export_field_of(std::string_view line);

struct ExportBlock {
  std::vector<std::string_view> lines;  ///< trimmed, none empty

  /// One line.
  [[nodiscard]] std::string text() const;
  /// Lines that were wrapped are one paragraph; long ones are one each.
  [[nodiscard]] std::string paragraphs() const;
};

/// Numbers of pages ("Page 1 of 3") are left out.
[[nodiscard]] std::vector<ExportBlock> export_blocks(std::string_view text);

/// "© 2016 ..." or "Copyright 2016 ...".
[[nodiscard]] bool is_copyright(std::string_view line);

/// "ENGLISH", "Deutsch; German" -> "en", "de"; "" for none that is known.
[[nodiscard]] std::string_view language_of_name(std::string_view name);

}  // namespace newsidx::source

#include "cli/help_text.h"

#include <algorithm>

namespace newsidx::cli {
namespace {

// Where the lines that go on with this one begin; npos: it is not wrapped.
std::size_t hanging_indent(std::string_view line) {
  if (!line.starts_with(' ')) return 0;
  const bool has_description = line.size() > kHelpColumn && line[kHelpColumn] != ' ' &&
                               line.substr(kHelpColumn - 2, 2) == "  ";
  const std::size_t name = line.find_first_not_of(' ');
  const bool is_option = line.substr(name).starts_with('-') || name >= kHelpColumn;
  return has_description && is_option ? kHelpColumn : std::string_view::npos;
}

void append_wrapped(std::string& out, std::string_view line, std::size_t columns) {
  const std::size_t indent = hanging_indent(line);
  std::size_t room = columns;
  while (line.size() > room && indent != std::string_view::npos) {
    const std::size_t blank = line.rfind(' ', room);
    const std::size_t least = room == columns ? indent : 0;
    if (blank == std::string_view::npos || blank <= least) break;  // one word is too long
    out.append(line.substr(0, blank)).append("\n").append(indent, ' ');
    line.remove_prefix(blank + 1);
    room = columns - indent;
  }
  out.append(line).append("\n");
}

}  // namespace

std::string wrap_help(std::string_view text, unsigned columns) {
  columns = std::max(columns, 2 * kHelpColumn);
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    append_wrapped(out, text.substr(begin, end - begin), columns);
    begin = end + 1;
  }
  return out;
}

}  // namespace newsidx::cli

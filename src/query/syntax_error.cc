#include "query/syntax_error.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace newsidx::query {
namespace {

constexpr std::size_t kShownColumns = 70;
constexpr std::string_view kIndent = "  ";

// One character of the query as it is shown.
struct Cell {
  std::size_t offset = 0;  // of its first byte in the query
  std::string text;
  std::size_t columns = 1;
};

// East Asian wide characters take two columns of a terminal; the blocks that queries are written in
// are enough here, because a caret that is a column off still points at the right word.
bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
         (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
         (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
}

bool is_combining(char32_t c) {
  return (c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200d) || (c >= 0xfe00 && c <= 0xfe0f);
}

// Characters that would move the cursor or turn the direction of the line.
bool is_unprintable(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

std::vector<Cell> cells_of(std::string_view query) {
  std::vector<Cell> cells;
  for (std::size_t at = 0; at < query.size();) {
    const CodePoint code_point = decode_utf8(query, at);
    Cell cell{at, {}, 1};
    if (is_unprintable(code_point.value)) {
      cell.text = " ";
    } else {
      append_utf8(cell.text, code_point.value);
      if (is_wide(code_point.value)) cell.columns = 2;
      if (is_combining(code_point.value)) cell.columns = 0;
    }
    cells.push_back(std::move(cell));
    at += code_point.size;
  }
  return cells;
}

// The cells [begin, end) to show: all of them, or as many as fit around `focus`.
std::pair<std::size_t, std::size_t> window_around(const std::vector<Cell>& cells,
                                                  std::size_t focus) {
  std::size_t begin = std::min(focus, cells.size());
  std::size_t end = begin;
  std::size_t columns = 0;
  bool grew = true;
  while (grew) {  // alternately to the left and to the right, until the line is full
    grew = false;
    if (begin > 0 && columns + cells[begin - 1].columns <= kShownColumns) {
      columns += cells[--begin].columns;
      grew = true;
    }
    if (end < cells.size() && columns + cells[end].columns <= kShownColumns) {
      columns += cells[end++].columns;
      grew = true;
    }
  }
  return {begin, end};
}

}  // namespace

Failure syntax_error(std::string_view query, Place place, std::string_view what,
                     std::string_view hint, ErrorCode code) {
  const std::vector<Cell> cells = cells_of(query);
  std::size_t focus = 0;
  while (focus < cells.size() && cells[focus].offset < place.begin) ++focus;
  const auto [begin, end] = window_around(cells, focus);

  std::string message(what);
  message += ": column " + std::to_string(focus + 1) + " of the query";
  if (!hint.empty()) message.append(" (try: ").append(hint).append(")");

  std::string shown(kIndent);
  std::string caret(kIndent);
  if (begin > 0) {
    shown += "…";
    caret += ' ';
  }
  for (std::size_t i = begin; i < end; ++i) {
    shown += cells[i].text;
    if (i < focus) caret.append(cells[i].columns, ' ');
  }
  if (end < cells.size()) shown += "…";
  return fail(code, message + "\n" + shown + "\n" + caret + "^");
}

}  // namespace newsidx::query

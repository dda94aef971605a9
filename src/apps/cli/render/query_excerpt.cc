#include <newsidx/text.h>

#include <algorithm>
#include <cstddef>

#include "cli/render/render.h"
#include "cli/render/terminal_text.h"

namespace newsidx::cli {
namespace {

constexpr std::size_t kShownColumns = 70;
constexpr std::string_view kIndent = "  ";

// The characters [begin, end) to show: all of them, or as many as fit around `focus`.
std::pair<std::size_t, std::size_t> window_around(const std::vector<Shown>& characters,
                                                  std::size_t focus) {
  std::size_t begin = std::min(focus, characters.size());
  std::size_t end = begin;
  std::size_t columns = 0;
  bool grew = true;
  while (grew) {  // alternately to the left and to the right, until the line is full
    grew = false;
    if (begin > 0 && columns + characters[begin - 1].columns <= kShownColumns) {
      columns += characters[--begin].columns;
      grew = true;
    }
    if (end < characters.size() && columns + characters[end].columns <= kShownColumns) {
      columns += characters[end++].columns;
      grew = true;
    }
  }
  return {begin, end};
}

}  // namespace

std::string query_excerpt(std::string_view query, std::uint32_t column) {
  std::vector<Shown> characters;
  for (std::size_t at = 0; at < query.size();) {
    const DisplayChar next = display_char(query, at);
    characters.push_back(shown(query, at, next));
    at += next.bytes;
  }
  const std::size_t focus = std::min<std::size_t>(column - 1, characters.size());
  const auto [begin, end] = window_around(characters, focus);
  std::string text(kIndent);
  std::string caret(kIndent);
  if (begin > 0) {
    text += "…";
    caret += ' ';
  }
  for (std::size_t i = begin; i < end; ++i) {
    text += characters[i].text;
    if (i < focus) caret.append(characters[i].columns, ' ');
  }
  if (end < characters.size()) text += "…";
  return text + "\n" + caret + "^\n";
}

}  // namespace newsidx::cli

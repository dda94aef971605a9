// The rules of src/analysis/README.md: each row of its tables is a test.
#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <vector>

#include "unit/analysis/token_text.h"

using namespace newsidx::analysis;

namespace {

// The cells of a row of a table; empty for any other line.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  if (!line.starts_with("| ")) return cells;
  for (std::size_t begin = 1; begin < line.size();) {
    const std::size_t end = std::min(line.find('|', begin), line.size());
    std::string cell = line.substr(begin, end - begin);
    cell.erase(0, cell.find_first_not_of(' '));
    cell.erase(cell.find_last_not_of(' ') + 1);
    cells.push_back(std::move(cell));
    begin = end + 1;
  }
  return cells;
}

// What stands between backticks, with the ends of lines for their signs.
std::string quoted(const std::string& cell) {
  constexpr std::pair<std::string_view, std::string_view> kSigns[] = {
      {"⏎", "\n"}, {"␍", "\r"}, {"␋", "\v"}, {"␌", "\f"}, {"¶", "\u2029"}};
  std::string text = cell.substr(1, cell.size() - 2);
  for (const auto& [sign, end] : kSigns) {
    for (std::size_t at; (at = text.find(sign)) != std::string::npos;) {
      text.replace(at, sign.size(), end);
    }
  }
  return text;
}

}  // namespace

TEST_CASE("every rule of the page holds") {
  std::ifstream page(NEWSIDX_SOURCE_DIR "/src/analysis/README.md");
  Analyzer analyzer = make_analyzer();
  std::size_t rows = 0;
  for (std::string line; std::getline(page, line);) {
    const std::vector<std::string> cells = cells_of(line);
    if (cells.size() < 4 || !cells[1].starts_with('`')) continue;
    CAPTURE(line);
    std::string tokens = to_text(analyze(analyzer, quoted(cells[1]), cells[0]));
    std::ranges::replace(tokens, '|', '=');
    CHECK(tokens == quoted(cells[2]));
    ++rows;
  }
  CHECK(rows >= 50);
}

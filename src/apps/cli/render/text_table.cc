#include "cli/render/text_table.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace newsidx::cli {

std::string TextTable::to_string(bool color) const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  const auto measure = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      widths[i] = std::max(widths[i], column_count(cells[i]));
    }
  };
  measure(head_);
  for (const auto& cells : rows_) measure(cells);

  std::string text;
  const auto append = [&](const std::vector<std::string>& cells, bool is_head) {
    std::size_t blanks = 0;  // before the next cell; none are left at the end of a line
    for (std::size_t i = 0; i < cells.size(); ++i) {
      Paragraph cell(color);
      const TextRole role = is_head ? TextRole::meta : columns_[i].role;
      const auto lines = cell.add(cells[i], role).lines(SIZE_MAX);
      if (lines.empty()) {
        blanks += widths[i] + 2;
        continue;
      }
      const std::size_t padding = widths[i] - lines.front().columns;
      const bool right = columns_[i].align == Column::Align::right;
      text.append(blanks + (right ? padding : 0), ' ').append(lines.front().text);
      blanks = 2 + (right ? 0 : padding);
    }
    text += '\n';
  };
  if (!head_.empty()) append(head_, true);
  for (const auto& cells : rows_) append(cells, false);
  return text;
}

}  // namespace newsidx::cli

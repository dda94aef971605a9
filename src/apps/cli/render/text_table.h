// cli/render/text_table.h
//
// Cells in aligned columns, two blanks apart.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cli/render/terminal_text.h"

namespace newsidx::cli {

class TextTable {
 public:
  struct Column {
    enum class Align : std::uint8_t { left, right } align = Align::left;
    TextRole role = TextRole::plain;
  };

  explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// Names the columns. REQUIRES as many names as columns; so does add() for its cells.
  void set_head(std::vector<std::string> names) { head_ = std::move(names); }
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

  /// One line a row; the head, when there is one, looks like TextRole::meta.
  [[nodiscard]] std::string to_string(bool color) const;

 private:
  std::vector<Column> columns_;
  std::vector<std::string> head_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace newsidx::cli

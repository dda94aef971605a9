// source/json/json_table.h
//
// Tables in JSON, as pandas and others write them: rows that are arrays, and columns.
//
// Invariants: values are those of the table, as they are written; nothing is checked that the
//             reader of the rows checks.
// Threads: pure functions; one JsonColumns, one thread.   Cost: linear; no recursion.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/json/article_shape.h"

namespace newsidx::source {

/// The members of an object, or the elements of an array, one after the other.
class JsonItems {
 public:
  /// @param text  with its brackets; what stands behind them does not matter
  explicit JsonItems(std::string_view text) : text_(text), is_object_(text.starts_with('{')) {}

  /// @return false at the end, and where the text is not as it should be
  [[nodiscard]] bool next();
  [[nodiscard]] std::string_view key() const { return key_; }  ///< with quotes; "" of an array
  [[nodiscard]] std::string_view value() const { return value_; }
  [[nodiscard]] bool is_object() const { return is_object_; }

 private:
  std::string_view text_;
  std::size_t at_ = 1;
  bool is_object_;
  std::string_view key_, value_;
};

/// A row with the names of its columns. A value without a name, and a name without a value, are
/// left out.
/// @param names  as written between quotes
/// @param row    an array
[[nodiscard]] std::string row_object(const std::vector<std::string>& names, std::string_view row);

/// A document that holds its table column by column.
class JsonColumns {
 public:
  /// Nothing when the object is no such table: every member is an object, with the same labels in
  /// the same order, each of them with a digit; or an array, all of one length, with titles and
  /// texts among them.
  [[nodiscard]] static std::optional<JsonColumns> of(std::string_view object, ShapeMemory& shapes);

  struct Row {
    std::string object;
    std::string id_token;  ///< the label, where it is more than a number; with quotes
  };
  [[nodiscard]] std::optional<Row> next_row();

 private:
  struct Column {
    std::string_view name;  // with quotes
    JsonItems items;
  };
  [[nodiscard]] bool is_table(ShapeMemory& shapes) const;

  std::unique_ptr<const std::string> text_;  // of which all else is a part
  std::vector<Column> columns_;
};

}  // namespace newsidx::source

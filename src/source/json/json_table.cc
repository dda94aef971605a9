#include "source/json/json_table.h"

#include <algorithm>
#include <utility>

namespace newsidx::source {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(" \t\r\n", at), text.size());
}

// Behind the string whose first quote is at `at`.
std::size_t string_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

// Behind the value that begins at `at`.
std::size_t value_end(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = string_end(text, at);
      if (depth == 0) return at;
      continue;
    }
    const bool closes = c == '}' || c == ']';
    if (depth == 0 && (closes || c == ',')) return at;
    if (c == '{' || c == '[') ++depth;
    if (closes) --depth;
    ++at;
    if (closes && depth == 0) return at;
  }
  return text.size();
}

std::string_view unquoted(std::string_view token) {
  return token.size() < 2 ? std::string_view() : token.substr(1, token.size() - 2);
}

void add_member(std::string& object, std::string_view name, std::string_view value) {
  if (object.size() > 1) object += ',';
  object.append(name).append(":").append(value);
}

}  // namespace

bool JsonItems::next() {
  at_ = skip_blanks(text_, at_);
  if (at_ < text_.size() && text_[at_] == ',') at_ = skip_blanks(text_, at_ + 1);
  if (is_object_) {
    if (at_ >= text_.size() || text_[at_] != '"') return false;
    const std::size_t end = string_end(text_, at_);
    key_ = text_.substr(at_, end - at_);
    at_ = skip_blanks(text_, end);
    if (at_ >= text_.size() || text_[at_] != ':') return false;
    at_ = skip_blanks(text_, at_ + 1);
  }
  const std::size_t end = value_end(text_, at_);
  value_ = text_.substr(at_, end - at_);
  at_ = end;
  while (value_.ends_with(' ') || value_.ends_with('\n') || value_.ends_with('\r')) {
    value_.remove_suffix(1);
  }
  return !value_.empty();
}

std::string row_object(const std::vector<std::string>& names, std::string_view row) {
  std::string object = "{";
  object.reserve(row.size() + 32 * names.size());
  JsonItems items(row);
  for (std::size_t i = 0; i < names.size() && items.next(); ++i) {
    add_member(object, '"' + names[i] + '"', items.value());
  }
  object += '}';
  return object;
}

std::optional<JsonColumns> JsonColumns::of(std::string_view object, ShapeMemory& shapes) {
  JsonColumns table;
  const char kind = [&] {  // without a copy, of what is none
    JsonItems first(object);
    return first.next() ? first.value().front() : '\0';
  }();
  if (kind != '{' && kind != '[') return std::nullopt;
  table.text_ = std::make_unique<const std::string>(object);
  for (JsonItems members(*table.text_); members.next();) {
    if (members.value().front() != kind) return std::nullopt;
    table.columns_.push_back({members.key(), JsonItems(members.value())});
  }
  if (!table.is_table(shapes)) return std::nullopt;
  return table;
}

// Takes all columns from row to row, in copies.
bool JsonColumns::is_table(ShapeMemory& shapes) const {
  ShapeBits bits = 0;
  for (const Column& column : columns_) {
    bits = static_cast<ShapeBits>(bits | shapes.shape_of(std::string(unquoted(column.name))).bits);
  }
  const bool has_title = (bits & kHasTitle) != 0;
  const bool has_text = (bits & (kHasText | kHasLead)) != 0;
  const bool has_labels = columns_.front().items.is_object();
  if (!(has_labels ? has_title || has_text || columns_.size() > 1 : has_title && has_text)) {
    return false;
  }
  std::vector<Column> columns = columns_;
  for (std::size_t row_count = 0;; ++row_count) {
    const bool has_row = columns.front().items.next();
    const std::string_view label = columns.front().items.key();
    for (auto column = columns.begin() + 1; column != columns.end(); ++column) {
      if (column->items.next() != has_row) return false;
      if (has_row && column->items.key() != label) return false;
    }
    if (!has_row) return row_count > (has_labels ? 0 : 1);
    if (has_labels && std::ranges::none_of(label, is_digit)) return false;
  }
}

std::optional<JsonColumns::Row> JsonColumns::next_row() {
  Row row;
  row.object = "{";
  for (Column& column : columns_) {
    if (!column.items.next()) return std::nullopt;
    add_member(row.object, column.name, column.items.value());
  }
  row.object += '}';
  const std::string_view label = columns_.front().items.key();
  if (!std::ranges::all_of(unquoted(label), is_digit)) row.id_token = label;
  return row;
}

}  // namespace newsidx::source

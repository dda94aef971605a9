#include "source/csv/csv_row.h"

#include <algorithm>
#include <utility>

#include "base/blanks.h"

namespace newsidx::source {
namespace {

std::string_view without_line_break(std::string_view row) {
  if (row.ends_with('\n')) row.remove_suffix(1);
  if (row.ends_with('\r')) row.remove_suffix(1);
  return row;
}

// Takes a field in quotes off the row, with what stands between its last quote and the delimiter.
std::string take_quoted(std::string_view& row, CsvDialect dialect, QuoteUse* use) {
  std::string field;
  std::size_t at = 1;
  bool is_closed = false;
  while (at < row.size()) {
    const char c = row[at++];
    const char next = at < row.size() ? row[at] : '\0';
    if (c == '\\' && dialect.has_backslash && (next == '"' || next == '\\')) {
      field += next;
      ++at;
    } else if (c != '"') {
      field += c;
    } else if (next == '"') {
      field += '"';
      ++at;
    } else {
      is_closed = true;
      break;
    }
  }
  at = std::min(at, row.size());
  const std::size_t end = std::min(row.find(dialect.delimiter, at), row.size());
  const std::string_view rest = row.substr(at, end - at);
  if (use != nullptr) ++(is_closed && trimmed(rest).empty() ? use->around : use->elsewhere);
  field += rest;
  row.remove_prefix(end);
  return field;
}

}  // namespace

bool CsvRowScan::find_end(std::string_view piece, std::size_t& at) {
  while (at < piece.size()) {
    if (place_ == Place::quoted && !dialect_.has_backslash) {
      at = std::min(piece.find('"', at), piece.size());
      if (at == piece.size()) return false;
    } else if (place_ == Place::unquoted) {
      const char ends[] = {'\n', dialect_.delimiter};
      at = std::min(piece.find_first_of(std::string_view(ends, 2), at), piece.size());
      if (at == piece.size()) return false;
    }
    const char c = piece[at++];
    switch (place_) {
      case Place::quoted:
        if (c == '"') place_ = Place::behind_quote;
        if (c == '\\' && dialect_.has_backslash) place_ = Place::behind_backslash;
        continue;
      case Place::behind_backslash: place_ = Place::quoted; continue;
      case Place::behind_quote:
        if (c == '"') {
          place_ = Place::quoted;
          continue;
        }
        place_ = Place::unquoted;
        break;
      case Place::field_begin:
        if (c == '"' && dialect_.has_quotes) {
          place_ = Place::quoted;
          continue;
        }
        place_ = Place::unquoted;
        break;
      case Place::unquoted: break;
    }
    if (c == dialect_.delimiter) place_ = Place::field_begin;
    if (c == '\n') {
      place_ = Place::field_begin;
      return true;
    }
  }
  return false;
}

std::size_t split_csv_row(std::string_view row, CsvDialect dialect,
                          std::vector<std::string>& fields, std::size_t max_fields, QuoteUse* use) {
  fields.clear();
  row = without_line_break(row);
  for (std::size_t count = 1;; ++count) {
    if (dialect.has_quotes && row.starts_with('"')) {
      std::string field = take_quoted(row, dialect, use);
      if (count <= max_fields) fields.push_back(std::move(field));
    } else {
      const std::size_t end = std::min(row.find(dialect.delimiter), row.size());
      if (count <= max_fields) fields.emplace_back(row.substr(0, end));
      row.remove_prefix(end);
    }
    if (row.empty()) return count;
    row.remove_prefix(1);
  }
}

}  // namespace newsidx::source

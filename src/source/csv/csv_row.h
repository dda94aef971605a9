// source/csv/csv_row.h
//
// Rows of a table in text, as RFC 4180 has them, with any delimiter.
//
//   a,"b, ""c""<newline>d",e     three fields
//
// A quote means something only where a field begins with it, and within such a field.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx::source {

struct CsvDialect {
  char delimiter = ',';
  bool has_quotes = true;      ///< false: quotes are text, as in many tables between tabs
  bool has_backslash = false;  ///< in quotes \" is a quote
  friend bool operator==(const CsvDialect&, const CsvDialect&) = default;
};

/// Finds the ends of rows in a text that comes in pieces.
class CsvRowScan {
 public:
  explicit CsvRowScan(CsvDialect dialect) : dialect_(dialect) {}

  /// Goes on at `at`, and stops behind a line break that ends a row, or at the end of the piece.
  /// @return whether a row ended
  [[nodiscard]] bool find_end(std::string_view piece, std::size_t& at);

  [[nodiscard]] bool is_in_quotes() const { return place_ == Place::quoted; }
  /// Begins with another row.
  void reset() { place_ = Place::field_begin; }

 private:
  enum class Place : std::uint8_t { field_begin, unquoted, quoted, behind_backslash, behind_quote };

  CsvDialect dialect_;
  Place place_ = Place::field_begin;
};

/// What quotes do in some rows, if they mean something there.
struct QuoteUse {
  std::size_t around = 0;     ///< fields that begin and end with one
  std::size_t elsewhere = 0;  ///< fields that begin with one and end otherwise
};

/// @param row  with or without its line break
/// @param fields  is filled anew, with the first so many
/// @param use  is added to; may be null
/// @return how many the row has
std::size_t split_csv_row(std::string_view row, CsvDialect dialect,
                          std::vector<std::string>& fields,
                          std::size_t max_fields = std::string::npos, QuoteUse* use = nullptr);

}  // namespace newsidx::source

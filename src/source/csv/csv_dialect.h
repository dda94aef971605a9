// source/csv/csv_dialect.h
//
// What kind of table a text is, told by its beginning.
//
// A table has a first row of names, of which one at least says title or text and one more anything
// that is known (field_role.h) or mapped, and rows behind it of as many fields. Without such names
// it is a table only where a field map names columns by number. Quotes mean something where all
// fields that begin with one end with one; else the rows tell.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/csv/csv_row.h"
#include "source/fields/field_map.h"

namespace newsidx::source {

/// As many as spreadsheets have; a wider table is none.
inline constexpr std::size_t kMaxCsvColumns = 16'384;

struct CsvTable {
  CsvDialect dialect;
  bool has_head = true;            ///< the first row holds names
  std::size_t head_begin = 0;      ///< of the first row: behind a byte order mark and "sep=;"
  std::vector<std::string> names;  ///< of the columns, UTF-8; "1", "2" and so on without a head
  bool has_text = false;           ///< one of them is title, body or summary
};

/// @param head  the beginning of the text; 64 KB will do
/// @param map   may be null
/// @param is_named_table  its name says so (".csv", ".tsv"): names need not be known
/// @return nothing when it is no table
[[nodiscard]] std::optional<CsvTable> csv_table_of(std::string_view head, const FieldMap* map,
                                                   bool is_named_table = false);

/// A hash of all that decides on what the rows behind the head are; persisted.
[[nodiscard]] std::uint64_t hash_of(const CsvTable& table);

}  // namespace newsidx::source

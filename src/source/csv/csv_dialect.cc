#include "source/csv/csv_dialect.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "base/blanks.h"
#include "base/bytes.h"
#include "base/hash.h"
#include "source/charset/text_encoding.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxRows = 50;  // looked at
constexpr std::size_t kMaxNameBytes = 100;
constexpr std::array<char, 4> kDelimiters = {',', '\t', ';', '|'};

struct Candidate {
  CsvTable table;
  bool is_head = true;          // the first row may hold names
  std::size_t known_count = 0;  // names of the head that are known
  std::size_t row_count = 0;    // behind the head
  std::size_t even_count = 0;   // of as many fields as the head
  QuoteUse quotes;

  // Fields in quotes, and none that begins with one by chance.
  [[nodiscard]] bool has_pairs() const { return quotes.around > 0 && quotes.elsewhere == 0; }
  // The better, the greater.
  [[nodiscard]] auto worth() const {
    const bool is_even = even_count * 10 >= row_count * 9;
    return std::tuple(known_count, is_even, has_pairs(), table.names.size(), even_count,
                      table.dialect.has_quotes);
  }
};

bool is_text_role(FieldRole role) {
  return role == FieldRole::title || role == FieldRole::body || role == FieldRole::lead;
}

FieldMatch match_name(const std::string& name, std::size_t column, const FieldMap* map) {
  if (map != nullptr) {
    FieldMatch match = map->match(name);
    if (match.role == FieldRole::none) match = map->match(std::to_string(column));
    if (match.role != FieldRole::none) return match;
  }
  return match_known_name(name, false);
}

// Names are short. Two columns may have the same one.
bool may_be_head(const std::vector<std::string>& names) {
  return std::none_of(names.begin(), names.end(), [](const std::string& name) {
    return name.size() > kMaxNameBytes || name.find_first_of("<>{}") != std::string::npos;
  });
}

// The names are read as the rest of the table is, row by row.
std::vector<std::string> names_of(std::string_view row, CsvDialect dialect, QuoteUse& use) {
  std::string text(row);
  repair_encoding(text);
  std::vector<std::string> names;
  split_csv_row(text, dialect, names, std::string::npos, &use);
  for (std::string& name : names) name = trimmed(name);
  return names;
}

Candidate read_head(std::string_view text, CsvDialect dialect, const FieldMap* map) {
  Candidate candidate;
  candidate.table.dialect = dialect;
  CsvRowScan scan(dialect);
  std::vector<std::string> fields;
  std::size_t begin = 0;
  std::size_t at = 0;
  while (candidate.row_count < kMaxRows && scan.find_end(text, at)) {
    const std::string_view row = text.substr(begin, at - begin);
    begin = at;
    if (trimmed(row).empty()) continue;
    if (candidate.table.names.empty()) {
      candidate.table.names = names_of(row, dialect, candidate.quotes);
      candidate.is_head = may_be_head(candidate.table.names);
      continue;
    }
    split_csv_row(row, dialect, fields, std::string::npos, &candidate.quotes);
    ++candidate.row_count;
    if (fields.size() == candidate.table.names.size()) ++candidate.even_count;
  }
  // The last row, of a table that ends without a line break, or cut off where the look at it ends.
  QuoteUse last;
  if (candidate.table.names.empty() && begin < text.size()) {
    candidate.table.names = names_of(text.substr(begin), dialect, last);
  } else if (candidate.row_count < kMaxRows && begin < text.size()) {
    split_csv_row(text.substr(begin), dialect, fields, std::string::npos, &last);
  }
  if (last.elsewhere == 0) candidate.quotes.around += last.around;
  for (std::size_t i = 0; i < candidate.table.names.size(); ++i) {
    const std::string name = candidate.is_head ? candidate.table.names[i] : std::string();
    const FieldRole role = match_name(name, i + 1, map).role;
    if (role != FieldRole::none) ++candidate.known_count;
    if (is_text_role(role)) candidate.table.has_text = true;
  }
  return candidate;
}

// A number in the first row is no name of a column that is mapped by its number.
bool has_column(const CsvTable& table, const FieldMap& map) {
  return std::ranges::any_of(table.names, [&map](const std::string& name) {
    return name.find_first_not_of("0123456789") != std::string::npos &&
           map.match(name).role != FieldRole::none;
  });
}

std::size_t known_names(const CsvTable& table) {
  return static_cast<std::size_t>(
      std::count_if(table.names.begin(), table.names.end(), [](const std::string& name) {
        return match_known_name(name, false).role != FieldRole::none;
      }));
}

// "sep=;" of spreadsheets.
std::optional<char> take_separator_line(std::string_view& text) {
  if (!text.starts_with("sep=") || text.size() < 6) return std::nullopt;
  const std::size_t end = text.find('\n');
  if (end > 6) return std::nullopt;  // npos is
  const char delimiter = text[4];
  text.remove_prefix(end + 1);
  return delimiter;
}

void number_columns(CsvTable& table, const FieldMap& map) {
  table.has_head = false;
  table.has_text = false;
  for (std::size_t i = 0; i < table.names.size(); ++i) {
    table.names[i] = std::to_string(i + 1);
    if (is_text_role(map.match(table.names[i]).role)) table.has_text = true;
  }
}

}  // namespace

std::optional<CsvTable> csv_table_of(std::string_view head, const FieldMap* map,
                                     bool is_named_table) {
  std::string_view text = head;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const auto separator = take_separator_line(text);
  const std::size_t head_begin = head.size() - text.size();
  // Without "" a backslash in front of a quote is what keeps it from ending the field.
  const bool has_backslash =
      text.find("\\\"") != std::string_view::npos && text.find("\"\"") == std::string_view::npos;
  std::optional<Candidate> best;
  for (const char delimiter : kDelimiters) {
    if (separator && *separator != delimiter) continue;
    for (const bool has_quotes : {true, false}) {
      Candidate candidate =
          read_head(text, {delimiter, has_quotes, has_backslash && has_quotes}, map);
      const bool has_pairs = candidate.has_pairs();
      if (!best || candidate.worth() > best->worth()) best = std::move(candidate);
      if (has_pairs) break;
    }
  }
  if (!best || best->table.names.empty()) return std::nullopt;
  CsvTable& table = best->table;
  table.head_begin = head_begin;
  const bool is_numbered = map != nullptr && map->has_column_numbers();
  const bool has_known_head = best->is_head && table.has_text && known_names(table) > 1;
  const bool is_mapped = best->is_head && map != nullptr && has_column(table, *map);
  if (is_numbered && !has_known_head && !is_mapped) {
    number_columns(table, *map);
    return table;
  }
  const bool is_even = best->even_count * 2 >= best->row_count;
  if (table.names.size() > 1 && (has_known_head || is_mapped) && is_even) return table;
  if (!is_named_table) return std::nullopt;
  return table;
}

std::uint64_t hash_of(const CsvTable& table) {
  std::string text{table.dialect.delimiter};
  for (const bool flag : {table.dialect.has_quotes, table.dialect.has_backslash, table.has_head}) {
    text += flag ? '1' : '0';
  }
  for (const std::string& name : table.names) append_prefixed(text, name);
  return hash64(text);
}

}  // namespace newsidx::source

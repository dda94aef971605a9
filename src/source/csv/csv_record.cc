#include "source/csv/csv_record.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/status_macros.h"
#include "base/utf8.h"
#include "source/charset/text_encoding.h"

namespace newsidx::source {
namespace {

bool is_unknown(std::string_view value) {
  constexpr std::string_view kUnknown[] = {"", "nan", "NaN", "None", "null", "NULL", "\\N"};
  return std::find(std::begin(kUnknown), std::end(kUnknown), value) != std::end(kUnknown);
}

void append_quoted(std::string& out, std::string_view name) {
  out += '"';
  for (const char c : name) out.append(c == '"' ? 2 : 1, c);
  out += '"';
}

}  // namespace

// "<bytes of the names> <delimiter><q or ->< \ or ->" and a row of names between commas.
std::string csv_record_head(const CsvDialect& dialect, const std::vector<std::string>& names) {
  std::string row;
  for (const std::string& name : names) {
    if (!row.empty()) row += ',';
    append_quoted(row, name);
  }
  std::string head = std::to_string(row.size()) + ' ';
  head += dialect.delimiter;
  head += dialect.has_quotes ? 'q' : '-';
  head += dialect.has_backslash ? '\\' : '-';
  return head + row;
}

CsvRecordParser::CsvRecordParser(std::shared_ptr<const FieldMap> map)
    : map_(map), fields_(std::move(map)) {}

bool CsvRecordParser::take_head(std::string_view& bytes) {
  if (!head_.empty() && bytes.starts_with(head_)) {
    bytes.remove_prefix(head_.size());
    return true;
  }
  std::size_t row_bytes = 0;
  const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), row_bytes);
  constexpr std::size_t kMarkBytes = 4;
  const auto digits = static_cast<std::size_t>(end - bytes.data());
  if (error != std::errc() || bytes.size() - digits < kMarkBytes || bytes[digits] != ' ' ||
      bytes.size() - digits - kMarkBytes < row_bytes) {
    return false;
  }
  const std::string_view marks = bytes.substr(digits + 1, kMarkBytes - 1);
  dialect_ = {marks[0], marks[1] == 'q', marks[2] == '\\'};
  head_ = bytes.substr(0, digits + kMarkBytes + row_bytes);
  split_csv_row(bytes.substr(digits + kMarkBytes, row_bytes), {}, names_);
  for (std::size_t i = 0; i < names_.size(); ++i) {
    repair_utf8(names_[i]);
    // A column that is mapped by its number is found by that.
    const std::string number = std::to_string(i + 1);
    const bool is_mapped = map_ && map_->match(names_[i]).role != FieldRole::none;
    if (map_ && !is_mapped && map_->match(number).role != FieldRole::none) names_[i] = number;
  }
  bytes.remove_prefix(head_.size());
  return true;
}

Result<JsonRecord> CsvRecordParser::parse(std::string_view bytes, const DateHints& hints) {
  if (!take_head(bytes)) return fail(ErrorCode::parse, "no row of a table");
  JsonRecord record;
  std::string repaired;
  if (!is_valid_utf8(bytes)) {
    repaired = bytes;
    const RepairedBytes counts = repair_encoding(repaired);
    record.decoded_count = counts.decoded;
    record.replaced_count = counts.replaced;
    bytes = repaired;
  }
  const std::size_t count = split_csv_row(bytes, dialect_, values_, names_.size());
  flat_.clear();
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (names_[i].empty() || names_[i].size() > kMaxFieldNameBytes || is_unknown(values_[i])) {
      continue;
    }
    FlatField& field = flat_.fields.emplace_back();
    field.name = names_[i];
    field.value = std::move(values_[i]);
  }
  NEWSIDX_RETURN_IF_ERROR(fields_.read(flat_, record, hints));
  if (count != names_.size()) {
    record.ignored_values.push_back("the row has " + std::to_string(count) + " fields, the table " +
                                    std::to_string(names_.size()) + " columns");
  }
  return record;
}

}  // namespace newsidx::source

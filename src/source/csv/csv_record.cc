#include "source/csv/csv_record.h"

#include <algorithm>
#include <unordered_map>
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

// Of our own names but the body's a second value would be left out.
bool has_one_value(const std::string& name) {
  const FieldRole role = match_own_name(name).role;
  return role != FieldRole::none && role != FieldRole::body && role != FieldRole::author;
}

}  // namespace

CsvRecordParser::CsvRecordParser(std::shared_ptr<const FieldMap> map)
    : map_(map), fields_(std::move(map)) {}

void CsvRecordParser::take_head(const std::shared_ptr<const CsvHead>& head) {
  if (head_ == head) return;
  head_ = head;
  names_ = head->names;
  std::unordered_map<std::string, std::size_t> counts;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const std::size_t count = ++counts[names_[i]];
    if (count > 1 && has_one_value(names_[i])) names_[i] += ' ' + std::to_string(count);
    // A column that is mapped by its number is found by that.
    const std::string number = std::to_string(i + 1);
    const bool is_mapped = map_ && map_->match(names_[i]).role != FieldRole::none;
    if (map_ && !is_mapped && map_->match(number).role != FieldRole::none) names_[i] = number;
  }
}

Result<JsonRecord> CsvRecordParser::parse(std::string_view row,
                                          const std::shared_ptr<const CsvHead>& head,
                                          const DateHints& hints) {
  if (head == nullptr) return fail(ErrorCode::parse, "no row of a table");
  take_head(head);
  JsonRecord record;
  std::string repaired;
  if (!is_valid_utf8(row)) {
    repaired = row;
    const RepairedBytes counts = repair_encoding(repaired);
    record.decoded_count = counts.decoded;
    record.replaced_count = counts.replaced;
    row = repaired;
  }
  const std::size_t count = split_csv_row(row, head->dialect, values_, names_.size());
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

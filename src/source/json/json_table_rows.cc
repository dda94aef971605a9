// Rows of tables among the tokens of a JsonSplitter.
#include <algorithm>
#include <string>
#include <utility>

#include "source/json/json_splitter_state.h"

namespace newsidx::source {
namespace {

using Content = JsonFrame::Content;

constexpr std::size_t kMaxColumns = 4096;

bool is_name_of_header(std::string_view key) {
  return key == "columns" || key == "header" || key == "headers" || key == "fields";
}

}  // namespace

// Where arrays of strings may be a header: those that hold no list, and a member of the object
// around all.
bool JsonSplitter::State::is_place_of_header() const {
  if (is_at_root()) return header.empty();
  const JsonFrame& around = frames.back();
  const bool is_root = frames.size() == 1 || frames[frames.size() - 2].content == Content::roots;
  return is_root && around.is_object && is_name_of_header(around.key_text);
}

bool JsonSplitter::State::is_place_of_row() const {
  if (header.empty() || frames.size() != rows_depth) return false;
  return is_at_root() || (!frames.back().is_object && frames.back().name.is_list_of_articles);
}

void JsonSplitter::State::open_row() {
  if (!is_at_root()) {
    begin_records(frames.back());
  }
  record_begin = offset() - 1;
  record_depth = 1;
  is_row = true;
  is_too_long = false;
}

void JsonSplitter::State::add_cell() {
  const bool is_whole = cursor.string().size() < JsonCursor::kKeptStringBytes;
  if (is_whole && cells.size() < kMaxColumns) {
    cells.push_back(cursor.string());
  } else {
    frames.back().may_be_header = false;
  }
}

// Around all, a header is told by its names; elsewhere by its own.
void JsonSplitter::State::close_list(const JsonFrame& list) {
  if (list.content == Content::roots) {
    const bool is_known = std::ranges::any_of(cells, [this](const std::string& name) {
      return (shapes.shape_of(name).bits & (kHasTitle | kHasText)) != 0;
    });
    if (list.may_be_header && is_known && cells.size() > 1) {
      header = std::exchange(cells, {});
      rows_depth = frames.size();
      return;
    }
    if (frames.size() < rows_depth) header.clear();
    return report_values(list);
  }
  if (!list.may_be_header || cells.empty()) return;
  header = std::exchange(cells, {});
  rows_depth = frames.size() + 1;
}

// Of an array around all, in front of what it may hold.
void JsonSplitter::State::report_values(const JsonFrame& list) {
  if (list.content != Content::roots || !list.has_values || std::exchange(has_junk, true)) return;
  report(Problem::Kind::broken_record, "a value in the list that is no object");
}

void JsonSplitter::State::take_column_row() {
  auto row = columns->next_row();
  if (!row) {
    columns.reset();
    return;
  }
  RawRecord record = next_record(columns_begin);
  record.bytes = std::move(row->object);
  if (!row->id_token.empty()) record.bytes = with_id(record.bytes, row->id_token);
  ready.push_back(std::move(record));
}

}  // namespace newsidx::source

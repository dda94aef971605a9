#include "source/csv/csv_splitter.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/cancellation.h"
#include "base/status_macros.h"
#include "source/csv/csv_dialect.h"
#include "source/csv/csv_record.h"
#include "source/csv/csv_row.h"
#include "source/fields/field_text.h"
#include "source/limit_message.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kHeadBytes = 64 << 10;
constexpr std::size_t kMaxHeadBytes = 1 << 20;  // of a table so wide that no row ends before
constexpr std::size_t kChunkBytes = 64 << 10;

Remark why_not(const CsvTable& table) {
  if (table.names.size() > kMaxCsvColumns) {
    return "a table of more than " + std::to_string(kMaxCsvColumns) + " columns";
  }
  std::string names;
  constexpr std::size_t kMaxShown = 12;
  for (std::size_t i = 0; i < std::min(table.names.size(), kMaxShown); ++i) {
    names += (i == 0 ? "" : ", ") + quoted_part(table.names[i]);
  }
  return {"a table without a column of text; its columns are " + names +
              (table.names.size() > kMaxShown ? ", ..." : ""),
          Hint(HintName::field_map, " body=NAME, or body=NUMBER")};
}

}  // namespace

struct CsvSplitter::State {
  State(ByteStream& bytes, std::shared_ptr<const RecordOrigin> record_origin, Options given)
      : stream(bytes),
        origin(std::move(record_origin)),
        options(std::move(given)),
        base(options.begin_byte) {}

  Status start();
  Status read_head();
  [[nodiscard]] bool is_cut_off_row() const;
  [[nodiscard]] bool waits_in_quotes() const;
  Result<bool> fill();
  Result<bool> find_row_end();
  void give_up_quote();
  [[nodiscard]] std::optional<RawRecord> take_row();
  void pass_row();
  void report(Problem::Kind kind, Remark remark);

  ByteStream& stream;
  std::shared_ptr<const RecordOrigin> origin;
  Options options;
  CsvTable table;
  CsvRowScan scan{CsvDialect{}};
  std::shared_ptr<const CsvHead> head;  // of every record

  std::string buffer;
  std::size_t begin = 0;   // of the row at hand
  std::size_t at = 0;      // up to here it is read
  std::uint64_t base = 0;  // of the buffer in the file
  std::uint64_t line = 1;  // of `begin`
  bool is_started = false;
  bool is_at_end = false;  // of the stream
  bool is_done = false;
  bool is_waiting = false;      // the row at hand, for its rest
  bool may_be_cut_off = false;  // there was a quote without an end up to the end of the text
};

CsvSplitter::CsvSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
                         Options options)
    : state_(std::make_unique<State>(stream, std::move(origin), std::move(options))) {}
CsvSplitter::~CsvSplitter() = default;

bool CsvSplitter::has_waiting_record() const { return state_->is_waiting; }

std::optional<FileEnd> CsvSplitter::end() const {
  const State& state = *state_;
  if (state.may_be_cut_off || state.head == nullptr) return std::nullopt;
  return FileEnd{
      .byte = state.base + state.begin, .line = state.line - 1, .head = hash_of(state.table)};
}

Result<std::optional<RawRecord>> CsvSplitter::next() {
  State& state = *state_;
  if (!state.is_started) NEWSIDX_RETURN_IF_ERROR(state.start());
  while (!state.is_done) {
    if (state.options.stop.stop_requested()) return cancelled_error();
    NEWSIDX_ASSIGN_OR_RETURN(const bool has_row, state.find_row_end());
    if (!has_row) break;
    if (state.is_done && state.is_cut_off_row()) {
      state.is_waiting = true;
      break;
    }
    if (auto record = state.take_row()) return record;
  }
  return std::optional<RawRecord>();
}

Status CsvSplitter::State::start() {
  is_started = true;
  if (!options.table) return read_head();
  table = *std::move(options.table);
  scan = CsvRowScan(table.dialect);
  head = std::make_shared<const CsvHead>(CsvHead{table.dialect, table.names});
  line += options.begin_line;
  return {};
}

Status CsvSplitter::State::read_head() {
  while (buffer.size() < kHeadBytes ||
         (buffer.size() < kMaxHeadBytes && buffer.find('\n') == std::string::npos)) {
    NEWSIDX_ASSIGN_OR_RETURN(const bool has_more, fill());
    if (!has_more) break;
  }
  auto found = csv_table_of(buffer, options.map.get(), true);
  if (!found || !found->has_text || found->names.size() > kMaxCsvColumns) {
    report(Problem::Kind::unreadable_file, found ? why_not(*found) : Remark("an empty table"));
    is_done = true;
    return {};
  }
  table = std::move(*found);
  scan = CsvRowScan(table.dialect);
  head = std::make_shared<const CsvHead>(CsvHead{table.dialect, table.names});
  line += static_cast<std::uint64_t>(std::count(
      buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(table.head_begin), '\n'));
  begin = at = table.head_begin;
  if (!table.has_head) return {};
  while (!is_done) {  // up to the first row that is not blank, and that
    NEWSIDX_ASSIGN_OR_RETURN(const bool has_row, find_row_end());
    if (!has_row) return {};
    const bool is_blank_row = is_blank(std::string_view(buffer).substr(begin, at - begin));
    pass_row();
    if (!is_blank_row) break;
  }
  return {};
}

// @return false at the end of the stream
Result<bool> CsvSplitter::State::fill() {
  if (is_at_end) return false;
  if (begin > 0) {
    buffer.erase(0, begin);
    base += begin;
    at -= begin;
    begin = 0;
  }
  const std::size_t size = buffer.size();
  buffer.resize(size + kChunkBytes);
  auto count = stream.read(buffer.data() + size, kChunkBytes);
  buffer.resize(size + (count ? *count : 0));
  if (!count) return fail(std::move(count).error());
  is_at_end = *count == 0;
  return !is_at_end;
}

// The end of the row that begins at `begin`. @return false when there is none
Result<bool> CsvSplitter::State::find_row_end() {
  while (!scan.find_end(buffer, at)) {
    const bool is_too_long = at - begin > options.max_record_bytes;
    if (!is_too_long) {
      if (options.stop.stop_requested()) return cancelled_error();
      NEWSIDX_ASSIGN_OR_RETURN(const bool has_more, fill());
      if (has_more) continue;
    }
    if (scan.is_in_quotes() && !is_too_long && waits_in_quotes()) {
      is_waiting = is_done = true;
      return false;
    }
    if (scan.is_in_quotes()) {
      may_be_cut_off = may_be_cut_off || !is_too_long;
      give_up_quote();
    } else if (is_too_long) {
      // The rest of a line without end is passed over in pieces.
      report(Problem::Kind::broken_record, limit_message("the row", options.max_record_bytes));
      while (!scan.find_end(buffer, at)) {
        begin = at;
        NEWSIDX_ASSIGN_OR_RETURN(const bool has_more, fill());
        if (!has_more) break;
      }
      pass_row();
      if (is_at_end && begin == buffer.size()) return false;
    } else {
      is_done = true;
      return at > begin;
    }
  }
  return true;
}

// Of the last row, which no line break ends: is it shorter than others?
bool CsvSplitter::State::is_cut_off_row() const {
  if (!options.waits) return false;
  std::vector<std::string> fields;
  const std::string_view row = std::string_view(buffer).substr(begin, at - begin);
  return !is_blank(row) && split_csv_row(row, table.dialect, fields, 1) < table.names.size();
}

// Of a last row within quotes: is it half written, or a quote without an end in front of whole
// rows?
bool CsvSplitter::State::waits_in_quotes() const {
  if (!options.waits || buffer.ends_with('\n')) return false;
  const std::size_t next = buffer.find('\n', begin);
  if (next == std::string::npos) return true;
  std::vector<std::string> fields;
  const std::string_view row =
      std::string_view(buffer).substr(next + 1, buffer.find('\n', next + 1) - next - 1);
  return split_csv_row(row, table.dialect, fields, 1) != table.names.size();
}

void CsvSplitter::State::give_up_quote() {
  report(Problem::Kind::broken_record, "a quote has no end");
  const std::size_t end = std::min(buffer.find('\n', begin), buffer.size() - 1) + 1;
  at = end;
  pass_row();
}

std::optional<RawRecord> CsvSplitter::State::take_row() {
  const std::string_view row = std::string_view(buffer).substr(begin, at - begin);
  std::optional<RawRecord> record;
  if (row.size() > options.max_record_bytes) {
    report(Problem::Kind::broken_record, limit_message("the row", options.max_record_bytes));
  } else if (!is_blank(row)) {
    record.emplace();
    record->bytes = row;
    record->table = head;
    record->kind = RecordKind::table;
    record->origin = origin;
    record->number = line;
    record->byte = base + begin;
  }
  pass_row();
  return record;
}

void CsvSplitter::State::pass_row() {
  line += static_cast<std::uint64_t>(std::count(buffer.begin() + static_cast<std::ptrdiff_t>(begin),
                                                buffer.begin() + static_cast<std::ptrdiff_t>(at),
                                                '\n'));
  begin = at;
  scan.reset();
}

void CsvSplitter::State::report(Problem::Kind kind, Remark remark) {
  if (options.on_problem) {
    options.on_problem({kind, origin->file, line, base + begin, std::move(remark.message),
                        std::move(remark.hint)});
  }
}

}  // namespace newsidx::source

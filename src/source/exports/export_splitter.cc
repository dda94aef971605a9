#include "source/exports/export_splitter.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/status_macros.h"
#include "source/charset/utf8_stream.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kChunkBytes = 64 << 10;
constexpr std::size_t kHeadBytes = 16 << 10;
constexpr std::size_t kStepBytes = 4 << 10;  // that are read at least before a line is sought again
constexpr std::size_t kMaxMarkBytes = 256;   // a longer line is none

}  // namespace

struct ExportSplitter::State {
  State(ByteStream& stream, std::shared_ptr<const RecordOrigin> given, Options wanted)
      : options(std::move(wanted)),
        utf8(stream),
        origin(given ? std::move(given) : std::make_shared<RecordOrigin>()) {}

  Result<std::optional<RawRecord>> next();
  Result<bool> refill();
  bool take_piece();
  void add(std::string_view piece);
  std::optional<RawRecord> end_record();

  Options options;
  Utf8Stream utf8;
  std::shared_ptr<const RecordOrigin> origin;
  ExportKind kind = ExportKind::none;
  bool is_told = false, at_end = false;
  std::vector<char> chunk = std::vector<char>(kChunkBytes);
  std::string buffer;
  std::size_t at = 0;
  bool is_line_start = true;
  std::uint64_t byte = 0, line = 1;  // of `at`
  std::string record;
  bool is_blank = true, is_dropped = false;
  std::uint64_t record_byte = 0, record_line = 1, count = 0;
};

// Reads on until a line is whole, or a chunk is full. False at the end of all.
Result<bool> ExportSplitter::State::refill() {
  if (options.stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped");
  buffer.erase(0, at);
  at = 0;
  const std::size_t wanted = is_told ? buffer.size() + kStepBytes : kHeadBytes;
  while (!at_end && buffer.size() < wanted) {
    NEWSIDX_ASSIGN_OR_RETURN(const std::size_t read, utf8.read(chunk.data(), chunk.size()));
    buffer.append(chunk.data(), read);
    at_end = read == 0;
  }
  if (!is_told) kind = export_kind_of(buffer);
  is_told = true;
  return !buffer.empty();
}

void ExportSplitter::State::add(std::string_view piece) {
  if (record.size() + piece.size() > options.max_record_bytes && !is_dropped) {
    is_dropped = true;
    std::string().swap(record);
    Problem problem;
    problem.file = origin->file;
    problem.line = record_line;
    problem.byte = record_byte;
    problem.message =
        "an article longer than " + std::to_string(options.max_record_bytes) + " bytes";
    if (options.on_problem) options.on_problem(problem);
  }
  is_blank = is_blank && piece.find_first_not_of(" \t\r\n\f") == std::string_view::npos;
  if (!is_dropped) record += piece;
}

// The record that was gathered; nothing of blanks or one that was dropped. The next one begins.
std::optional<RawRecord> ExportSplitter::State::end_record() {
  std::optional<RawRecord> ended;
  if (!is_blank) ++count;
  if (!is_blank && !is_dropped) {
    ended.emplace();
    ended->bytes = std::move(record);
    ended->origin = origin;
    ended->number = count;
    ended->byte = record_byte;
    ended->line = record_line;
  }
  record.clear();
  is_blank = true;
  is_dropped = false;
  record_byte = byte;
  record_line = line;
  return ended;
}

Result<std::optional<RawRecord>> ExportSplitter::State::next() {
  while (true) {
    const std::size_t newline = buffer.find('\n', at);
    const bool is_whole = newline != std::string::npos;
    if (!is_whole && !at_end && buffer.size() - at < kChunkBytes) {
      NEWSIDX_ASSIGN_OR_RETURN(const bool more, refill());
      static_cast<void>(more);
      continue;
    }
    if (at == buffer.size()) return end_record();
    const std::size_t end = is_whole ? newline + 1 : buffer.size();
    const std::string_view piece = std::string_view(buffer).substr(at, end - at);
    const bool may_be_mark = is_line_start && piece.size() <= kMaxMarkBytes;
    const bool starts = may_be_mark && kind == ExportKind::nexis && is_nexis_start(piece);
    const bool ends = may_be_mark && ((kind == ExportKind::nexis_uni && is_nexis_uni_end(piece)) ||
                                      (kind == ExportKind::factiva && is_factiva_end(piece)) ||
                                      (kind == ExportKind::proquest && is_proquest_rule(piece)));
    std::optional<RawRecord> ended;
    if (starts) ended = end_record();
    add(piece);
    at = end;
    byte += piece.size();
    line += is_whole ? 1 : 0;
    is_line_start = is_whole;
    if (ends) ended = end_record();
    if (ended) return ended;
  }
}

ExportSplitter::ExportSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
                               Options options)
    : state_(std::make_unique<State>(stream, std::move(origin), std::move(options))) {}
ExportSplitter::~ExportSplitter() = default;

Result<std::optional<RawRecord>> ExportSplitter::next() { return state_->next(); }

}  // namespace newsidx::source

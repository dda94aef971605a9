#include "source/json/json_record.h"

#include <simdjson.h>

#include <new>
#include <utility>

#include "base/cancellation.h"
#include "base/status_macros.h"
#include "source/charset/text_encoding.h"
#include "source/json/json_flattener.h"
#include "source/json/json_repair.h"
#include "source/stream/line_reader.h"

namespace newsidx::source {
namespace {

using simdjson::error_code;

static_assert(LineReader::kPaddingBytes >= simdjson::SIMDJSON_PADDING);

std::string describe(error_code error) {
  switch (error) {
    case simdjson::EMPTY: return "not JSON: nothing there";
    case simdjson::UNCLOSED_STRING: return "not JSON: a string has no end";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT: return "not JSON: unexpected end";
    case simdjson::TRAILING_CONTENT: return "not JSON: more text after the object";
    case simdjson::UNESCAPED_CHARS: return "not JSON: a control character in a string";
    case simdjson::STRING_ERROR: return "not JSON: a string with a wrong escape";
    case simdjson::TAPE_ERROR: return "not JSON: a comma, colon, quote or bracket is missing";
    case simdjson::NUMBER_ERROR: return "not JSON: a wrong number";
    case simdjson::INCORRECT_TYPE: return "not a JSON object";
    case simdjson::CAPACITY: return "longer than 4 GiB";
    default: return std::string("not JSON: ") + simdjson::error_message(error);
  }
}

}  // namespace

struct JsonRecordParser::State {
  explicit State(std::shared_ptr<const FieldMap> map) : fields(std::move(map)) {}

  simdjson::ondemand::parser parser;
  std::string repaired_line;
  FlatRecord flat;
  FieldReader fields;

  /// A long line leaves buffers of several times its size, which nobody needs for the next one.
  struct ForgetLongLine {
    State& state;
    ~ForgetLongLine() {
      constexpr std::size_t kKeptBytes = 4 << 20;
      constexpr std::size_t kKeptFields = 1 << 12;
      if (state.parser.capacity() > kKeptBytes) state.parser = simdjson::ondemand::parser();
      if (state.repaired_line.capacity() > kKeptBytes) std::string().swap(state.repaired_line);
      state.flat.clear();
      if (state.flat.fields.capacity() > kKeptFields) state.flat = {};
    }
  };
};

JsonRecordParser::JsonRecordParser(std::shared_ptr<const FieldMap> map)
    : state_(std::make_unique<State>(std::move(map))) {}
JsonRecordParser::~JsonRecordParser() = default;
JsonRecordParser::JsonRecordParser(JsonRecordParser&&) noexcept = default;
JsonRecordParser& JsonRecordParser::operator=(JsonRecordParser&&) noexcept = default;

Result<JsonRecord> JsonRecordParser::parse(std::string_view line, const std::stop_token& stop,
                                           const DateHints& hints) {
  const State::ForgetLongLine forget{*state_};
  std::string& repaired_line = state_->repaired_line;
  JsonRecord record;
  const auto read = [&](std::string_view text) {
    state_->flat.clear();
    const std::size_t readable_bytes = text.size() + LineReader::kPaddingBytes;
    return JsonFlattener(state_->flat, stop)
        .read(state_->parser,
              simdjson::padded_string_view(text.data(), text.size(), readable_bytes));
  };
  const auto read_repaired = [&] {
    const std::size_t size = repaired_line.size();
    repaired_line.append(LineReader::kPaddingBytes, ' ');
    const error_code error = read(std::string_view(repaired_line).substr(0, size));
    repaired_line.resize(size);
    return error;
  };

  error_code error = read(line);
  // Each fault is told once the one before is repaired, and each is repaired once.
  for (const error_code fault :
       {simdjson::UNESCAPED_CHARS, simdjson::UTF8_ERROR, simdjson::STRING_ERROR}) {
    if (error != fault) continue;
    if (line.data() != repaired_line.data()) line = repaired_line = line;
    std::size_t count = 0;
    if (fault == simdjson::UNESCAPED_CHARS) {
      count = record.escaped_count = escape_controls(repaired_line);
    } else if (fault == simdjson::UTF8_ERROR) {
      const RepairedBytes repaired = repair_encoding(repaired_line);
      record.decoded_count = repaired.decoded;
      record.replaced_count = repaired.replaced;
      count = repaired.decoded + repaired.replaced;
    } else {
      count = repair_surrogates(repaired_line);
      record.replaced_count += count;
    }
    if (count > 0) error = read_repaired();
    line = repaired_line;
  }
  if (stop.stop_requested()) return cancelled_error();
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();  // no fault of the record
  if (error != simdjson::SUCCESS) return fail(ErrorCode::parse, describe(error));
  NEWSIDX_RETURN_IF_ERROR(state_->fields.read(state_->flat, record, hints));
  return record;
}

}  // namespace newsidx::source

#include "source/json/json_record.h"

#include <simdjson.h>

#include <new>
#include <utility>

#include "base/interrupt.h"
#include "base/try.h"
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
  std::string mended_line;
  FlatRecord flat;
  FieldReader fields;

  /// A long line leaves buffers of several times its size, which nobody needs for the next one.
  struct ForgetLongLine {
    State& state;
    ~ForgetLongLine() {
      constexpr std::size_t kKeptBytes = 4 << 20;
      constexpr std::size_t kKeptFields = 1 << 12;
      if (state.parser.capacity() > kKeptBytes) state.parser = simdjson::ondemand::parser();
      if (state.mended_line.capacity() > kKeptBytes) std::string().swap(state.mended_line);
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
  std::string& mended_line = state_->mended_line;
  JsonRecord record;
  const auto read = [&](std::string_view text) {
    state_->flat.clear();
    const std::size_t readable_bytes = text.size() + LineReader::kPaddingBytes;
    return JsonFlattener(state_->flat, stop)
        .read(state_->parser,
              simdjson::padded_string_view(text.data(), text.size(), readable_bytes));
  };
  const auto read_mended = [&] {
    const std::size_t size = mended_line.size();
    mended_line.append(LineReader::kPaddingBytes, ' ');
    const error_code error = read(std::string_view(mended_line).substr(0, size));
    mended_line.resize(size);
    return error;
  };

  error_code error = read(line);
  // Each fault is told once the one before is mended, and each is mended once.
  for (const error_code fault :
       {simdjson::UNESCAPED_CHARS, simdjson::UTF8_ERROR, simdjson::STRING_ERROR}) {
    if (error != fault) continue;
    if (line.data() != mended_line.data()) line = mended_line = line;
    std::size_t count = 0;
    if (fault == simdjson::UNESCAPED_CHARS) {
      count = record.escaped_count = escape_controls(mended_line);
    } else if (fault == simdjson::UTF8_ERROR) {
      const MendedBytes mended = mend_encoding(mended_line);
      record.decoded_count = mended.decoded;
      record.replaced_count = mended.replaced;
      count = mended.decoded + mended.replaced;
    } else {
      count = mend_surrogates(mended_line);
      record.replaced_count += count;
    }
    if (count > 0) error = read_mended();
    line = mended_line;
  }
  if (stop.stop_requested()) return interrupted();
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();  // no fault of the record
  if (error != simdjson::SUCCESS) return fail(ErrorCode::parse, describe(error));
  NEWSIDX_RETURN_IF_ERROR(state_->fields.read(state_->flat, record, hints));
  return record;
}

}  // namespace newsidx::source

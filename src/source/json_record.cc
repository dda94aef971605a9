#include "source/json_record.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <new>
#include <optional>

#include "base/interrupt.h"
#include "base/utf8.h"
#include "source/html_text.h"
#include "source/json_repair.h"
#include "source/line_reader.h"
#include "source/text_encoding.h"

namespace newsidx::source {
namespace {

using simdjson::error_code;
namespace ondemand = simdjson::ondemand;

static_assert(LineReader::kPaddingBytes >= simdjson::SIMDJSON_PADDING);

constexpr std::size_t kShownBytes = 40;        // of a value quoted in a message
constexpr std::size_t kMaxKeywords = 1 << 18;  // a list of empty strings must not cost its size

// One pass over a record. Errors of simdjson come back as codes: which code it was decides whether
// the line is mended and read again.
class RecordPass {
 public:
  RecordPass(JsonRecord& record, const std::stop_token& stop) : record_(record), stop_(stop) {}

  error_code read(ondemand::parser& parser, simdjson::padded_string_view line) {
    ondemand::document document;
    if (const auto error = parser.iterate(line).get(document)) return error;
    ondemand::object object;
    if (const auto error = document.get_object().get(object)) return error;
    for (auto field_or_error : object) {
      if (stop_.stop_requested()) return simdjson::SUCCESS;
      ondemand::field field;
      if (const auto error = std::move(field_or_error).get(field)) return error;
      std::string_view key;
      if (const auto error = field.unescaped_key().get(key)) return error;
      if (const auto error = read_field(std::string(key), field.value())) return error;
    }
    // A date that cannot be used is passed over when the other field has one that can.
    record_.article.published = date_ ? date_ : published_;
    take_other_names(kTitleNames, record_.article.title);
    take_other_names(kBodyNames, record_.article.body);
    for (std::string* const text : {&record_.article.title, &record_.article.body}) {
      if (is_html(*text)) *text = html_text(*text);
    }
    const bool at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return at_end ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
  }

 private:
  struct TextField {
    std::string_view key;
    std::string Article::*member;
  };
  static constexpr std::array<TextField, 6> kTextFields = {{{"id", &Article::id},
                                                            {"title", &Article::title},
                                                            {"body", &Article::body},
                                                            {"url", &Article::url},
                                                            {"source", &Article::source},
                                                            {"lang", &Article::lang}}};

  // What other tools call these, where the record has none under our name (schema.org's
  // NewsArticle, collections of retrieval research, feeds).
  static constexpr std::array<std::string_view, 1> kTitleNames = {"headline"};
  static constexpr std::array<std::string_view, 3> kBodyNames = {"text", "articleBody", "content"};

  // Moves the first of them that is there from the keywords to `out`; a list becomes paragraphs.
  template <std::size_t kCount>
  void take_other_names(const std::array<std::string_view, kCount>& names, std::string& out) {
    auto& keywords = record_.article.keywords;
    for (const std::string_view name : names) {
      if (!out.empty()) return;
      for (const auto& [key, value] : keywords) {
        if (key != name) continue;
        if (!out.empty()) out += '\n';
        out += value;
      }
      std::erase_if(keywords, [name](const auto& keyword) { return keyword.first == name; });
    }
  }

  error_code read_field(const std::string& key, ondemand::value value) {
    ondemand::json_type type;
    // Not the start of any JSON value (NaN, for example): stepped over like other unused values.
    if (value.type().get(type)) type = ondemand::json_type::null;
    if (key == "date") return read_date(key, value, type, date_);
    if (key == "published") return read_date(key, value, type, published_);
    for (const TextField& field : kTextFields) {
      if (key == field.key) return read_text(key, value, type, record_.article.*field.member);
    }
    return read_keywords(key, value, type);
  }

  error_code read_text(const std::string& key, ondemand::value value, ondemand::json_type type,
                       std::string& out) {
    switch (type) {
      case ondemand::json_type::string: return copy_string(value, out);
      case ondemand::json_type::null: return simdjson::SUCCESS;
      case ondemand::json_type::number:
        if (key == "id") return copy_number(value, out);
        break;
      case ondemand::json_type::array:
        if (key == "body") return join_paragraphs(value, out);
        break;
      default: break;
    }
    ignore(key, " is not a string");
    return simdjson::SUCCESS;
  }

  // Told once for each field, however often the record has it.
  void ignore(const std::string& key, const std::string& why) {
    auto& values = record_.ignored_values;
    const bool is_told = std::any_of(values.begin(), values.end(), [&key](const auto& value) {
      return value.starts_with(key + ' ');
    });
    if (!is_told) values.push_back(key + why);
  }

  // An id as it is written: 0012 is no JSON, but 1e3 and numbers beyond 64 bits stay what they are.
  static error_code copy_number(ondemand::value value, std::string& out) {
    std::string_view token = value.raw_json_token();
    while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ')
      token.remove_suffix(1);
    if (token.find_first_not_of("0123456789+-.eE") != std::string_view::npos) {
      return simdjson::NUMBER_ERROR;
    }
    out = token;
    return simdjson::SUCCESS;
  }

  error_code join_paragraphs(ondemand::value value, std::string& out) {
    out.clear();
    return for_each_string(value, [&out](const std::string& paragraph) {
      if (!out.empty()) out += '\n';
      out += paragraph;
    });
  }

  error_code read_date(const std::string& key, ondemand::value value, ondemand::json_type type,
                       std::optional<Timestamp>& out) {
    if (type == ondemand::json_type::null) return simdjson::SUCCESS;
    if (type != ondemand::json_type::string) {
      ignore(key, " is not a string");
      return simdjson::SUCCESS;
    }
    std::string text;
    if (const auto error = copy_string(value, text)) return error;
    if (text.empty()) return simdjson::SUCCESS;
    out = Timestamp::parse(text);
    if (!out) {
      std::replace_if(
          text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
      const bool cut = text.size() > kShownBytes;
      if (cut) text.resize(utf8_floor(text, kShownBytes));
      ignore(key, " is not an ISO 8601 date: '" + text + (cut ? "...'" : "'"));
    }
    return simdjson::SUCCESS;
  }

  error_code read_keywords(const std::string& key, ondemand::value value,
                           ondemand::json_type type) {
    const auto keep = [&](const std::string& text) {
      if (key.empty() || text.empty()) return;
      if (record_.article.keywords.size() < kMaxKeywords) {
        record_.article.keywords.emplace_back(key, text);
      } else {
        ignore("keywords", " beyond the first " + std::to_string(kMaxKeywords) + " are left out");
      }
    };
    if (type == ondemand::json_type::array) return for_each_string(value, keep);
    if (type != ondemand::json_type::string) return simdjson::SUCCESS;
    std::string text;
    if (const auto error = copy_string(value, text)) return error;
    keep(text);
    return simdjson::SUCCESS;
  }

  // Items of other types are stepped over.
  template <class Action>
  error_code for_each_string(ondemand::value value, const Action& action) {
    ondemand::array array;
    if (const auto error = value.get_array().get(array)) return error;
    for (auto item_or_error : array) {
      if (stop_.stop_requested()) return simdjson::SUCCESS;
      ondemand::value item;
      if (const auto error = std::move(item_or_error).get(item)) return error;
      ondemand::json_type type;
      if (item.type().get(type) || type != ondemand::json_type::string) continue;
      std::string text;
      if (const auto error = copy_string(item, text)) return error;
      action(text);
    }
    return simdjson::SUCCESS;
  }

  static error_code copy_string(ondemand::value value, std::string& out) {
    std::string_view text;
    if (const auto error = value.get_string().get(text)) return error;
    // simdjson lets a low surrogate through that stands alone.
    if (!simdjson::validate_utf8(text)) return simdjson::STRING_ERROR;
    out = text;
    return simdjson::SUCCESS;
  }

  JsonRecord& record_;
  const std::stop_token& stop_;
  std::optional<Timestamp> date_;
  std::optional<Timestamp> published_;
};

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

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

struct JsonRecordParser::State {
  ondemand::parser parser;
  std::string mended_line;

  /// A long line leaves buffers of several times its size, which nobody needs for the next one.
  struct ForgetLongLine {
    State& state;
    ~ForgetLongLine() {
      constexpr std::size_t kKeptBytes = 4 << 20;
      if (state.parser.capacity() > kKeptBytes) state.parser = ondemand::parser();
      if (state.mended_line.capacity() > kKeptBytes) std::string().swap(state.mended_line);
    }
  };
};

JsonRecordParser::JsonRecordParser() : state_(std::make_unique<State>()) {}
JsonRecordParser::~JsonRecordParser() = default;
JsonRecordParser::JsonRecordParser(JsonRecordParser&&) noexcept = default;
JsonRecordParser& JsonRecordParser::operator=(JsonRecordParser&&) noexcept = default;

Result<JsonRecord> JsonRecordParser::parse(std::string_view line, const std::stop_token& stop) {
  const State::ForgetLongLine forget{*state_};
  std::string& mended_line = state_->mended_line;
  JsonRecord record;
  const auto read = [&](std::string_view text) {
    record.article = {};
    record.ignored_values.clear();
    const std::size_t readable_bytes = text.size() + LineReader::kPaddingBytes;
    return RecordPass(record, stop)
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
  if (is_blank(record.article.title) && is_blank(record.article.body)) {
    return fail(ErrorCode::parse, "an article with neither title nor body");
  }
  return record;
}

}  // namespace newsidx::source

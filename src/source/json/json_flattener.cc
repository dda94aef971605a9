#include "source/json/json_flattener.h"

#include <algorithm>
#include <utility>

#include "source/fields/field_role.h"

namespace newsidx::source {

using simdjson::error_code;
namespace ondemand = simdjson::ondemand;

namespace {

constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxUnusedNames = 64;
constexpr std::size_t kMaxNumberBytes = 64;

// newsidx's own names by number: a later value takes the place of an earlier one.
std::size_t own_name_number(std::string_view name) {
  const FieldMatch own = match_own_name(name);
  if (own.role == FieldRole::none) return static_cast<std::size_t>(-1);
  return static_cast<std::size_t>(own.role) * 2 + (own.rank - kOwnRank);
}

std::string_view trimmed(std::string_view token) {
  while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.remove_suffix(1);
  return token;
}

// simdjson lets a low surrogate through that stands alone.
bool is_sound_key(std::string_view key) {
  unsigned char all_bits = 0;
  for (const char c : key) all_bits |= static_cast<unsigned char>(c);
  return all_bits < 0x80 || simdjson::validate_utf8(key);
}

bool is_number(std::string_view token) {
  return !token.empty() && token.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
}

}  // namespace

error_code JsonFlattener::read(ondemand::parser& parser, simdjson::padded_string_view text) {
  ondemand::document document;
  if (const auto error = parser.iterate(text).get(document)) return error;
  ondemand::object object;
  if (const auto error = document.get_object().get(object)) return error;
  if (const auto error = read_object(object, 0, 0)) return error;
  if (stop_.stop_requested()) return simdjson::SUCCESS;
  const bool at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  return at_end ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
}

error_code JsonFlattener::read_object(ondemand::object object, int depth, std::uint32_t place) {
  const std::size_t path_bytes = path_.size();
  for (auto field_or_error : object) {
    if (stop_.stop_requested()) return simdjson::SUCCESS;
    ondemand::field field;
    if (const auto error = std::move(field_or_error).get(field)) return error;
    std::string_view key;
    if (const auto error = field.unescaped_key().get(key)) return error;
    if (!is_sound_key(key)) return simdjson::STRING_ERROR;
    path_.resize(path_bytes);
    if (depth_ > 0) path_ += '.';
    path_ += key.substr(0, kMaxFieldNameBytes + 1);
    if (depth_ == 0) own_name_ = own_name_number(path_);
    if (const auto error = read_value(field.value(), depth, place)) return error;
  }
  path_.resize(path_bytes);
  return simdjson::SUCCESS;
}

error_code JsonFlattener::read_value(Value value, int depth, std::uint32_t place) {
  ondemand::json_type type;
  // Not the start of any JSON value (NaN, for example): stepped over like null.
  if (value.type().get(type)) type = ondemand::json_type::null;
  switch (type) {
    case ondemand::json_type::null: return simdjson::SUCCESS;
    case ondemand::json_type::string: return read_scalar(value, FlatField::Kind::text, place);
    case ondemand::json_type::number: return read_scalar(value, FlatField::Kind::number, place);
    case ondemand::json_type::boolean: return read_scalar(value, FlatField::Kind::boolean, place);
    default: break;
  }
  if (depth + 1 == kMaxDepth || path_.size() > kMaxFieldNameBytes) {
    leave_out();
    return simdjson::SUCCESS;
  }
  if (type == ondemand::json_type::array) return read_list(value, depth, place);
  if (own_name_ != kNone && depth_ == 0 && place == 0) add({}, FlatField::Kind::structure, place);
  ondemand::object object;
  if (const auto error = value.get_object().get(object)) return error;
  ++depth_;
  const bool was_in_list = std::exchange(is_in_listed_object_, is_in_listed_object_ || place > 0);
  const error_code error = read_object(object, depth + 1, place);
  is_in_listed_object_ = was_in_list;
  --depth_;
  return error;
}

error_code JsonFlattener::read_list(Value value, int depth, std::uint32_t place) {
  ondemand::array array;
  if (const auto error = value.get_array().get(array)) return error;
  std::uint32_t number = 0;
  for (auto item_or_error : array) {
    if (stop_.stop_requested()) return simdjson::SUCCESS;
    ondemand::value item;
    if (const auto error = std::move(item_or_error).get(item)) return error;
    ++number;
    if (const auto error = read_value(item, depth + 1, place > 0 ? place : number)) return error;
  }
  return simdjson::SUCCESS;
}

error_code JsonFlattener::read_scalar(Value value, FlatField::Kind kind, std::uint32_t place) {
  if (kind == FlatField::Kind::text) {
    std::string_view text;
    if (const auto error = value.get_string().get(text)) return error;
    // simdjson lets a low surrogate through that stands alone.
    if (!simdjson::validate_utf8(text)) return simdjson::STRING_ERROR;
    add(text, kind, place);
    return simdjson::SUCCESS;
  }
  const std::string_view token = trimmed(value.raw_json_token());
  const bool is_sound =
      kind == FlatField::Kind::number ? is_number(token) : token == "true" || token == "false";
  if (!is_sound) return path_ == "id" ? simdjson::NUMBER_ERROR : simdjson::SUCCESS;
  add(token.substr(0, path_ == "id" ? token.size() : kMaxNumberBytes), kind, place);
  return simdjson::SUCCESS;
}

void JsonFlattener::add(std::string_view value, FlatField::Kind kind, std::uint32_t place) {
  auto& fields = record_.fields;
  if (own_name_ != kNone && place == 0 && depth_ == 0) {
    std::size_t& own_place = own_places_[own_name_];
    if (own_place == kNone) {
      own_place = fields.size();
      append(value, kind, 0);
    } else {
      fields[own_place].value = value;
      fields[own_place].kind = kind;
    }
    return;
  }
  if (path_.empty() || (value.empty() && kind != FlatField::Kind::structure)) return;
  if (path_.size() > kMaxFieldNameBytes) return leave_out();
  if (kept_count_ == kMaxFlatFields) {
    record_.is_cut = true;
    return;
  }
  ++kept_count_;
  append(value, kind, place);
}

void JsonFlattener::append(std::string_view value, FlatField::Kind kind, std::uint32_t place) {
  FlatField& field = record_.fields.emplace_back();
  field.name = path_;
  field.value = value;
  field.kind = kind;
  field.place = place;
  field.is_in_listed_object = is_in_listed_object_;
}

void JsonFlattener::leave_out() {
  auto& names = record_.unused;
  std::string name = path_.substr(0, kMaxFieldNameBytes);
  if (names.size() == kMaxUnusedNames) return;
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

}  // namespace newsidx::source

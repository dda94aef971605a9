#include "source/json/json_repair.h"

#include <optional>

namespace newsidx::source {
namespace {

// The UTF-16 unit of an escape "\uXXXX" at `at`.
std::optional<unsigned> escaped_unit(std::string_view json, std::size_t at) {
  if (at + 6 > json.size() || json[at] != '\\' || json[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  for (const char c : json.substr(at + 2, 4)) {
    unit <<= 4;
    if (c >= '0' && c <= '9') {
      unit |= static_cast<unsigned>(c - '0');
    } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
      unit |= static_cast<unsigned>((c | 0x20) - 'a' + 10);
    } else {
      return std::nullopt;
    }
  }
  return unit;
}

void append_escape(std::string& out, char control) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto value = static_cast<unsigned char>(control);
  out += "\\u00";
  out += kDigits[value >> 4];
  out += kDigits[value & 15];
}

}  // namespace

std::size_t repair_surrogates(std::string& json) {
  std::size_t repaired_count = 0;
  for (std::size_t at = json.find('\\'); at != std::string::npos; at = json.find('\\', at)) {
    const auto unit = escaped_unit(json, at);
    if (!unit) {
      at += 2;  // another escape; its second character may be a backslash
    } else if (*unit < 0xd800 || *unit > 0xdfff) {
      at += 6;
    } else if (const auto low = escaped_unit(json, at + 6);
               *unit < 0xdc00 && low && *low >= 0xdc00 && *low <= 0xdfff) {
      at += 12;
    } else {
      json.replace(at, 6, "\\ufffd");
      ++repaired_count;
      at += 6;
    }
  }
  return repaired_count;
}

std::size_t escape_controls(std::string& json) {
  std::string escaped;
  escaped.reserve(json.size() + 64);
  std::size_t count = 0;
  JsonStringScan strings;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (strings.is_in_string() && c > '\0' && c < ' ') {
      append_escape(escaped, c);
      ++count;
    } else {
      escaped += c;
    }
    strings.scan(std::string_view(json).substr(at, 1));
  }
  json = std::move(escaped);
  return count;
}

// From quote to quote: a backslash matters in front of one, and at the end.
void JsonStringScan::scan(std::string_view piece) {
  if (piece.empty()) return;
  std::size_t begin = is_escaped_ ? 1 : 0;
  const auto is_escaped = [&](std::size_t at) {
    std::size_t backslashes = 0;
    while (at - backslashes > begin && piece[at - backslashes - 1] == '\\') ++backslashes;
    return is_in_string_ && backslashes % 2 == 1;
  };
  for (std::size_t quote; (quote = piece.find('"', begin)) != std::string_view::npos;) {
    if (!is_escaped(quote)) is_in_string_ = !is_in_string_;
    begin = quote + 1;
  }
  is_escaped_ = is_escaped(piece.size());
}

namespace {

struct RecordStart {
  bool is_none = false;  // another character
  bool is_whole = false;
};

RecordStart record_start(std::string_view line) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t bracket = line.find_first_not_of(kBlanks);
  if (bracket == std::string_view::npos) return {};
  if (line[bracket] != '{') return {.is_none = true};
  const std::size_t quote = line.find_first_not_of(kBlanks, bracket + 1);
  if (quote == std::string_view::npos) return {};
  const bool is_whole = line[quote] == '"';
  return {!is_whole, is_whole};
}

}  // namespace

bool begins_record(std::string_view line) { return record_start(line).is_whole; }
bool may_begin_record(std::string_view line) { return !record_start(line).is_none; }

}  // namespace newsidx::source

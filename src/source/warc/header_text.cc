#include "source/warc/header_text.h"

#include <algorithm>
#include <charconv>

#include "base/blanks.h"

namespace newsidx::source {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view without_quotes(std::string_view value) {
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') &&
      value.back() == value.front()) {
    value.remove_prefix(1);
    value.remove_suffix(1);
  }
  return value;
}

}  // namespace

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::uint64_t> parse_size(std::string_view digits, int base) {
  std::uint64_t size = 0;
  const char* end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, size, base);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return size;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view without_end_lines(std::string_view text) {
  return text.substr(0, text.find_last_not_of("\r\n") + 1);  // npos + 1 = 0
}

std::size_t head_bytes(std::string_view text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) break;
    if (end == begin || (end == begin + 1 && text[begin] == '\r')) return end + 1;
    begin = end + 1;
  }
  return std::string_view::npos;
}

std::string_view header_value(std::string_view head, std::string_view name) {
  std::string_view rest = head;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    if (!equal_ignoring_case(trimmed(line.substr(0, colon)), name)) continue;
    const char* begin = line.data() + colon + 1;
    while (rest.starts_with(' ') || rest.starts_with('\t')) static_cast<void>(take_line(rest));
    return trimmed({begin, static_cast<std::size_t>(rest.data() - begin)});
  }
  return {};
}

MediaType parse_media_type(std::string_view value) {
  MediaType type;
  std::size_t end = std::min(value.find_first_of(";,"), value.size());
  type.name = lower_ascii(trimmed(value.substr(0, end)));
  while (end < value.size()) {
    value.remove_prefix(end + 1);
    end = std::min(value.find(';'), value.size());
    const std::string_view parameter = value.substr(0, end);
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos || !type.charset.empty()) continue;
    if (!equal_ignoring_case(trimmed(parameter.substr(0, equals)), "charset")) continue;
    type.charset = without_quotes(trimmed(parameter.substr(equals + 1)));
  }
  return type;
}

}  // namespace newsidx::source

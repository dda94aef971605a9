#include "source/html/linked_script.h"

#include <cstddef>

#include "source/json/json_repair.h"

namespace newsidx::source {
namespace {

// Commas before a closing bracket, outside of strings.
void drop_extra_commas(std::string& json) {
  bool in_string = false;
  std::size_t comma = std::string::npos;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (in_string) {
      if (c == '\\') ++at;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if ((c == '}' || c == ']') && comma != std::string::npos) json[comma] = ' ';
    if (c == ',') comma = at;
    if (c != ',' && c != ' ' && c != '\n' && c != '\r' && c != '\t') comma = std::string::npos;
  }
}

}  // namespace

std::string_view json_of_script(std::string_view script) {
  constexpr std::string_view kCdata = "<![CDATA[";
  if (const std::size_t at = script.find(kCdata); at < 16) {
    script.remove_prefix(at + kCdata.size());
    script = script.substr(0, script.find("]]>"));
  }
  const std::size_t begin = script.find_first_of("{[");
  if (begin == std::string_view::npos) return {};
  const std::size_t end = script.find_last_of(script[begin] == '{' ? '}' : ']');
  // Cut off: the plain strings of it are looked for.
  if (end == std::string_view::npos || end < begin) return script.substr(begin);
  return script.substr(begin, end + 1 - begin);
}

void repair_script(std::string& json) {
  repair_surrogates(json);
  escape_controls(json);
  drop_extra_commas(json);
}

std::string string_after(std::string_view json, std::string_view name) {
  std::size_t at = json.find("\"" + std::string(name) + "\"");
  if (at == std::string_view::npos) return {};
  at = json.find_first_not_of(" \t\r\n", at + name.size() + 2);
  if (at == std::string_view::npos || json[at] != ':') return {};
  at = json.find_first_not_of(" \t\r\n", at + 1);
  if (at == std::string_view::npos || json[at] != '"') return {};
  const std::size_t end = json.find('"', at + 1);
  if (end == std::string_view::npos) return {};
  const std::string_view text = json.substr(at + 1, end - at - 1);
  return text.find('\\') == std::string_view::npos ? std::string(text) : std::string();
}

}  // namespace newsidx::source

#include "source/markdown/front_matter.h"

#include <simdjson.h>

#include <algorithm>

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxMatterBytes = 1 << 20;

std::string_view without_end(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) {
    line.remove_suffix(1);
  }
  return line;
}

// Past the line at `at`.
std::size_t next_line(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

struct Marks {
  std::size_t begin = 0;  // of what stands between
  std::size_t close = 0;  // of the line that ends it
  std::size_t end = 0;    // behind it; 0: none
};

Marks marks_of(std::string_view text, std::string_view mark) {
  Marks marks;
  if (without_end(text.substr(0, text.find('\n'))) != mark) return marks;
  marks.begin = next_line(text, 0);
  for (std::size_t at = marks.begin; at < std::min(text.size(), kMaxMatterBytes);) {
    const std::size_t end = next_line(text, at);
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\n')) line.remove_suffix(1);
    line = without_end(line);
    if (line == mark || (mark == "---" && line == "...")) {
      marks.close = at;
      marks.end = end;
      return marks;
    }
    at = end;
  }
  return marks;
}

// "title: x", and "title:" over a list
bool is_yaml_member(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  return line.find_first_of(" \t") > colon && (colon + 1 == line.size() || line[colon + 1] == ' ');
}

// A rule is written as YAML's marks are. Text between two rules begins with no member, or has few.
bool is_yaml(std::string_view text) {
  std::size_t member_count = 0;
  std::size_t other_count = 0;
  while (!text.empty()) {
    const std::size_t end = next_line(text, 0);
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    if (line.ends_with('\n')) line.remove_suffix(1);
    line = without_end(line);
    if (line.empty() || std::string_view(" \t#-").find(line.front()) != std::string_view::npos) {
      continue;
    }
    ++(is_yaml_member(line) ? member_count : other_count);
    if (member_count == 0) return false;
  }
  return member_count >= other_count;
}

// Behind the object that begins the text; 0 where it does not end.
std::size_t json_end(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < std::min(text.size(), kMaxMatterBytes); ++at) {
    const char c = text[at];
    if (in_string) {
      if (c == '\\') ++at;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return at + 1;
    }
  }
  return 0;
}

void add_json(FrontMatter& matter, const std::string& name, simdjson::dom::element value,
              int levels) {
  std::string_view text;
  simdjson::dom::array list;
  simdjson::dom::object map;
  if (value.get(text) == simdjson::SUCCESS) {
    add_front_matter(matter, name, std::string(text));
  } else if (levels > 0 && value.get(list) == simdjson::SUCCESS) {
    for (const auto item : list) add_json(matter, name, item, levels - 1);
  } else if (levels > 0 && value.get(map) == simdjson::SUCCESS) {
    for (const auto& [key, item] : map) {
      add_json(matter, name + "." + std::string(key), item, levels - 1);
    }
  } else if (value.is<double>() || value.is<bool>()) {
    add_front_matter(matter, name, simdjson::minify(value));
  }
}

}  // namespace

void add_front_matter(FrontMatter& matter, std::string_view name, std::string value) {
  std::string small(name);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  if (small.empty() || value.empty()) return;
  if (!matter.fields.empty() && matter.fields.back().name == small) {
    matter.fields.back().values.push_back(std::move(value));
  } else if (matter.fields.size() < FrontMatter::kMaxFields) {
    matter.fields.push_back({std::move(small), {std::move(value)}});
  }
}

void read_json_matter(std::string_view json, FrontMatter& matter) {
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  if (parser.parse(simdjson::padded_string(json)).get(object) != simdjson::SUCCESS) return;
  constexpr int kLevels = 2;  // a list of maps
  for (const auto& [key, value] : object) add_json(matter, std::string(key), value, kLevels);
}

FrontMatter read_front_matter(std::string_view text) {
  FrontMatter matter;
  const std::size_t mark = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  text.remove_prefix(mark);
  if (const Marks yaml = marks_of(text, "---"); yaml.end > 0) {
    const std::string_view inner = text.substr(yaml.begin, yaml.close - yaml.begin);
    if (!is_yaml(inner)) return matter;
    read_yaml(inner, matter);
    matter.end = mark + yaml.end;
  } else if (const Marks toml = marks_of(text, "+++"); toml.end > 0) {
    read_toml(text.substr(toml.begin, toml.close - toml.begin), matter);
    matter.end = mark + toml.end;
  } else if (text.starts_with("{")) {
    const std::size_t end = json_end(text);
    read_json_matter(text.substr(0, end), matter);
    if (!matter.fields.empty()) matter.end = mark + end;
  }
  return matter;
}

bool looks_like_front_matter(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  const bool has_yaml_mark = head.starts_with("---");
  if (!has_yaml_mark && !head.starts_with("+++")) return false;
  const std::string_view mark = has_yaml_mark ? "---" : "+++";
  if (without_end(head.substr(0, head.find('\n'))) != mark) return false;
  Marks marks = marks_of(head, mark);
  if (marks.end == 0) marks.close = head.size();  // longer than the head
  FrontMatter matter;
  const std::string_view inner = head.substr(marks.begin, marks.close - marks.begin);
  if (has_yaml_mark && !is_yaml(inner)) return false;
  has_yaml_mark ? read_yaml(inner, matter) : read_toml(inner, matter);
  return !matter.fields.empty();
}

}  // namespace newsidx::source

// YAML as front matter has it: see front_matter.h.
#include <algorithm>

#include "base/blanks.h"
#include "source/markdown/front_matter.h"
#include "source/markdown/scalar_text.h"

namespace newsidx::source {
namespace {

class YamlReader {
 public:
  YamlReader(std::string_view yaml, FrontMatter& matter) : yaml_(yaml), matter_(matter) {}

  void run() {
    while (!yaml_.empty()) {
      const std::string_view line = take_line();
      const std::size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
      const std::string_view rest = line.substr(indent);
      if (rest.empty() || rest.starts_with('#')) continue;
      if (rest == "-" || rest.starts_with("- ")) {
        take_item(trimmed(rest.substr(1)), indent);
      } else {
        take_pair(rest, indent, false);
      }
    }
  }

 private:
  std::string_view take_line() {
    const std::size_t end = std::min(yaml_.find('\n'), yaml_.size());
    std::string_view line = yaml_.substr(0, end);
    yaml_.remove_prefix(std::min(end + 1, yaml_.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  // "- a" under the key at hand; "- name: a" is a map in a list.
  void take_item(std::string_view item, std::size_t indent) {
    if (key_.empty()) return;
    const bool is_quoted = item.starts_with('"') || item.starts_with('\'');
    const std::size_t colon = item.find(": ");
    const bool is_map = !is_quoted && colon != std::string_view::npos &&
                        item.substr(0, colon).find(' ') == std::string_view::npos;
    if (is_map) return take_pair(item, indent + 2, true);
    add(key_, item);
  }

  void take_pair(std::string_view text, std::size_t indent, bool is_in_list) {
    std::string_view rest = text;
    const std::string name = take_scalar(rest, ":");
    if (!rest.starts_with(':') || (rest.size() > 1 && rest[1] != ' ' && rest[1] != '\t')) {
      return continue_scalar(text, indent);
    }
    const std::string_view value = trimmed(rest.substr(1));
    const bool is_inner = (indent > 0 || is_in_list) && !key_.empty();
    const std::string full = is_inner ? key_ + "." + name : name;
    if (!is_inner) key_ = name;
    last_ = full;
    if (value.starts_with('|') || value.starts_with('>')) return take_block(full, value[0], indent);
    add(full, value);
  }

  void add(const std::string& name, std::string_view value) {
    value = trimmed(without_comment(value));
    std::string whole(value);
    if (value.starts_with('[')) {  // it may go on over lines
      for (int open = open_brackets(whole); open > 0 && !yaml_.empty();) {
        const std::string_view more = without_comment(take_line());
        open += open_brackets(more);
        whole.append("\n").append(more);
      }
    }
    if (whole.starts_with('[')) {
      for (std::string& item : list_items(whole)) add_front_matter(matter_, name, std::move(item));
      return;
    }
    if (whole.starts_with('{')) return add_map(name, whole);
    std::string_view rest = whole;
    add_front_matter(matter_, name, take_scalar(rest, "\n"));
  }

  // "{name: a, url: b}"
  void add_map(const std::string& name, std::string_view map) {
    map.remove_prefix(1);
    while (!map.empty() && map[0] != '}') {
      const std::string key = take_scalar(map, ":,}");
      if (map.starts_with(':')) {
        map.remove_prefix(1);
        add_front_matter(matter_, name + "." + key, take_scalar(map, ",}"));
      }
      map.remove_prefix(std::min(map.find_first_of(",}"), map.size()));
      if (map.starts_with(',')) map.remove_prefix(1);
    }
  }

  // The lines that are indented more than the key; ">" joins them.
  void take_block(const std::string& name, char style, std::size_t indent) {
    std::string text;
    while (!yaml_.empty()) {
      const std::string_view line = yaml_.substr(0, std::min(yaml_.find('\n'), yaml_.size()));
      const std::size_t begin = std::min(line.find_first_not_of(" \t\r"), line.size());
      if (begin <= indent && begin < line.size()) break;
      const std::string_view content = trimmed(take_line());
      if (!text.empty()) text += style == '>' && !content.empty() ? ' ' : '\n';
      text += content;
    }
    add_front_matter(matter_, name, std::string(trimmed(text)));
  }

  // A scalar without quotes goes on in indented lines.
  void continue_scalar(std::string_view text, std::size_t indent) {
    if (indent == 0 || matter_.fields.empty() || last_.empty()) return;
    std::string& value = matter_.fields.back().values.back();
    value += ' ';
    value += trimmed(text);
  }

  std::string_view yaml_;
  FrontMatter& matter_;
  std::string key_;   // without indent, at hand
  std::string last_;  // the name that a value was read for
};

}  // namespace

void read_yaml(std::string_view yaml, FrontMatter& matter) { YamlReader(yaml, matter).run(); }

}  // namespace newsidx::source

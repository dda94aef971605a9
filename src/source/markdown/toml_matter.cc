// TOML as front matter has it: see front_matter.h.
#include <algorithm>

#include "base/blanks.h"
#include "source/markdown/front_matter.h"
#include "source/markdown/scalar_text.h"

namespace newsidx::source {
namespace {

class TomlReader {
 public:
  TomlReader(std::string_view toml, FrontMatter& matter) : toml_(toml), matter_(matter) {}

  void run() {
    while (!toml_.empty()) {
      const std::string_view line = trimmed(without_comment(take_line()));
      if (line.starts_with('[')) {
        const std::size_t begin = std::min(line.find_first_not_of("[ "), line.size());
        const std::size_t end = std::min(line.find(']'), line.size());
        section_ = begin < end ? std::string(line.substr(begin, end - begin)) + "." : "";
        // Hugo keeps fields of one's own in [params], and terms in [taxonomies] (Zola).
        if (section_ == "params." || section_ == "extra." || section_ == "taxonomies.") {
          section_.clear();
        }
        continue;
      }
      take_pair(line);
    }
  }

 private:
  std::string_view take_line() {
    const std::size_t end = std::min(toml_.find('\n'), toml_.size());
    const std::string_view line = toml_.substr(0, end);
    toml_.remove_prefix(std::min(end + 1, toml_.size()));
    return line;
  }

  void take_pair(std::string_view line) {
    std::string_view rest = line;
    const std::string name = section_ + take_scalar(rest, "=");
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    if (!rest.starts_with('=')) return;
    std::string_view value = trimmed(rest.substr(1));
    for (const std::string_view quotes : {"\"\"\"", "'''"}) {
      if (value.starts_with(quotes)) return take_long_text(name, value.substr(3), quotes);
    }
    if (!value.starts_with('[')) {
      add_front_matter(matter_, name, take_scalar(value, "\n"));
      return;
    }
    std::string list(value);
    for (int open = open_brackets(list); open > 0 && !toml_.empty();) {
      const std::string_view more = without_comment(take_line());
      open += open_brackets(more);
      list.append("\n").append(more);
    }
    for (std::string& item : list_items(list)) add_front_matter(matter_, name, std::move(item));
  }

  void take_long_text(const std::string& name, std::string_view first, std::string_view quotes) {
    std::size_t end = first.find(quotes);
    std::string text(first.substr(0, end));
    while (end == std::string_view::npos && !toml_.empty()) {
      const std::string_view line = take_line();
      end = line.find(quotes);
      text.append("\n").append(line.substr(0, end));
    }
    add_front_matter(matter_, name, std::string(trimmed(text)));
  }

  std::string_view toml_;
  FrontMatter& matter_;
  std::string section_;
};

}  // namespace

void read_toml(std::string_view toml, FrontMatter& matter) { TomlReader(toml, matter).run(); }

}  // namespace newsidx::source

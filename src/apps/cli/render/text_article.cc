// One article for people: the title, what is known about it, and the body in paragraphs.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/render/number_text.h"
#include "cli/render/render.h"
#include "cli/render/terminal_text.h"

namespace newsidx::cli {
namespace {

// Labels and values; keywords of one field on one line.
std::vector<std::pair<std::string, std::string>> header_of(const Article& article) {
  std::vector<std::pair<std::string, std::string>> header;
  const auto add = [&header](std::string_view label, std::string_view value) {
    if (value.empty()) return;
    for (auto& [known_label, values] : header) {
      if (known_label == label) {
        values.append(", ").append(value);
        return;
      }
    }
    header.emplace_back(label, value);
  };
  add("id", article.id);
  if (article.published) add("published", date_text(*article.published));
  add("source", article.source);
  add("language", article.lang);
  add("url", article.url);
  for (const auto& [field, value] : article.keywords) add(field, value);
  return header;
}

}  // namespace

std::string render_text(const Article& article, const TextStyle& style) {
  const std::size_t width = std::max<std::size_t>(style.width, 20);
  std::string text;
  Paragraph title(style.color);
  text += title.add(article.title, TextRole::title).to_string(width);
  if (!text.empty()) text += '\n';

  const auto header = header_of(article);
  std::size_t label_columns = 0;
  for (const auto& [label, value] : header) {
    label_columns = std::max(label_columns, column_count(label) + 2);
  }
  label_columns = std::min(label_columns, width / 2);
  for (const auto& [label, value] : header) {
    Paragraph line(style.color);
    const std::size_t columns = column_count(label) + 1;
    line.add(label + ":", TextRole::meta);
    line.add(std::string(columns < label_columns ? label_columns - columns : 1, ' '));
    text += line.add(value).to_string(width);
  }

  for (std::string_view rest = article.body; !rest.empty();) {
    const std::size_t line_end = std::min(rest.find('\n'), rest.size());
    Paragraph paragraph(style.color);
    const std::string wrapped = paragraph.add(rest.substr(0, line_end)).to_string(width);
    if (!wrapped.empty() && !text.empty()) text += '\n';
    text += wrapped;
    rest.remove_prefix(std::min(line_end + 1, rest.size()));
  }
  return text;
}

}  // namespace newsidx::cli
